/// Version of the OpenAPI document that this crate was built from.
pub const VERSION: &str = "0.2.0";
/// Time after which the service gives up on a request by itself.
pub(crate) const SERVICE_TIMEOUT: Duration = Duration::from_secs(3u64);
/// Largest response that the service documents, in bytes.
pub(crate) const RESPONSE_BYTES: usize = 1048576usize;
/// Address of the page that explains the error codes.
pub(crate) const ERROR_CODES_PAGE: &str = "https://tencent-chat.example/contract/";
/// Longest identifier, in bytes of UTF-8.
pub(crate) const IDENTIFIER_BYTES: usize = 32usize;
/// Name of the query parameter that carries the UserSig.
pub(crate) const SECRET_PARAMETER: &str = "usersig";
/// The fields that every response has: status, code and text.
pub(crate) const ENVELOPE: [&str; 3] = ["ActionStatus", "ErrorCode", "ErrorInfo"];
///The data center that an application is bound to. Hosts of other regions refuse its calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Region {
    ///China
    China,
    ///Singapore
    Singapore,
    ///Seoul
    Seoul,
    ///Frankfurt
    Frankfurt,
    ///Mumbai. Revisions of the pages from 2024-07-16 on no longer list it.
    Mumbai,
    ///Silicon Valley
    SiliconValley,
    ///Jakarta
    Jakarta,
    ///Tokyo. Only the revisions of the pages of 2025-12-15 list it.
    Tokyo,
}
impl Region {
    /// Every value of the contract.
    pub const ALL: &'static [Self] = &[
        Self::China,
        Self::Singapore,
        Self::Seoul,
        Self::Frankfurt,
        Self::Mumbai,
        Self::SiliconValley,
        Self::Jakarta,
        Self::Tokyo,
    ];
    pub(crate) const FACTS: &'static [RegionFacts] = &[
        RegionFacts {
            id: "china",
            base_url: "https://console.tim.qq.com",
            backup_url: "https://adminapi.my-imcloud.com",
        },
        RegionFacts {
            id: "singapore",
            base_url: "https://adminapisgp.im.qcloud.com",
            backup_url: "https://adminapisgp.my-imcloud.com",
        },
        RegionFacts {
            id: "seoul",
            base_url: "https://adminapikr.im.qcloud.com",
            backup_url: "https://adminapikr.my-imcloud.com",
        },
        RegionFacts {
            id: "frankfurt",
            base_url: "https://adminapiger.im.qcloud.com",
            backup_url: "https://adminapiger.my-imcloud.com",
        },
        RegionFacts {
            id: "mumbai",
            base_url: "https://adminapiind.im.qcloud.com",
            backup_url: "https://adminapiind.my-imcloud.com",
        },
        RegionFacts {
            id: "silicon-valley",
            base_url: "https://adminapiusa.im.qcloud.com",
            backup_url: "https://adminapiusa.my-imcloud.com",
        },
        RegionFacts {
            id: "jakarta",
            base_url: "https://adminapiidn.im.qcloud.com",
            backup_url: "https://adminapiidn.my-imcloud.com",
        },
        RegionFacts {
            id: "tokyo",
            base_url: "https://adminapijpn.im.qcloud.com",
            backup_url: "https://adminapijpn.my-imcloud.com",
        },
    ];
}
///What an error code asks of a client that wants to retry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryClass {
    ///The same request will fail again; something must change first
    Never,
    ///A passing failure; try again after a growing, random wait
    Backoff,
    ///Too many calls; wait, and call less often from then on
    SlowDown,
    ///Try again once, with a new UserSig
    SignAgain,
    ///Try again after the wait that the vendor names
    AfterAMinute,
}
impl RetryClass {
    /// Every value of the contract.
    pub const ALL: &'static [Self] = &[
        Self::Never,
        Self::Backoff,
        Self::SlowDown,
        Self::SignAgain,
        Self::AfterAMinute,
    ];
    pub(crate) const FACTS: &'static [RetryClassFacts] = &[
        RetryClassFacts {
            id: "never",
            description: "The same request will fail again; something must change first",
            wait: None,
        },
        RetryClassFacts {
            id: "backoff",
            description: "A passing failure; try again after a growing, random wait",
            wait: None,
        },
        RetryClassFacts {
            id: "slow-down",
            description: "Too many calls; wait, and call less often from then on",
            wait: None,
        },
        RetryClassFacts {
            id: "sign-again",
            description: "Try again once, with a new UserSig",
            wait: None,
        },
        RetryClassFacts {
            id: "after-a-minute",
            description: "Try again after the wait that the vendor names",
            wait: Some(Duration::from_secs(60u64)),
        },
    ];
}
///The part of the service that an error code comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Family {
    ///`account` in the contract.
    Account,
    ///`group` in the contract.
    Group,
    ///`rest` in the contract.
    Rest,
}
impl Family {
    /// Every value of the contract.
    pub const ALL: &'static [Self] = &[Self::Account, Self::Group, Self::Rest];
    pub(crate) const FACTS: &'static [&'static str] = &["account", "group", "rest"];
}
///Who must act on an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Actor {
    ///`administrator` in the contract.
    Administrator,
    ///`developer` in the contract.
    Developer,
    ///`nobody` in the contract.
    Nobody,
    ///`vendor` in the contract.
    Vendor,
}
impl Actor {
    /// Every value of the contract.
    pub const ALL: &'static [Self] = &[
        Self::Administrator,
        Self::Developer,
        Self::Nobody,
        Self::Vendor,
    ];
    pub(crate) const FACTS: &'static [&'static str] = &[
        "administrator",
        "developer",
        "nobody",
        "vendor",
    ];
}
///An operation of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    ///List the banned members of a group
    GetGroupBanMember,
    ///List the members of a permission group
    GetPermissionGroupMemberList,
}
impl Operation {
    /// Every value of the contract.
    pub const ALL: &'static [Self] = &[
        Self::GetGroupBanMember,
        Self::GetPermissionGroupMemberList,
    ];
    pub(crate) const FACTS: &'static [OperationInfo] = &[
        OperationInfo {
            id: "get_group_ban_member",
            path: "/v4/group_open_http_svc/get_group_ban_member",
            summary: "List the banned members of a group",
            documentation: "https://www.tencentcloud.com/document/product/1047/50295",
            calls: 200u32,
            period: Duration::from_secs(1u64),
            safe_to_repeat: true,
            max_page_size: Some(100u32),
            group_types: &["AVChatRoom"],
            documented_error_codes: &[
                ErrorCode::new(10002i32),
                ErrorCode::new(10003i32),
                ErrorCode::new(10004i32),
                ErrorCode::new(10005i32),
                ErrorCode::new(10007i32),
            ],
            possible_error_codes: &[
                ErrorCode::new(10006i32),
                ErrorCode::new(10008i32),
                ErrorCode::new(10010i32),
                ErrorCode::new(10011i32),
                ErrorCode::new(10012i32),
                ErrorCode::new(10015i32),
                ErrorCode::new(10018i32),
                ErrorCode::new(10019i32),
                ErrorCode::new(10026i32),
                ErrorCode::new(10054i32),
                ErrorCode::new(10059i32),
                ErrorCode::new(11000i32),
            ],
        },
        OperationInfo {
            id: "get_permission_group_member_list",
            path: "/v4/group_open_http_svc/get_permission_group_member_list",
            summary: "List the members of a permission group",
            documentation: "https://www.tencentcloud.com/document/product/1047/61242",
            calls: 200u32,
            period: Duration::from_secs(1u64),
            safe_to_repeat: true,
            max_page_size: Some(50u32),
            group_types: &["Community"],
            documented_error_codes: &[
                ErrorCode::new(10002i32),
                ErrorCode::new(10003i32),
                ErrorCode::new(10004i32),
                ErrorCode::new(10007i32),
                ErrorCode::new(10010i32),
                ErrorCode::new(10015i32),
                ErrorCode::new(110006i32),
                ErrorCode::new(110008i32),
            ],
            possible_error_codes: &[
                ErrorCode::new(10006i32),
                ErrorCode::new(10008i32),
                ErrorCode::new(10011i32),
                ErrorCode::new(10012i32),
                ErrorCode::new(10018i32),
                ErrorCode::new(10019i32),
                ErrorCode::new(10026i32),
                ErrorCode::new(10054i32),
                ErrorCode::new(10059i32),
                ErrorCode::new(11000i32),
            ],
        },
    ];
}
impl ErrorCode {
    ///Internal error of the group service. Try again.
    pub const GROUP_SERVICE_INTERNAL: Self = Self::new(10002i32);
    ///The command in the URL is unknown to the group service. Check the path of the request.
    pub const UNKNOWN_COMMAND: Self = Self::new(10003i32);
    ///A parameter of the body is invalid. Read ErrorInfo, which names the parameter, and correct it.
    pub const INVALID_PARAMETER: Self = Self::new(10004i32);
    ///The body names too many accounts. Send fewer accounts in one request.
    pub const TOO_MANY_ACCOUNTS: Self = Self::new(10005i32);
    ///The group service is asked too often. Call less often.
    pub const GROUP_OPERATION_TOO_FREQUENT: Self = Self::new(10006i32);
    ///The operation is not permitted: wrong type of group, a switch that is off, or an account without the right. Check the type of the group, the switch in the console, and that the identifier is an administrator allowed to read the fields.
    pub const NOT_PERMITTED: Self = Self::new(10007i32);
    ///The request is illegal, perhaps its signature. Check the UserSig and the body.
    pub const ILLEGAL_REQUEST: Self = Self::new(10008i32);
    ///The group does not exist or has been dissolved. Check the group ID.
    pub const GROUP_NOT_FOUND: Self = Self::new(10010i32);
    ///The group service cannot parse the JSON of the body. Send a JSON object.
    pub const GROUP_BODY_NOT_JSON: Self = Self::new(10011i32);
    ///The user ID of the operator is illegal. Check the identifier.
    pub const ILLEGAL_OPERATOR: Self = Self::new(10012i32);
    ///The group ID is invalid. Check the group ID.
    pub const INVALID_GROUP_ID: Self = Self::new(10015i32);
    ///The answer would be larger than 1 MB. Ask for a smaller page or fewer fields.
    pub const RESPONSE_TOO_LARGE: Self = Self::new(10018i32);
    ///An account in the request does not exist. Check the user IDs.
    pub const ACCOUNT_MISSING: Self = Self::new(10019i32);
    ///The command is disabled for this application. Ask the vendor's support.
    pub const COMMAND_DISABLED: Self = Self::new(10026i32);
    ///The group has too many members to answer at once. Read the list in pages.
    pub const TOO_MANY_GROUP_MEMBERS: Self = Self::new(10054i32);
    ///The operation needs the Pro, Pro Plus or Enterprise edition. Upgrade the edition in the console.
    pub const EDITION_TOO_LOW: Self = Self::new(10059i32);
    ///The community feature is not enabled. Enable communities in the console.
    pub const COMMUNITY_NOT_ENABLED: Self = Self::new(11000i32);
    ///The HTTP request cannot be parsed, or its URL has the wrong form. Check the URL.
    pub const HTTP_PARSE_FAILED: Self = Self::new(60002i32);
    ///The JSON of the body cannot be parsed. Send a JSON object, at least an empty one.
    pub const BODY_NOT_JSON: Self = Self::new(60003i32);
    ///The check of the account failed. Try again once with a new UserSig, then check identifier and UserSig.
    pub const ACCOUNT_CHECK_FAILED: Self = Self::new(60004i32);
    ///The check of the account or its signature failed. Try again once with a new UserSig, then check identifier and UserSig.
    pub const SIGNATURE_CHECK_FAILED: Self = Self::new(60005i32);
    ///The SDKAppID is invalid. Check the SDKAppID.
    pub const INVALID_SDK_APP_ID: Self = Self::new(60006i32);
    ///The REST API is called too often. Call less often, or raise the limit in the console.
    pub const RATE_EXCEEDED: Self = Self::new(60007i32);
    ///The service timed out, or the HTTP request is malformed. Try again, then check the request.
    pub const SERVICE_TIMEOUT: Self = Self::new(60008i32);
    ///The requested resource is wrong. Check the URL.
    pub const WRONG_RESOURCE: Self = Self::new(60009i32);
    ///The identifier is not an administrator of the application. Call as an administrator account.
    pub const ADMINISTRATOR_REQUIRED: Self = Self::new(60010i32);
    ///The application calls too often. Call less often.
    pub const APP_RATE_EXCEEDED: Self = Self::new(60011i32);
    ///The URL has no sdkappid. Add sdkappid to the URL.
    pub const SDK_APP_ID_MISSING: Self = Self::new(60012i32);
    ///The service cannot parse an answer from within. Ask the vendor's support.
    pub const RESPONSE_PARSE_FAILED: Self = Self::new(60013i32);
    ///The check of the account timed out. Try again.
    pub const ACCOUNT_CHECK_TIMEOUT: Self = Self::new(60014i32);
    ///A user ID in the body is not a string. Send user IDs as strings.
    pub const USER_ID_NOT_STRING: Self = Self::new(60015i32);
    ///The application is disabled. Ask the vendor's support.
    pub const APP_DISABLED: Self = Self::new(60016i32);
    ///The request is disabled. Ask the vendor's support.
    pub const REQUEST_DISABLED: Self = Self::new(60017i32);
    ///Requests come too often. Call less often.
    pub const TOO_FREQUENT: Self = Self::new(60018i32);
    ///Requests come too often. Call less often.
    pub const TOO_FREQUENT_LATER: Self = Self::new(60019i32);
    ///The service is not available: no package, an expired one, one still being set up, or arrears. Buy or renew the package; a new one is ready after about five minutes.
    pub const SERVICE_UNAVAILABLE: Self = Self::new(60020i32);
    ///The IP address of the caller is not allowed. Ask the vendor's support to allow the address.
    pub const SOURCE_IP_REFUSED: Self = Self::new(60021i32);
    ///One of sdkappid, identifier, usersig and contenttype is wrong in the URL. Check the query of the URL.
    pub const WRONG_URL_PARAMETER: Self = Self::new(60025i32);
    ///The host or the SDKAppID belongs to another site. Use the host of the application's region.
    pub const WRONG_SITE: Self = Self::new(60026i32);
    ///The application belongs to another product. Use an application of the Chat product.
    pub const WRONG_PRODUCT: Self = Self::new(60027i32);
    ///The Trial edition's volume of REST calls in 24 hours is used up. Wait a day or upgrade the edition.
    pub const TRIAL_QUOTA_EXCEEDED: Self = Self::new(60028i32);
    ///The UserSig has expired. Make a new UserSig, and check the clock.
    pub const USERSIG_EXPIRED: Self = Self::new(70001i32);
    ///The UserSig cannot be decoded. Make the UserSig with the official algorithm and send it whole.
    pub const USERSIG_ILLEGAL: Self = Self::new(70003i32);
    ///The UserSig cannot be decoded. Make the UserSig with the official algorithm and send it whole.
    pub const USERSIG_MALFORMED: Self = Self::new(70005i32);
    ///The UserSig was not made with this application's key. Use the secret key of this SDKAppID.
    pub const USERSIG_WRONG_KEY: Self = Self::new(70009i32);
    ///The identifier is not the one in the UserSig. Sign for the identifier that is sent.
    pub const IDENTIFIER_MISMATCH: Self = Self::new(70013i32);
    ///The SDKAppID is not the one in the UserSig. Sign for the SDKAppID that is sent.
    pub const SDK_APP_ID_MISMATCH: Self = Self::new(70014i32);
    ///The service has no key for the application. Check that the SDKAppID belongs to the data centre of the host.
    pub const KEY_NOT_FOUND: Self = Self::new(70016i32);
    ///The SDKAppID does not exist. Check the SDKAppID and that it belongs to the data centre of the host.
    pub const SDK_APP_ID_NOT_FOUND: Self = Self::new(70020i32);
    ///The UserSig is refused. Make the UserSig with the official algorithm.
    pub const USERSIG_REFUSED: Self = Self::new(70032i32);
    ///The signature was refused too many times. Correct the signature and wait a minute.
    pub const TOO_MANY_SIGNATURE_FAILURES: Self = Self::new(70050i32);
    ///The account is on the block list. Ask the vendor's support.
    pub const ACCOUNT_BLOCKED: Self = Self::new(70051i32);
    ///The UserSig has been invalidated. Make a new UserSig.
    pub const USERSIG_INVALIDATED: Self = Self::new(70052i32);
    ///The account has not been imported. Import the account, or check the identifier.
    pub const ACCOUNT_NOT_IMPORTED: Self = Self::new(70107i32);
    ///The account is restricted for security. Ask the vendor's support.
    pub const ACCOUNT_RESTRICTED: Self = Self::new(70114i32);
    ///The account service timed out. Try again.
    pub const ACCOUNT_TIMEOUT: Self = Self::new(70169i32);
    ///The account service timed out. Try again.
    pub const ACCOUNT_INTERNAL_TIMEOUT: Self = Self::new(70202i32);
    ///The UserSig is refused. Make the UserSig with the official algorithm.
    pub const USERSIG_NOT_ACCEPTED: Self = Self::new(70346i32);
    ///A parameter of the account service is illegal. Check the required fields.
    pub const ILLEGAL_ACCOUNT_PARAMETER: Self = Self::new(70402i32);
    ///The account service needs an administrator. Call as an administrator account.
    pub const ACCOUNT_ADMINISTRATOR_REQUIRED: Self = Self::new(70403i32);
    ///Internal error of the account service. Try again.
    pub const ACCOUNT_INTERNAL: Self = Self::new(70500i32);
    ///The service is deactivated: expired or in arrears. Renew the package.
    pub const SERVICE_DEACTIVATED: Self = Self::new(80005i32);
    ///The permission group does not exist or has been dissolved. Check the permission group ID.
    pub const PERMISSION_GROUP_NOT_FOUND: Self = Self::new(110006i32);
    ///The permission group ID is invalid. Check the permission group ID.
    pub const INVALID_PERMISSION_GROUP_ID: Self = Self::new(110008i32);
}
/// The contract's table, ascending by code.
pub(crate) static ERROR_CODES: &[ErrorCodeInfo] = &[
    ErrorCodeInfo {
        code: ErrorCode::GROUP_SERVICE_INTERNAL,
        name: "GROUP_SERVICE_INTERNAL",
        family: Family::Group,
        meaning: "Internal error of the group service",
        remedy: "Try again",
        actor: Actor::Nobody,
        retry: RetryClass::Backoff,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::UNKNOWN_COMMAND,
        name: "UNKNOWN_COMMAND",
        family: Family::Group,
        meaning: "The command in the URL is unknown to the group service",
        remedy: "Check the path of the request",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::INVALID_PARAMETER,
        name: "INVALID_PARAMETER",
        family: Family::Group,
        meaning: "A parameter of the body is invalid",
        remedy: "Read ErrorInfo, which names the parameter, and correct it",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::TOO_MANY_ACCOUNTS,
        name: "TOO_MANY_ACCOUNTS",
        family: Family::Group,
        meaning: "The body names too many accounts",
        remedy: "Send fewer accounts in one request",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: Some(
            "The ban page speaks of more than 20 members to be unbanned; that text belongs to another operation.",
        ),
    },
    ErrorCodeInfo {
        code: ErrorCode::GROUP_OPERATION_TOO_FREQUENT,
        name: "GROUP_OPERATION_TOO_FREQUENT",
        family: Family::Group,
        meaning: "The group service is asked too often",
        remedy: "Call less often",
        actor: Actor::Nobody,
        retry: RetryClass::SlowDown,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::NOT_PERMITTED,
        name: "NOT_PERMITTED",
        family: Family::Group,
        meaning: "The operation is not permitted: wrong type of group, a switch that is off, or an account without the right",
        remedy: "Check the type of the group, the switch in the console, and that the identifier is an administrator allowed to read the fields",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: Some(
            "The ban page adds the switch in the console and says \"root account\"; the permission-group page adds the right to read the requested fields.",
        ),
    },
    ErrorCodeInfo {
        code: ErrorCode::ILLEGAL_REQUEST,
        name: "ILLEGAL_REQUEST",
        family: Family::Group,
        meaning: "The request is illegal, perhaps its signature",
        remedy: "Check the UserSig and the body",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::GROUP_NOT_FOUND,
        name: "GROUP_NOT_FOUND",
        family: Family::Group,
        meaning: "The group does not exist or has been dissolved",
        remedy: "Check the group ID",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: Some("Not listed on the ban page."),
    },
    ErrorCodeInfo {
        code: ErrorCode::GROUP_BODY_NOT_JSON,
        name: "GROUP_BODY_NOT_JSON",
        family: Family::Group,
        meaning: "The group service cannot parse the JSON of the body",
        remedy: "Send a JSON object",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::ILLEGAL_OPERATOR,
        name: "ILLEGAL_OPERATOR",
        family: Family::Group,
        meaning: "The user ID of the operator is illegal",
        remedy: "Check the identifier",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::INVALID_GROUP_ID,
        name: "INVALID_GROUP_ID",
        family: Family::Group,
        meaning: "The group ID is invalid",
        remedy: "Check the group ID",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: Some(
            "The permission-group page and the SDK header mean a malformed ID; the error code page means a group that is absent or dismissed, the web SDK a group with no such ID.",
        ),
    },
    ErrorCodeInfo {
        code: ErrorCode::RESPONSE_TOO_LARGE,
        name: "RESPONSE_TOO_LARGE",
        family: Family::Group,
        meaning: "The answer would be larger than 1 MB",
        remedy: "Ask for a smaller page or fewer fields",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::ACCOUNT_MISSING,
        name: "ACCOUNT_MISSING",
        family: Family::Group,
        meaning: "An account in the request does not exist",
        remedy: "Check the user IDs",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::COMMAND_DISABLED,
        name: "COMMAND_DISABLED",
        family: Family::Group,
        meaning: "The command is disabled for this application",
        remedy: "Ask the vendor's support",
        actor: Actor::Vendor,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::TOO_MANY_GROUP_MEMBERS,
        name: "TOO_MANY_GROUP_MEMBERS",
        family: Family::Group,
        meaning: "The group has too many members to answer at once",
        remedy: "Read the list in pages",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::EDITION_TOO_LOW,
        name: "EDITION_TOO_LOW",
        family: Family::Group,
        meaning: "The operation needs the Pro, Pro Plus or Enterprise edition",
        remedy: "Upgrade the edition in the console",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::COMMUNITY_NOT_ENABLED,
        name: "COMMUNITY_NOT_ENABLED",
        family: Family::Group,
        meaning: "The community feature is not enabled",
        remedy: "Enable communities in the console",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::HTTP_PARSE_FAILED,
        name: "HTTP_PARSE_FAILED",
        family: Family::Rest,
        meaning: "The HTTP request cannot be parsed, or its URL has the wrong form",
        remedy: "Check the URL",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::BODY_NOT_JSON,
        name: "BODY_NOT_JSON",
        family: Family::Rest,
        meaning: "The JSON of the body cannot be parsed",
        remedy: "Send a JSON object, at least an empty one",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::ACCOUNT_CHECK_FAILED,
        name: "ACCOUNT_CHECK_FAILED",
        family: Family::Rest,
        meaning: "The check of the account failed",
        remedy: "Try again once with a new UserSig, then check identifier and UserSig",
        actor: Actor::Administrator,
        retry: RetryClass::SignAgain,
        note: Some(
            "Older tables mean a wrong account or signature in the URL or body; newer ones a check that failed and may be tried again.",
        ),
    },
    ErrorCodeInfo {
        code: ErrorCode::SIGNATURE_CHECK_FAILED,
        name: "SIGNATURE_CHECK_FAILED",
        family: Family::Rest,
        meaning: "The check of the account or its signature failed",
        remedy: "Try again once with a new UserSig, then check identifier and UserSig",
        actor: Actor::Administrator,
        retry: RetryClass::SignAgain,
        note: Some(
            "Older tables mean a wrong account or signature in the URL or body; newer ones a check that failed and may be tried again.",
        ),
    },
    ErrorCodeInfo {
        code: ErrorCode::INVALID_SDK_APP_ID,
        name: "INVALID_SDK_APP_ID",
        family: Family::Rest,
        meaning: "The SDKAppID is invalid",
        remedy: "Check the SDKAppID",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: Some("No longer on the error code page."),
    },
    ErrorCodeInfo {
        code: ErrorCode::RATE_EXCEEDED,
        name: "RATE_EXCEEDED",
        family: Family::Rest,
        meaning: "The REST API is called too often",
        remedy: "Call less often, or raise the limit in the console",
        actor: Actor::Administrator,
        retry: RetryClass::SlowDown,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::SERVICE_TIMEOUT,
        name: "SERVICE_TIMEOUT",
        family: Family::Rest,
        meaning: "The service timed out, or the HTTP request is malformed",
        remedy: "Try again, then check the request",
        actor: Actor::Nobody,
        retry: RetryClass::Backoff,
        note: Some(
            "Also the answer to a service and command that do not belong together.",
        ),
    },
    ErrorCodeInfo {
        code: ErrorCode::WRONG_RESOURCE,
        name: "WRONG_RESOURCE",
        family: Family::Rest,
        meaning: "The requested resource is wrong",
        remedy: "Check the URL",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::ADMINISTRATOR_REQUIRED,
        name: "ADMINISTRATOR_REQUIRED",
        family: Family::Rest,
        meaning: "The identifier is not an administrator of the application",
        remedy: "Call as an administrator account",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::APP_RATE_EXCEEDED,
        name: "APP_RATE_EXCEEDED",
        family: Family::Rest,
        meaning: "The application calls too often",
        remedy: "Call less often",
        actor: Actor::Nobody,
        retry: RetryClass::SlowDown,
        note: Some("No longer on the error code page."),
    },
    ErrorCodeInfo {
        code: ErrorCode::SDK_APP_ID_MISSING,
        name: "SDK_APP_ID_MISSING",
        family: Family::Rest,
        meaning: "The URL has no sdkappid",
        remedy: "Add sdkappid to the URL",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::RESPONSE_PARSE_FAILED,
        name: "RESPONSE_PARSE_FAILED",
        family: Family::Rest,
        meaning: "The service cannot parse an answer from within",
        remedy: "Ask the vendor's support",
        actor: Actor::Vendor,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::ACCOUNT_CHECK_TIMEOUT,
        name: "ACCOUNT_CHECK_TIMEOUT",
        family: Family::Rest,
        meaning: "The check of the account timed out",
        remedy: "Try again",
        actor: Actor::Nobody,
        retry: RetryClass::Backoff,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::USER_ID_NOT_STRING,
        name: "USER_ID_NOT_STRING",
        family: Family::Rest,
        meaning: "A user ID in the body is not a string",
        remedy: "Send user IDs as strings",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::APP_DISABLED,
        name: "APP_DISABLED",
        family: Family::Rest,
        meaning: "The application is disabled",
        remedy: "Ask the vendor's support",
        actor: Actor::Vendor,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::REQUEST_DISABLED,
        name: "REQUEST_DISABLED",
        family: Family::Rest,
        meaning: "The request is disabled",
        remedy: "Ask the vendor's support",
        actor: Actor::Vendor,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::TOO_FREQUENT,
        name: "TOO_FREQUENT",
        family: Family::Rest,
        meaning: "Requests come too often",
        remedy: "Call less often",
        actor: Actor::Nobody,
        retry: RetryClass::SlowDown,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::TOO_FREQUENT_LATER,
        name: "TOO_FREQUENT_LATER",
        family: Family::Rest,
        meaning: "Requests come too often",
        remedy: "Call less often",
        actor: Actor::Nobody,
        retry: RetryClass::SlowDown,
        note: Some("No longer on the error code page."),
    },
    ErrorCodeInfo {
        code: ErrorCode::SERVICE_UNAVAILABLE,
        name: "SERVICE_UNAVAILABLE",
        family: Family::Rest,
        meaning: "The service is not available: no package, an expired one, one still being set up, or arrears",
        remedy: "Buy or renew the package; a new one is ready after about five minutes",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::SOURCE_IP_REFUSED,
        name: "SOURCE_IP_REFUSED",
        family: Family::Rest,
        meaning: "The IP address of the caller is not allowed",
        remedy: "Ask the vendor's support to allow the address",
        actor: Actor::Vendor,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::WRONG_URL_PARAMETER,
        name: "WRONG_URL_PARAMETER",
        family: Family::Rest,
        meaning: "One of sdkappid, identifier, usersig and contenttype is wrong in the URL",
        remedy: "Check the query of the URL",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::WRONG_SITE,
        name: "WRONG_SITE",
        family: Family::Rest,
        meaning: "The host or the SDKAppID belongs to another site",
        remedy: "Use the host of the application's region",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::WRONG_PRODUCT,
        name: "WRONG_PRODUCT",
        family: Family::Rest,
        meaning: "The application belongs to another product",
        remedy: "Use an application of the Chat product",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::TRIAL_QUOTA_EXCEEDED,
        name: "TRIAL_QUOTA_EXCEEDED",
        family: Family::Rest,
        meaning: "The Trial edition's volume of REST calls in 24 hours is used up",
        remedy: "Wait a day or upgrade the edition",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::USERSIG_EXPIRED,
        name: "USERSIG_EXPIRED",
        family: Family::Account,
        meaning: "The UserSig has expired",
        remedy: "Make a new UserSig, and check the clock",
        actor: Actor::Nobody,
        retry: RetryClass::SignAgain,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::USERSIG_ILLEGAL,
        name: "USERSIG_ILLEGAL",
        family: Family::Account,
        meaning: "The UserSig cannot be decoded",
        remedy: "Make the UserSig with the official algorithm and send it whole",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::USERSIG_MALFORMED,
        name: "USERSIG_MALFORMED",
        family: Family::Account,
        meaning: "The UserSig cannot be decoded",
        remedy: "Make the UserSig with the official algorithm and send it whole",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: Some("Only in old tables, with the meaning of 70003."),
    },
    ErrorCodeInfo {
        code: ErrorCode::USERSIG_WRONG_KEY,
        name: "USERSIG_WRONG_KEY",
        family: Family::Account,
        meaning: "The UserSig was not made with this application's key",
        remedy: "Use the secret key of this SDKAppID",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::IDENTIFIER_MISMATCH,
        name: "IDENTIFIER_MISMATCH",
        family: Family::Account,
        meaning: "The identifier is not the one in the UserSig",
        remedy: "Sign for the identifier that is sent",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::SDK_APP_ID_MISMATCH,
        name: "SDK_APP_ID_MISMATCH",
        family: Family::Account,
        meaning: "The SDKAppID is not the one in the UserSig",
        remedy: "Sign for the SDKAppID that is sent",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::KEY_NOT_FOUND,
        name: "KEY_NOT_FOUND",
        family: Family::Account,
        meaning: "The service has no key for the application",
        remedy: "Check that the SDKAppID belongs to the data centre of the host",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::SDK_APP_ID_NOT_FOUND,
        name: "SDK_APP_ID_NOT_FOUND",
        family: Family::Account,
        meaning: "The SDKAppID does not exist",
        remedy: "Check the SDKAppID and that it belongs to the data centre of the host",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::USERSIG_REFUSED,
        name: "USERSIG_REFUSED",
        family: Family::Account,
        meaning: "The UserSig is refused",
        remedy: "Make the UserSig with the official algorithm",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: Some(
            "Undocumented; seen with the placeholder \"xxx\" as signature and an empty ErrorInfo.",
        ),
    },
    ErrorCodeInfo {
        code: ErrorCode::TOO_MANY_SIGNATURE_FAILURES,
        name: "TOO_MANY_SIGNATURE_FAILURES",
        family: Family::Account,
        meaning: "The signature was refused too many times",
        remedy: "Correct the signature and wait a minute",
        actor: Actor::Administrator,
        retry: RetryClass::AfterAMinute,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::ACCOUNT_BLOCKED,
        name: "ACCOUNT_BLOCKED",
        family: Family::Account,
        meaning: "The account is on the block list",
        remedy: "Ask the vendor's support",
        actor: Actor::Vendor,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::USERSIG_INVALIDATED,
        name: "USERSIG_INVALIDATED",
        family: Family::Account,
        meaning: "The UserSig has been invalidated",
        remedy: "Make a new UserSig",
        actor: Actor::Nobody,
        retry: RetryClass::SignAgain,
        note: Some("Only in old tables."),
    },
    ErrorCodeInfo {
        code: ErrorCode::ACCOUNT_NOT_IMPORTED,
        name: "ACCOUNT_NOT_IMPORTED",
        family: Family::Account,
        meaning: "The account has not been imported",
        remedy: "Import the account, or check the identifier",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: Some("The web SDK means an account restricted for security."),
    },
    ErrorCodeInfo {
        code: ErrorCode::ACCOUNT_RESTRICTED,
        name: "ACCOUNT_RESTRICTED",
        family: Family::Account,
        meaning: "The account is restricted for security",
        remedy: "Ask the vendor's support",
        actor: Actor::Vendor,
        retry: RetryClass::Never,
        note: Some("The web SDK means an internal timeout."),
    },
    ErrorCodeInfo {
        code: ErrorCode::ACCOUNT_TIMEOUT,
        name: "ACCOUNT_TIMEOUT",
        family: Family::Account,
        meaning: "The account service timed out",
        remedy: "Try again",
        actor: Actor::Nobody,
        retry: RetryClass::Backoff,
        note: Some("The web SDK means a missing account."),
    },
    ErrorCodeInfo {
        code: ErrorCode::ACCOUNT_INTERNAL_TIMEOUT,
        name: "ACCOUNT_INTERNAL_TIMEOUT",
        family: Family::Account,
        meaning: "The account service timed out",
        remedy: "Try again",
        actor: Actor::Nobody,
        retry: RetryClass::Backoff,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::USERSIG_NOT_ACCEPTED,
        name: "USERSIG_NOT_ACCEPTED",
        family: Family::Account,
        meaning: "The UserSig is refused",
        remedy: "Make the UserSig with the official algorithm",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: Some("Undocumented; reported once, in 2017, with a bad signature."),
    },
    ErrorCodeInfo {
        code: ErrorCode::ILLEGAL_ACCOUNT_PARAMETER,
        name: "ILLEGAL_ACCOUNT_PARAMETER",
        family: Family::Account,
        meaning: "A parameter of the account service is illegal",
        remedy: "Check the required fields",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::ACCOUNT_ADMINISTRATOR_REQUIRED,
        name: "ACCOUNT_ADMINISTRATOR_REQUIRED",
        family: Family::Account,
        meaning: "The account service needs an administrator",
        remedy: "Call as an administrator account",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::ACCOUNT_INTERNAL,
        name: "ACCOUNT_INTERNAL",
        family: Family::Account,
        meaning: "Internal error of the account service",
        remedy: "Try again",
        actor: Actor::Nobody,
        retry: RetryClass::Backoff,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::SERVICE_DEACTIVATED,
        name: "SERVICE_DEACTIVATED",
        family: Family::Rest,
        meaning: "The service is deactivated: expired or in arrears",
        remedy: "Renew the package",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: Some("The page says that it may be the answer to any API."),
    },
    ErrorCodeInfo {
        code: ErrorCode::PERMISSION_GROUP_NOT_FOUND,
        name: "PERMISSION_GROUP_NOT_FOUND",
        family: Family::Group,
        meaning: "The permission group does not exist or has been dissolved",
        remedy: "Check the permission group ID",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode::INVALID_PERMISSION_GROUP_ID,
        name: "INVALID_PERMISSION_GROUP_ID",
        family: Family::Group,
        meaning: "The permission group ID is invalid",
        remedy: "Check the permission group ID",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: Some(
            "The error code page means a permission group that is absent or deleted.",
        ),
    },
];
///`OK` on success, `FAIL` on failure; others may come
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ActionStatus {
    ///The service did what was asked
    Ok,
    ///The service refused; `ErrorCode` and `ErrorInfo` say why
    Fail,
    /// A value that the contract does not know, unchanged.
    Unknown(String),
}
open_enum!(
    ActionStatus : Ok "OK" "The service did what was asked", Fail "FAIL"
    "The service refused; `ErrorCode` and `ErrorInfo` say why"
);
///Name of a standard field of a permission group member: `Role`, `JoinTime`, `MsgSeq`, `MsgFlag`, `LastSendMsgTime`, `JoinPermissionGroupTime`, `MuteUntil` or `NameCard`. The page shows them in a sample and does not call the list complete; the service judges names that are not listed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MemberInfoField {
    ///The role in the community
    Role,
    ///When the member joined the community
    JoinTime,
    ///The last message read
    MsgSeq,
    ///How messages of the group are received
    MsgFlag,
    ///When the member last sent a message
    LastSendMsgTime,
    ///When the member joined the permission group
    JoinPermissionGroupTime,
    ///When the mute ends
    MuteUntil,
    ///The name borne in the group
    NameCard,
    /// A value that the contract does not know, unchanged.
    Unknown(String),
}
open_enum!(
    MemberInfoField : Role "Role" "The role in the community", JoinTime "JoinTime"
    "When the member joined the community", MsgSeq "MsgSeq" "The last message read",
    MsgFlag "MsgFlag" "How messages of the group are received", LastSendMsgTime
    "LastSendMsgTime" "When the member last sent a message", JoinPermissionGroupTime
    "JoinPermissionGroupTime" "When the member joined the permission group", MuteUntil
    "MuteUntil" "When the mute ends", NameCard "NameCard" "The name borne in the group"
);
///How the member receives messages of the group: `AcceptAndNotify`, `AcceptNotNotify`, `Discard` or `AcceptNotNotifyExceptAt`; others may come.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MsgFlag {
    ///Messages are received and notified
    AcceptAndNotify,
    ///Messages are received without a notification
    AcceptNotNotify,
    ///Messages are not received
    Discard,
    ///Messages are received, and only those that mention the member are notified
    AcceptNotNotifyExceptAt,
    /// A value that the contract does not know, unchanged.
    Unknown(String),
}
open_enum!(
    MsgFlag : AcceptAndNotify "AcceptAndNotify" "Messages are received and notified",
    AcceptNotNotify "AcceptNotNotify" "Messages are received without a notification",
    Discard "Discard" "Messages are not received", AcceptNotNotifyExceptAt
    "AcceptNotNotifyExceptAt"
    "Messages are received, and only those that mention the member are notified"
);
///Role of a member in the community: `Owner`, `Admin` or `Member`; others may come. Ignore white space around the value: two of the page's samples have some.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    ///The owner of the group
    Owner,
    ///An administrator of the group
    Admin,
    ///An ordinary member
    Member,
    /// A value that the contract does not know, unchanged.
    Unknown(String),
}
open_enum!(
    Role : Owner "Owner" "The owner of the group", Admin "Admin"
    "An administrator of the group", Member "Member" "An ordinary member"
);
