/// Version of the OpenAPI document.
pub const VERSION: &str = "0.2.1";
pub(crate) const SERVICE_TIMEOUT: Duration = Duration::from_secs(3);
pub(crate) const RESPONSE_BYTES: usize = 1048576;
pub(crate) const ERROR_CODES_PAGE: &str = "https://tencent-chat.example/contract/";
pub(crate) const IDENTIFIER_BYTES: usize = 32;
pub(crate) const SECRET_PARAMETER: &str = "usersig";
pub(crate) const ENVELOPE: [&str; 3] = ["ActionStatus", "ErrorCode", "ErrorInfo"];
plain_enum! {
    Region "The data center that an application is bound to. Hosts of other regions refuse its calls." RegionFacts;
    China "china" "China" RegionFacts {
        base_url: "https://console.tim.qq.com",
        backup_url: "https://adminapi.my-imcloud.com",
    };
    Singapore "singapore" "Singapore" RegionFacts {
        base_url: "https://adminapisgp.im.qcloud.com",
        backup_url: "https://adminapisgp.my-imcloud.com",
    };
    Seoul "seoul" "Seoul" RegionFacts {
        base_url: "https://adminapikr.im.qcloud.com",
        backup_url: "https://adminapikr.my-imcloud.com",
    };
    Frankfurt "frankfurt" "Frankfurt" RegionFacts {
        base_url: "https://adminapiger.im.qcloud.com",
        backup_url: "https://adminapiger.my-imcloud.com",
    };
    Mumbai "mumbai" "Mumbai. Revisions of the pages from 2024-07-16 on no longer list it." RegionFacts {
        base_url: "https://adminapiind.im.qcloud.com",
        backup_url: "https://adminapiind.my-imcloud.com",
    };
    SiliconValley "silicon-valley" "Silicon Valley" RegionFacts {
        base_url: "https://adminapiusa.im.qcloud.com",
        backup_url: "https://adminapiusa.my-imcloud.com",
    };
    Jakarta "jakarta" "Jakarta" RegionFacts {
        base_url: "https://adminapiidn.im.qcloud.com",
        backup_url: "https://adminapiidn.my-imcloud.com",
    };
    Tokyo "tokyo" "Tokyo. Only the newest revisions of the pages list it, since 2025." RegionFacts {
        base_url: "https://adminapijpn.im.qcloud.com",
        backup_url: "https://adminapijpn.my-imcloud.com",
    };
}
plain_enum! {
    RetryClass "What an error code asks of a client that wants to retry." RetryClassFacts;
    Never "never" "The same request will fail again; something must change first" RetryClassFacts {
        description: "The same request will fail again; something must change first",
        wait_seconds: None,
    };
    Backoff "backoff" "A passing failure; try again after a growing, random wait" RetryClassFacts {
        description: "A passing failure; try again after a growing, random wait",
        wait_seconds: None,
    };
    SlowDown "slow-down" "Too many calls; wait, and call less often from then on" RetryClassFacts {
        description: "Too many calls; wait, and call less often from then on",
        wait_seconds: None,
    };
    SignAgain "sign-again" "Try again once, with a new UserSig" RetryClassFacts {
        description: "Try again once, with a new UserSig",
        wait_seconds: None,
    };
    AfterAMinute "after-a-minute" "Try again after the wait that the vendor names" RetryClassFacts {
        description: "Try again after the wait that the vendor names",
        wait_seconds: Some(60),
    };
}
plain_enum! {
    Family "The part of the service that an error code comes from." ();
    Account "account" "`account` in the contract." ();
    Group "group" "`group` in the contract." ();
    Rest "rest" "`rest` in the contract." ();
}
plain_enum! {
    Actor "Who must act on an error." ();
    Administrator "administrator" "`administrator` in the contract." ();
    Developer "developer" "`developer` in the contract." ();
    Nobody "nobody" "`nobody` in the contract." ();
    Vendor "vendor" "`vendor` in the contract." ();
}
plain_enum! {
    Operation "An operation of the service." OperationInfo;
    GetGroupBanMember "get_group_ban_member" "List the banned members of a group" OperationInfo {
        id: "get_group_ban_member",
        path: "/v4/group_open_http_svc/get_group_ban_member",
        summary: "List the banned members of a group",
        documentation: "https://www.tencentcloud.com/document/product/1047/50295",
        calls: 200,
        period: Duration::from_secs(1),
        safe_to_repeat: true,
        max_page_size: Some(100),
        group_types: &["AVChatRoom"],
        documented_error_codes: &[
            ErrorCode::new(10002),
            ErrorCode::new(10003),
            ErrorCode::new(10004),
            ErrorCode::new(10005),
            ErrorCode::new(10007),
        ],
        possible_error_codes: &[
            ErrorCode::new(10006),
            ErrorCode::new(10008),
            ErrorCode::new(10010),
            ErrorCode::new(10011),
            ErrorCode::new(10012),
            ErrorCode::new(10015),
            ErrorCode::new(10018),
            ErrorCode::new(10019),
            ErrorCode::new(10026),
            ErrorCode::new(10054),
            ErrorCode::new(10059),
            ErrorCode::new(11000),
        ],
    };
    GetPermissionGroupMemberList "get_permission_group_member_list" "List the members of a permission group" OperationInfo {
        id: "get_permission_group_member_list",
        path: "/v4/group_open_http_svc/get_permission_group_member_list",
        summary: "List the members of a permission group",
        documentation: "https://www.tencentcloud.com/document/product/1047/61242",
        calls: 200,
        period: Duration::from_secs(1),
        safe_to_repeat: true,
        max_page_size: Some(50),
        group_types: &["Community"],
        documented_error_codes: &[
            ErrorCode::new(10002),
            ErrorCode::new(10003),
            ErrorCode::new(10004),
            ErrorCode::new(10007),
            ErrorCode::new(10010),
            ErrorCode::new(10015),
            ErrorCode::new(110006),
            ErrorCode::new(110008),
        ],
        possible_error_codes: &[
            ErrorCode::new(10006),
            ErrorCode::new(10008),
            ErrorCode::new(10011),
            ErrorCode::new(10012),
            ErrorCode::new(10018),
            ErrorCode::new(10019),
            ErrorCode::new(10026),
            ErrorCode::new(10054),
            ErrorCode::new(10059),
            ErrorCode::new(11000),
        ],
    };
}
error_codes! {
    GROUP_SERVICE_INTERNAL 10002 Group Nobody Backoff
        "Internal error of the group service"
        "Try again"
        None;
    UNKNOWN_COMMAND 10003 Group Developer Never
        "The command in the URL is unknown to the group service"
        "Check the path of the request"
        None;
    INVALID_PARAMETER 10004 Group Developer Never
        "A parameter of the body is invalid"
        "Read ErrorInfo, which names the parameter, and correct it"
        None;
    TOO_MANY_ACCOUNTS 10005 Group Developer Never
        "The body names too many accounts"
        "Send fewer accounts in one request"
        Some("The ban page speaks of more than 20 members to be unbanned; that text belongs to another operation.");
    GROUP_OPERATION_TOO_FREQUENT 10006 Group Nobody SlowDown
        "The group service is asked too often"
        "Call less often"
        None;
    NOT_PERMITTED 10007 Group Administrator Never
        "The operation is not permitted: wrong type of group, a switch that is off, or an account without the right"
        "Check the type of the group, the switch in the console, and that the identifier is an administrator allowed to read the fields"
        Some("The ban page adds the switch in the console and says \"root account\"; the permission-group page adds the right to read the requested fields.");
    ILLEGAL_REQUEST 10008 Group Developer Never
        "The request is illegal, perhaps its signature"
        "Check the UserSig and the body"
        None;
    GROUP_NOT_FOUND 10010 Group Developer Never
        "The group does not exist or has been dissolved"
        "Check the group ID"
        Some("Not listed on the ban page.");
    GROUP_BODY_NOT_JSON 10011 Group Developer Never
        "The group service cannot parse the JSON of the body"
        "Send a JSON object"
        None;
    ILLEGAL_OPERATOR 10012 Group Developer Never
        "The user ID of the operator is illegal"
        "Check the identifier"
        None;
    INVALID_GROUP_ID 10015 Group Developer Never
        "The group ID is invalid"
        "Check the group ID"
        Some("The permission-group page and the SDK header mean a malformed ID; the error code page means a group that is absent or dismissed, the web SDK a group with no such ID.");
    RESPONSE_TOO_LARGE 10018 Group Developer Never
        "The answer would be larger than 1 MB"
        "Ask for a smaller page or fewer fields"
        None;
    ACCOUNT_MISSING 10019 Group Developer Never
        "An account in the request does not exist"
        "Check the user IDs"
        None;
    COMMAND_DISABLED 10026 Group Vendor Never
        "The command is disabled for this application"
        "Ask the vendor's support"
        None;
    TOO_MANY_GROUP_MEMBERS 10054 Group Developer Never
        "The group has too many members to answer at once"
        "Read the list in pages"
        None;
    EDITION_TOO_LOW 10059 Group Administrator Never
        "The operation needs the Pro, Pro Plus or Enterprise edition"
        "Upgrade the edition in the console"
        None;
    COMMUNITY_NOT_ENABLED 11000 Group Administrator Never
        "The community feature is not enabled"
        "Enable communities in the console"
        None;
    HTTP_PARSE_FAILED 60002 Rest Developer Never
        "The HTTP request cannot be parsed, or its URL has the wrong form"
        "Check the URL"
        None;
    BODY_NOT_JSON 60003 Rest Developer Never
        "The JSON of the body cannot be parsed"
        "Send a JSON object, at least an empty one"
        None;
    ACCOUNT_CHECK_FAILED 60004 Rest Administrator SignAgain
        "The check of the account failed"
        "Try again once with a new UserSig, then check identifier and UserSig"
        Some("Older tables mean a wrong account or signature in the URL or body; newer ones a check that failed and may be tried again.");
    SIGNATURE_CHECK_FAILED 60005 Rest Administrator SignAgain
        "The check of the account or its signature failed"
        "Try again once with a new UserSig, then check identifier and UserSig"
        Some("Older tables mean a wrong account or signature in the URL or body; newer ones a check that failed and may be tried again.");
    INVALID_SDK_APP_ID 60006 Rest Developer Never
        "The SDKAppID is invalid"
        "Check the SDKAppID"
        Some("No longer on the error code page.");
    RATE_EXCEEDED 60007 Rest Administrator SlowDown
        "The REST API is called too often"
        "Call less often, or raise the limit in the console"
        None;
    SERVICE_TIMEOUT 60008 Rest Nobody Backoff
        "The service timed out, or the HTTP request is malformed"
        "Try again, then check the request"
        Some("Also the answer to a service and command that do not belong together.");
    WRONG_RESOURCE 60009 Rest Developer Never
        "The requested resource is wrong"
        "Check the URL"
        None;
    ADMINISTRATOR_REQUIRED 60010 Rest Administrator Never
        "The identifier is not an administrator of the application"
        "Call as an administrator account"
        None;
    APP_RATE_EXCEEDED 60011 Rest Nobody SlowDown
        "The application calls too often"
        "Call less often"
        Some("No longer on the error code page.");
    SDK_APP_ID_MISSING 60012 Rest Developer Never
        "The URL has no sdkappid"
        "Add sdkappid to the URL"
        None;
    RESPONSE_PARSE_FAILED 60013 Rest Vendor Never
        "The service cannot parse an answer from within"
        "Ask the vendor's support"
        None;
    ACCOUNT_CHECK_TIMEOUT 60014 Rest Nobody Backoff
        "The check of the account timed out"
        "Try again"
        None;
    USER_ID_NOT_STRING 60015 Rest Developer Never
        "A user ID in the body is not a string"
        "Send user IDs as strings"
        None;
    APP_DISABLED 60016 Rest Vendor Never
        "The application is disabled"
        "Ask the vendor's support"
        None;
    REQUEST_DISABLED 60017 Rest Vendor Never
        "The request is disabled"
        "Ask the vendor's support"
        None;
    TOO_FREQUENT 60018 Rest Nobody SlowDown
        "Requests come too often"
        "Call less often"
        None;
    TOO_FREQUENT_LATER 60019 Rest Nobody SlowDown
        "Requests come too often"
        "Call less often"
        Some("No longer on the error code page.");
    SERVICE_UNAVAILABLE 60020 Rest Administrator Never
        "The service is not available: no package, an expired one, one still being set up, or arrears"
        "Buy or renew the package; a new one is ready after about five minutes"
        None;
    SOURCE_IP_REFUSED 60021 Rest Vendor Never
        "The IP address of the caller is not allowed"
        "Ask the vendor's support to allow the address"
        None;
    WRONG_URL_PARAMETER 60025 Rest Developer Never
        "One of sdkappid, identifier, usersig and contenttype is wrong in the URL"
        "Check the query of the URL"
        None;
    WRONG_SITE 60026 Rest Developer Never
        "The host or the SDKAppID belongs to another site"
        "Use the host of the application's region"
        None;
    WRONG_PRODUCT 60027 Rest Developer Never
        "The application belongs to another product"
        "Use an application of the Chat product"
        None;
    TRIAL_QUOTA_EXCEEDED 60028 Rest Administrator Never
        "The Trial edition's volume of REST calls in 24 hours is used up"
        "Wait a day or upgrade the edition"
        None;
    USERSIG_EXPIRED 70001 Account Nobody SignAgain
        "The UserSig has expired"
        "Make a new UserSig, and check the clock"
        None;
    USERSIG_ILLEGAL 70003 Account Developer Never
        "The UserSig cannot be decoded"
        "Make the UserSig with the official algorithm and send it whole"
        None;
    USERSIG_MALFORMED 70005 Account Developer Never
        "The UserSig cannot be decoded"
        "Make the UserSig with the official algorithm and send it whole"
        Some("Only in old tables, with the meaning of 70003 (USERSIG_ILLEGAL).");
    USERSIG_WRONG_KEY 70009 Account Developer Never
        "The UserSig was not made with this application's key"
        "Use the secret key of this SDKAppID"
        None;
    IDENTIFIER_MISMATCH 70013 Account Developer Never
        "The identifier is not the one in the UserSig"
        "Sign for the identifier that is sent"
        None;
    SDK_APP_ID_MISMATCH 70014 Account Developer Never
        "The SDKAppID is not the one in the UserSig"
        "Sign for the SDKAppID that is sent"
        None;
    KEY_NOT_FOUND 70016 Account Developer Never
        "The service has no key for the application"
        "Check that the SDKAppID belongs to the data center of the host"
        None;
    SDK_APP_ID_NOT_FOUND 70020 Account Developer Never
        "The SDKAppID does not exist"
        "Check the SDKAppID and that it belongs to the data center of the host"
        None;
    USERSIG_REFUSED 70032 Account Developer Never
        "The UserSig is refused"
        "Make the UserSig with the official algorithm"
        Some("Undocumented; seen with the placeholder \"xxx\" as signature and an empty ErrorInfo.");
    TOO_MANY_SIGNATURE_FAILURES 70050 Account Administrator AfterAMinute
        "The signature was refused too many times"
        "Correct the signature and wait a minute"
        None;
    ACCOUNT_BLOCKED 70051 Account Vendor Never
        "The account is on the block list"
        "Ask the vendor's support"
        None;
    USERSIG_INVALIDATED 70052 Account Nobody SignAgain
        "The UserSig has been invalidated"
        "Make a new UserSig"
        Some("Only in old tables.");
    ACCOUNT_NOT_IMPORTED 70107 Account Administrator Never
        "The account has not been imported"
        "Import the account, or check the identifier"
        Some("The web SDK means an account restricted for security.");
    ACCOUNT_RESTRICTED 70114 Account Vendor Never
        "The account is restricted for security"
        "Ask the vendor's support"
        Some("The web SDK means an internal timeout.");
    ACCOUNT_TIMEOUT 70169 Account Nobody Backoff
        "The account service timed out"
        "Try again"
        Some("The web SDK means a missing account.");
    ACCOUNT_INTERNAL_TIMEOUT 70202 Account Nobody Backoff
        "The account service timed out"
        "Try again"
        None;
    USERSIG_NOT_ACCEPTED 70346 Account Developer Never
        "The UserSig is refused"
        "Make the UserSig with the official algorithm"
        Some("Undocumented; reported once, in 2017, with a bad signature.");
    ILLEGAL_ACCOUNT_PARAMETER 70402 Account Developer Never
        "A parameter of the account service is illegal"
        "Check the required fields"
        None;
    ACCOUNT_ADMINISTRATOR_REQUIRED 70403 Account Administrator Never
        "The account service needs an administrator"
        "Call as an administrator account"
        None;
    ACCOUNT_INTERNAL 70500 Account Nobody Backoff
        "Internal error of the account service"
        "Try again"
        None;
    SERVICE_DEACTIVATED 80005 Rest Administrator Never
        "The service is deactivated: expired or in arrears"
        "Renew the package"
        Some("The page says that it may be the answer to any API.");
    PERMISSION_GROUP_NOT_FOUND 110006 Group Developer Never
        "The permission group does not exist or has been dissolved"
        "Check the permission group ID"
        None;
    INVALID_PERMISSION_GROUP_ID 110008 Group Developer Never
        "The permission group ID is invalid"
        "Check the permission group ID"
        Some("The error code page means a permission group that is absent or deleted.");
}
open_enum! {
    ActionStatus "`OK` on success, `FAIL` on failure; others may come";
    Ok "OK" "The service did what was asked";
    Fail "FAIL" "The service refused; `ErrorCode` and `ErrorInfo` say why";
}
open_enum! {
    MemberInfoField "Name of a standard field of a permission group member: `Role`, `JoinTime`, `MsgSeq`, `MsgFlag`, `LastSendMsgTime`, `JoinPermissionGroupTime`, `MuteUntil` or `NameCard`. The page shows them in a sample and does not call the list complete; the service judges names that are not listed.";
    Role "Role" "The role in the community";
    JoinTime "JoinTime" "When the member joined the community";
    MsgSeq "MsgSeq" "The last message read";
    MsgFlag "MsgFlag" "How messages of the group are received";
    LastSendMsgTime "LastSendMsgTime" "When the member last sent a message";
    JoinPermissionGroupTime "JoinPermissionGroupTime" "When the member joined the permission group";
    MuteUntil "MuteUntil" "When the mute ends";
    NameCard "NameCard" "The name borne in the group";
}
open_enum! {
    MsgFlag "How the member receives messages of the group: `AcceptAndNotify`, `AcceptNotNotify`, `Discard` or `AcceptNotNotifyExceptAt`; others may come.";
    AcceptAndNotify "AcceptAndNotify" "Messages are received and notified";
    AcceptNotNotify "AcceptNotNotify" "Messages are received without a notification";
    Discard "Discard" "Messages are not received";
    AcceptNotNotifyExceptAt "AcceptNotNotifyExceptAt" "Messages are received, and only those that mention the member are notified";
}
open_enum! {
    Role "Role of a member in the community: `Owner`, `Admin` or `Member`; others may come. Ignore white space around the value: two of the page's samples have some.";
    Owner "Owner" "The owner of the group";
    Admin "Admin" "An administrator of the group";
    Member "Member" "An ordinary member";
}
