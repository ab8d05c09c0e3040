/// Version of the OpenAPI document that this crate was built from.
pub const VERSION: &str = "0.2.0";
/// Time after which the service gives up on a request by itself.
pub(crate) const SERVICE_TIMEOUT: Duration = Duration::from_secs(3u64);
/// Largest answer that the service documents, in bytes.
pub(crate) const RESPONSE_BYTES: usize = 1048576usize;
/// Longest identifier, in bytes of UTF-8.
pub(crate) const IDENTIFIER_BYTES: usize = 32usize;
/// Name of the query parameter that carries the UserSig.
#[cfg_attr(not(feature = "sandbox"), allow(dead_code))]
pub(crate) const SECRET_PARAMETER: &str = "usersig";
/// Data centre that an application is bound to; a call to another one is refused.
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
    /// Every region of the contract.
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
    /// The stable id, such as `silicon-valley`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::China => "china",
            Self::Singapore => "singapore",
            Self::Seoul => "seoul",
            Self::Frankfurt => "frankfurt",
            Self::Mumbai => "mumbai",
            Self::SiliconValley => "silicon-valley",
            Self::Jakarta => "jakarta",
            Self::Tokyo => "tokyo",
        }
    }
    /// Base URL of the region's host.
    #[must_use]
    pub const fn base_url(self) -> &'static str {
        match self {
            Self::China => "https://console.tim.qq.com",
            Self::Singapore => "https://adminapisgp.im.qcloud.com",
            Self::Seoul => "https://adminapikr.im.qcloud.com",
            Self::Frankfurt => "https://adminapiger.im.qcloud.com",
            Self::Mumbai => "https://adminapiind.im.qcloud.com",
            Self::SiliconValley => "https://adminapiusa.im.qcloud.com",
            Self::Jakarta => "https://adminapiidn.im.qcloud.com",
            Self::Tokyo => "https://adminapijpn.im.qcloud.com",
        }
    }
    /// Base URL of the region's second host, for when the first cannot be reached.
    #[must_use]
    pub const fn backup_url(self) -> &'static str {
        match self {
            Self::China => "https://adminapi.my-imcloud.com",
            Self::Singapore => "https://adminapisgp.my-imcloud.com",
            Self::Seoul => "https://adminapikr.my-imcloud.com",
            Self::Frankfurt => "https://adminapiger.my-imcloud.com",
            Self::Mumbai => "https://adminapiind.my-imcloud.com",
            Self::SiliconValley => "https://adminapiusa.my-imcloud.com",
            Self::Jakarta => "https://adminapiidn.my-imcloud.com",
            Self::Tokyo => "https://adminapijpn.my-imcloud.com",
        }
    }
}
impl std::fmt::Display for Region {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.id())
    }
}
impl std::str::FromStr for Region {
    type Err = Error;
    /// Reads a region's id, such as `silicon-valley`.
    fn from_str(id: &str) -> Result<Self, Error> {
        Self::ALL
            .iter()
            .copied()
            .find(|region| region.id() == id.trim())
            .ok_or_else(|| {
                let ids: Vec<_> = Self::ALL.iter().map(|region| region.id()).collect();
                Error::refused(
                    format!("{id:?} is not a region; the regions are {}", ids.join(", ")),
                )
            })
    }
}
/// What an error code asks of a client that wants to try again.
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
    /// The name that the contract gives it, such as `sign-again`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Backoff => "backoff",
            Self::SlowDown => "slow-down",
            Self::SignAgain => "sign-again",
            Self::AfterAMinute => "after-a-minute",
        }
    }
    /// The wait that the vendor names, if it names one.
    #[must_use]
    pub const fn wait(self) -> Option<Duration> {
        match self {
            Self::Never => None,
            Self::Backoff => None,
            Self::SlowDown => None,
            Self::SignAgain => None,
            Self::AfterAMinute => Some(Duration::from_secs(60u64)),
        }
    }
}
impl ErrorCode {
    ///Internal error of the group service. Try again.
    pub const GROUP_SERVICE_INTERNAL: Self = Self(10002i32);
    ///The command in the URL is unknown to the group service. Check the path of the request.
    pub const UNKNOWN_COMMAND: Self = Self(10003i32);
    ///A parameter of the body is invalid. Read ErrorInfo, which names the parameter, and correct it.
    pub const INVALID_PARAMETER: Self = Self(10004i32);
    ///The body names too many accounts. Send fewer accounts in one request.
    pub const TOO_MANY_ACCOUNTS: Self = Self(10005i32);
    ///The group service is asked too often. Call less often.
    pub const GROUP_OPERATION_TOO_FREQUENT: Self = Self(10006i32);
    ///The operation is not permitted: wrong type of group, a switch that is off, or an account without the right. Check the type of the group, the switch in the console, and that the identifier is an administrator allowed to read the fields.
    pub const NOT_PERMITTED: Self = Self(10007i32);
    ///The request is illegal, perhaps its signature. Check the UserSig and the body.
    pub const ILLEGAL_REQUEST: Self = Self(10008i32);
    ///The group does not exist or has been dissolved. Check the group ID.
    pub const GROUP_NOT_FOUND: Self = Self(10010i32);
    ///The group service cannot parse the JSON of the body. Send a JSON object.
    pub const GROUP_BODY_NOT_JSON: Self = Self(10011i32);
    ///The user ID of the operator is illegal. Check the identifier.
    pub const ILLEGAL_OPERATOR: Self = Self(10012i32);
    ///The group ID is invalid. Check the group ID.
    pub const INVALID_GROUP_ID: Self = Self(10015i32);
    ///The answer would be larger than 1 MB. Ask for a smaller page or fewer fields.
    pub const RESPONSE_TOO_LARGE: Self = Self(10018i32);
    ///An account in the request does not exist. Check the user IDs.
    pub const ACCOUNT_MISSING: Self = Self(10019i32);
    ///The command is disabled for this application. Ask the vendor's support.
    pub const COMMAND_DISABLED: Self = Self(10026i32);
    ///The group has too many members to answer at once. Read the list in pages.
    pub const TOO_MANY_GROUP_MEMBERS: Self = Self(10054i32);
    ///The operation needs the Pro, Pro Plus or Enterprise edition. Upgrade the edition in the console.
    pub const EDITION_TOO_LOW: Self = Self(10059i32);
    ///The community feature is not enabled. Enable communities in the console.
    pub const COMMUNITY_NOT_ENABLED: Self = Self(11000i32);
    ///The HTTP request cannot be parsed, or its URL has the wrong form. Check the URL.
    pub const HTTP_PARSE_FAILED: Self = Self(60002i32);
    ///The JSON of the body cannot be parsed. Send a JSON object, at least an empty one.
    pub const BODY_NOT_JSON: Self = Self(60003i32);
    ///The check of the account failed. Try again once with a new UserSig, then check identifier and UserSig.
    pub const ACCOUNT_CHECK_FAILED: Self = Self(60004i32);
    ///The check of the account or its signature failed. Try again once with a new UserSig, then check identifier and UserSig.
    pub const SIGNATURE_CHECK_FAILED: Self = Self(60005i32);
    ///The SDKAppID is invalid. Check the SDKAppID.
    pub const INVALID_SDK_APP_ID: Self = Self(60006i32);
    ///The REST API is called too often. Call less often, or raise the limit in the console.
    pub const RATE_EXCEEDED: Self = Self(60007i32);
    ///The service timed out, or the HTTP request is malformed. Try again, then check the request.
    pub const SERVICE_TIMEOUT: Self = Self(60008i32);
    ///The requested resource is wrong. Check the URL.
    pub const WRONG_RESOURCE: Self = Self(60009i32);
    ///The identifier is not an administrator of the application. Call as an administrator account.
    pub const ADMINISTRATOR_REQUIRED: Self = Self(60010i32);
    ///The application calls too often. Call less often.
    pub const APP_RATE_EXCEEDED: Self = Self(60011i32);
    ///The URL has no sdkappid. Add sdkappid to the URL.
    pub const SDK_APP_ID_MISSING: Self = Self(60012i32);
    ///The service cannot parse an answer from within. Ask the vendor's support.
    pub const RESPONSE_PARSE_FAILED: Self = Self(60013i32);
    ///The check of the account timed out. Try again.
    pub const ACCOUNT_CHECK_TIMEOUT: Self = Self(60014i32);
    ///A user ID in the body is not a string. Send user IDs as strings.
    pub const USER_ID_NOT_STRING: Self = Self(60015i32);
    ///The application is disabled. Ask the vendor's support.
    pub const APP_DISABLED: Self = Self(60016i32);
    ///The request is disabled. Ask the vendor's support.
    pub const REQUEST_DISABLED: Self = Self(60017i32);
    ///Requests come too often. Call less often.
    pub const TOO_FREQUENT: Self = Self(60018i32);
    ///Requests come too often. Call less often.
    pub const TOO_FREQUENT_LATER: Self = Self(60019i32);
    ///The service is not available: no package, an expired one, one still being set up, or arrears. Buy or renew the package; a new one is ready after about five minutes.
    pub const SERVICE_UNAVAILABLE: Self = Self(60020i32);
    ///The IP address of the caller is not allowed. Ask the vendor's support to allow the address.
    pub const SOURCE_IP_REFUSED: Self = Self(60021i32);
    ///One of sdkappid, identifier, usersig and contenttype is wrong in the URL. Check the query of the URL.
    pub const WRONG_URL_PARAMETER: Self = Self(60025i32);
    ///The host or the SDKAppID belongs to another site. Use the host of the application's region.
    pub const WRONG_SITE: Self = Self(60026i32);
    ///The application belongs to another product. Use an application of the Chat product.
    pub const WRONG_PRODUCT: Self = Self(60027i32);
    ///The Trial edition's volume of REST calls in 24 hours is used up. Wait a day or upgrade the edition.
    pub const TRIAL_QUOTA_EXCEEDED: Self = Self(60028i32);
    ///The UserSig has expired. Make a new UserSig, and check the clock.
    pub const USERSIG_EXPIRED: Self = Self(70001i32);
    ///The UserSig cannot be decoded. Make the UserSig with the official algorithm and send it whole.
    pub const USERSIG_ILLEGAL: Self = Self(70003i32);
    ///The UserSig cannot be decoded. Make the UserSig with the official algorithm and send it whole.
    pub const USERSIG_MALFORMED: Self = Self(70005i32);
    ///The UserSig was not made with this application's key. Use the secret key of this SDKAppID.
    pub const USERSIG_WRONG_KEY: Self = Self(70009i32);
    ///The identifier is not the one in the UserSig. Sign for the identifier that is sent.
    pub const IDENTIFIER_MISMATCH: Self = Self(70013i32);
    ///The SDKAppID is not the one in the UserSig. Sign for the SDKAppID that is sent.
    pub const SDK_APP_ID_MISMATCH: Self = Self(70014i32);
    ///The service has no key for the application. Check that the SDKAppID belongs to the data centre of the host.
    pub const KEY_NOT_FOUND: Self = Self(70016i32);
    ///The SDKAppID does not exist. Check the SDKAppID and that it belongs to the data centre of the host.
    pub const SDK_APP_ID_NOT_FOUND: Self = Self(70020i32);
    ///The UserSig is refused. Make the UserSig with the official algorithm.
    pub const USERSIG_REFUSED: Self = Self(70032i32);
    ///The signature was refused too many times. Correct the signature and wait a minute.
    pub const TOO_MANY_SIGNATURE_FAILURES: Self = Self(70050i32);
    ///The account is on the block list. Ask the vendor's support.
    pub const ACCOUNT_BLOCKED: Self = Self(70051i32);
    ///The UserSig has been invalidated. Make a new UserSig.
    pub const USERSIG_INVALIDATED: Self = Self(70052i32);
    ///The account has not been imported. Import the account, or check the identifier.
    pub const ACCOUNT_NOT_IMPORTED: Self = Self(70107i32);
    ///The account is restricted for security. Ask the vendor's support.
    pub const ACCOUNT_RESTRICTED: Self = Self(70114i32);
    ///The account service timed out. Try again.
    pub const ACCOUNT_TIMEOUT: Self = Self(70169i32);
    ///The account service timed out. Try again.
    pub const ACCOUNT_INTERNAL_TIMEOUT: Self = Self(70202i32);
    ///The UserSig is refused. Make the UserSig with the official algorithm.
    pub const USERSIG_NOT_ACCEPTED: Self = Self(70346i32);
    ///A parameter of the account service is illegal. Check the required fields.
    pub const ILLEGAL_ACCOUNT_PARAMETER: Self = Self(70402i32);
    ///The account service needs an administrator. Call as an administrator account.
    pub const ACCOUNT_ADMINISTRATOR_REQUIRED: Self = Self(70403i32);
    ///Internal error of the account service. Try again.
    pub const ACCOUNT_INTERNAL: Self = Self(70500i32);
    ///The service is deactivated: expired or in arrears. Renew the package.
    pub const SERVICE_DEACTIVATED: Self = Self(80005i32);
    ///The permission group does not exist or has been dissolved. Check the permission group ID.
    pub const PERMISSION_GROUP_NOT_FOUND: Self = Self(110006i32);
    ///The permission group ID is invalid. Check the permission group ID.
    pub const INVALID_PERMISSION_GROUP_ID: Self = Self(110008i32);
}
/// What the contract says of an error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorCodeInfo {
    /// The code.
    pub code: ErrorCode,
    /// Name of its constant on [`ErrorCode`].
    pub name: &'static str,
    /// Which part of the service answers it.
    pub family: Family,
    /// What it means.
    pub meaning: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// Who must do it.
    pub actor: Actor,
    /// How it may be tried again.
    pub retry: RetryClass,
    /// Where the vendor's sources disagree.
    pub note: Option<&'static str>,
}
///Which part of the service answers an error code.
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
impl std::fmt::Display for Family {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(
            match self {
                Self::Account => "account",
                Self::Group => "group",
                Self::Rest => "rest",
            },
        )
    }
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
impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(
            match self {
                Self::Administrator => "administrator",
                Self::Developer => "developer",
                Self::Nobody => "nobody",
                Self::Vendor => "vendor",
            },
        )
    }
}
/// The contract's table, ascending by code.
pub(crate) static ERROR_CODES: &[ErrorCodeInfo] = &[
    ErrorCodeInfo {
        code: ErrorCode(10002i32),
        name: "GROUP_SERVICE_INTERNAL",
        family: Family::Group,
        meaning: "Internal error of the group service",
        remedy: "Try again",
        actor: Actor::Nobody,
        retry: RetryClass::Backoff,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(10003i32),
        name: "UNKNOWN_COMMAND",
        family: Family::Group,
        meaning: "The command in the URL is unknown to the group service",
        remedy: "Check the path of the request",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(10004i32),
        name: "INVALID_PARAMETER",
        family: Family::Group,
        meaning: "A parameter of the body is invalid",
        remedy: "Read ErrorInfo, which names the parameter, and correct it",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(10005i32),
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
        code: ErrorCode(10006i32),
        name: "GROUP_OPERATION_TOO_FREQUENT",
        family: Family::Group,
        meaning: "The group service is asked too often",
        remedy: "Call less often",
        actor: Actor::Nobody,
        retry: RetryClass::SlowDown,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(10007i32),
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
        code: ErrorCode(10008i32),
        name: "ILLEGAL_REQUEST",
        family: Family::Group,
        meaning: "The request is illegal, perhaps its signature",
        remedy: "Check the UserSig and the body",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(10010i32),
        name: "GROUP_NOT_FOUND",
        family: Family::Group,
        meaning: "The group does not exist or has been dissolved",
        remedy: "Check the group ID",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: Some("Not listed on the ban page."),
    },
    ErrorCodeInfo {
        code: ErrorCode(10011i32),
        name: "GROUP_BODY_NOT_JSON",
        family: Family::Group,
        meaning: "The group service cannot parse the JSON of the body",
        remedy: "Send a JSON object",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(10012i32),
        name: "ILLEGAL_OPERATOR",
        family: Family::Group,
        meaning: "The user ID of the operator is illegal",
        remedy: "Check the identifier",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(10015i32),
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
        code: ErrorCode(10018i32),
        name: "RESPONSE_TOO_LARGE",
        family: Family::Group,
        meaning: "The answer would be larger than 1 MB",
        remedy: "Ask for a smaller page or fewer fields",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(10019i32),
        name: "ACCOUNT_MISSING",
        family: Family::Group,
        meaning: "An account in the request does not exist",
        remedy: "Check the user IDs",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(10026i32),
        name: "COMMAND_DISABLED",
        family: Family::Group,
        meaning: "The command is disabled for this application",
        remedy: "Ask the vendor's support",
        actor: Actor::Vendor,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(10054i32),
        name: "TOO_MANY_GROUP_MEMBERS",
        family: Family::Group,
        meaning: "The group has too many members to answer at once",
        remedy: "Read the list in pages",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(10059i32),
        name: "EDITION_TOO_LOW",
        family: Family::Group,
        meaning: "The operation needs the Pro, Pro Plus or Enterprise edition",
        remedy: "Upgrade the edition in the console",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(11000i32),
        name: "COMMUNITY_NOT_ENABLED",
        family: Family::Group,
        meaning: "The community feature is not enabled",
        remedy: "Enable communities in the console",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60002i32),
        name: "HTTP_PARSE_FAILED",
        family: Family::Rest,
        meaning: "The HTTP request cannot be parsed, or its URL has the wrong form",
        remedy: "Check the URL",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60003i32),
        name: "BODY_NOT_JSON",
        family: Family::Rest,
        meaning: "The JSON of the body cannot be parsed",
        remedy: "Send a JSON object, at least an empty one",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60004i32),
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
        code: ErrorCode(60005i32),
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
        code: ErrorCode(60006i32),
        name: "INVALID_SDK_APP_ID",
        family: Family::Rest,
        meaning: "The SDKAppID is invalid",
        remedy: "Check the SDKAppID",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: Some("No longer on the error code page."),
    },
    ErrorCodeInfo {
        code: ErrorCode(60007i32),
        name: "RATE_EXCEEDED",
        family: Family::Rest,
        meaning: "The REST API is called too often",
        remedy: "Call less often, or raise the limit in the console",
        actor: Actor::Administrator,
        retry: RetryClass::SlowDown,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60008i32),
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
        code: ErrorCode(60009i32),
        name: "WRONG_RESOURCE",
        family: Family::Rest,
        meaning: "The requested resource is wrong",
        remedy: "Check the URL",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60010i32),
        name: "ADMINISTRATOR_REQUIRED",
        family: Family::Rest,
        meaning: "The identifier is not an administrator of the application",
        remedy: "Call as an administrator account",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60011i32),
        name: "APP_RATE_EXCEEDED",
        family: Family::Rest,
        meaning: "The application calls too often",
        remedy: "Call less often",
        actor: Actor::Nobody,
        retry: RetryClass::SlowDown,
        note: Some("No longer on the error code page."),
    },
    ErrorCodeInfo {
        code: ErrorCode(60012i32),
        name: "SDK_APP_ID_MISSING",
        family: Family::Rest,
        meaning: "The URL has no sdkappid",
        remedy: "Add sdkappid to the URL",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60013i32),
        name: "RESPONSE_PARSE_FAILED",
        family: Family::Rest,
        meaning: "The service cannot parse an answer from within",
        remedy: "Ask the vendor's support",
        actor: Actor::Vendor,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60014i32),
        name: "ACCOUNT_CHECK_TIMEOUT",
        family: Family::Rest,
        meaning: "The check of the account timed out",
        remedy: "Try again",
        actor: Actor::Nobody,
        retry: RetryClass::Backoff,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60015i32),
        name: "USER_ID_NOT_STRING",
        family: Family::Rest,
        meaning: "A user ID in the body is not a string",
        remedy: "Send user IDs as strings",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60016i32),
        name: "APP_DISABLED",
        family: Family::Rest,
        meaning: "The application is disabled",
        remedy: "Ask the vendor's support",
        actor: Actor::Vendor,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60017i32),
        name: "REQUEST_DISABLED",
        family: Family::Rest,
        meaning: "The request is disabled",
        remedy: "Ask the vendor's support",
        actor: Actor::Vendor,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60018i32),
        name: "TOO_FREQUENT",
        family: Family::Rest,
        meaning: "Requests come too often",
        remedy: "Call less often",
        actor: Actor::Nobody,
        retry: RetryClass::SlowDown,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60019i32),
        name: "TOO_FREQUENT_LATER",
        family: Family::Rest,
        meaning: "Requests come too often",
        remedy: "Call less often",
        actor: Actor::Nobody,
        retry: RetryClass::SlowDown,
        note: Some("No longer on the error code page."),
    },
    ErrorCodeInfo {
        code: ErrorCode(60020i32),
        name: "SERVICE_UNAVAILABLE",
        family: Family::Rest,
        meaning: "The service is not available: no package, an expired one, one still being set up, or arrears",
        remedy: "Buy or renew the package; a new one is ready after about five minutes",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60021i32),
        name: "SOURCE_IP_REFUSED",
        family: Family::Rest,
        meaning: "The IP address of the caller is not allowed",
        remedy: "Ask the vendor's support to allow the address",
        actor: Actor::Vendor,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60025i32),
        name: "WRONG_URL_PARAMETER",
        family: Family::Rest,
        meaning: "One of sdkappid, identifier, usersig and contenttype is wrong in the URL",
        remedy: "Check the query of the URL",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60026i32),
        name: "WRONG_SITE",
        family: Family::Rest,
        meaning: "The host or the SDKAppID belongs to another site",
        remedy: "Use the host of the application's region",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60027i32),
        name: "WRONG_PRODUCT",
        family: Family::Rest,
        meaning: "The application belongs to another product",
        remedy: "Use an application of the Chat product",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(60028i32),
        name: "TRIAL_QUOTA_EXCEEDED",
        family: Family::Rest,
        meaning: "The Trial edition's volume of REST calls in 24 hours is used up",
        remedy: "Wait a day or upgrade the edition",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(70001i32),
        name: "USERSIG_EXPIRED",
        family: Family::Account,
        meaning: "The UserSig has expired",
        remedy: "Make a new UserSig, and check the clock",
        actor: Actor::Nobody,
        retry: RetryClass::SignAgain,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(70003i32),
        name: "USERSIG_ILLEGAL",
        family: Family::Account,
        meaning: "The UserSig cannot be decoded",
        remedy: "Make the UserSig with the official algorithm and send it whole",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(70005i32),
        name: "USERSIG_MALFORMED",
        family: Family::Account,
        meaning: "The UserSig cannot be decoded",
        remedy: "Make the UserSig with the official algorithm and send it whole",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: Some("Only in old tables, with the meaning of 70003."),
    },
    ErrorCodeInfo {
        code: ErrorCode(70009i32),
        name: "USERSIG_WRONG_KEY",
        family: Family::Account,
        meaning: "The UserSig was not made with this application's key",
        remedy: "Use the secret key of this SDKAppID",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(70013i32),
        name: "IDENTIFIER_MISMATCH",
        family: Family::Account,
        meaning: "The identifier is not the one in the UserSig",
        remedy: "Sign for the identifier that is sent",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(70014i32),
        name: "SDK_APP_ID_MISMATCH",
        family: Family::Account,
        meaning: "The SDKAppID is not the one in the UserSig",
        remedy: "Sign for the SDKAppID that is sent",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(70016i32),
        name: "KEY_NOT_FOUND",
        family: Family::Account,
        meaning: "The service has no key for the application",
        remedy: "Check that the SDKAppID belongs to the data centre of the host",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(70020i32),
        name: "SDK_APP_ID_NOT_FOUND",
        family: Family::Account,
        meaning: "The SDKAppID does not exist",
        remedy: "Check the SDKAppID and that it belongs to the data centre of the host",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(70032i32),
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
        code: ErrorCode(70050i32),
        name: "TOO_MANY_SIGNATURE_FAILURES",
        family: Family::Account,
        meaning: "The signature was refused too many times",
        remedy: "Correct the signature and wait a minute",
        actor: Actor::Administrator,
        retry: RetryClass::AfterAMinute,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(70051i32),
        name: "ACCOUNT_BLOCKED",
        family: Family::Account,
        meaning: "The account is on the block list",
        remedy: "Ask the vendor's support",
        actor: Actor::Vendor,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(70052i32),
        name: "USERSIG_INVALIDATED",
        family: Family::Account,
        meaning: "The UserSig has been invalidated",
        remedy: "Make a new UserSig",
        actor: Actor::Nobody,
        retry: RetryClass::SignAgain,
        note: Some("Only in old tables."),
    },
    ErrorCodeInfo {
        code: ErrorCode(70107i32),
        name: "ACCOUNT_NOT_IMPORTED",
        family: Family::Account,
        meaning: "The account has not been imported",
        remedy: "Import the account, or check the identifier",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: Some("The web SDK means an account restricted for security."),
    },
    ErrorCodeInfo {
        code: ErrorCode(70114i32),
        name: "ACCOUNT_RESTRICTED",
        family: Family::Account,
        meaning: "The account is restricted for security",
        remedy: "Ask the vendor's support",
        actor: Actor::Vendor,
        retry: RetryClass::Never,
        note: Some("The web SDK means an internal timeout."),
    },
    ErrorCodeInfo {
        code: ErrorCode(70169i32),
        name: "ACCOUNT_TIMEOUT",
        family: Family::Account,
        meaning: "The account service timed out",
        remedy: "Try again",
        actor: Actor::Nobody,
        retry: RetryClass::Backoff,
        note: Some("The web SDK means a missing account."),
    },
    ErrorCodeInfo {
        code: ErrorCode(70202i32),
        name: "ACCOUNT_INTERNAL_TIMEOUT",
        family: Family::Account,
        meaning: "The account service timed out",
        remedy: "Try again",
        actor: Actor::Nobody,
        retry: RetryClass::Backoff,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(70346i32),
        name: "USERSIG_NOT_ACCEPTED",
        family: Family::Account,
        meaning: "The UserSig is refused",
        remedy: "Make the UserSig with the official algorithm",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: Some("Undocumented; reported once, in 2017, with a bad signature."),
    },
    ErrorCodeInfo {
        code: ErrorCode(70402i32),
        name: "ILLEGAL_ACCOUNT_PARAMETER",
        family: Family::Account,
        meaning: "A parameter of the account service is illegal",
        remedy: "Check the required fields",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(70403i32),
        name: "ACCOUNT_ADMINISTRATOR_REQUIRED",
        family: Family::Account,
        meaning: "The account service needs an administrator",
        remedy: "Call as an administrator account",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(70500i32),
        name: "ACCOUNT_INTERNAL",
        family: Family::Account,
        meaning: "Internal error of the account service",
        remedy: "Try again",
        actor: Actor::Nobody,
        retry: RetryClass::Backoff,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(80005i32),
        name: "SERVICE_DEACTIVATED",
        family: Family::Rest,
        meaning: "The service is deactivated: expired or in arrears",
        remedy: "Renew the package",
        actor: Actor::Administrator,
        retry: RetryClass::Never,
        note: Some("The page says that it may be the answer to any API."),
    },
    ErrorCodeInfo {
        code: ErrorCode(110006i32),
        name: "PERMISSION_GROUP_NOT_FOUND",
        family: Family::Group,
        meaning: "The permission group does not exist or has been dissolved",
        remedy: "Check the permission group ID",
        actor: Actor::Developer,
        retry: RetryClass::Never,
        note: None,
    },
    ErrorCodeInfo {
        code: ErrorCode(110008i32),
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
    /// A value that the contract does not know, as it came.
    Unknown(String),
}
impl ActionStatus {
    /// The value as it is on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Ok => "OK",
            Self::Fail => "FAIL",
            Self::Unknown(value) => value,
        }
    }
}
impl From<&str> for ActionStatus {
    /// White space around the value is ignored: two of the vendor's samples have some.
    fn from(value: &str) -> Self {
        match value.trim() {
            "OK" => Self::Ok,
            "FAIL" => Self::Fail,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}
impl std::fmt::Display for ActionStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}
impl serde::Serialize for ActionStatus {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de> serde::Deserialize<'de> for ActionStatus {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = ActionStatus;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string")
            }
            fn visit_str<E>(self, value: &str) -> Result<ActionStatus, E> {
                Ok(ActionStatus::from(value))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}
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
    /// A value that the contract does not know, as it came.
    Unknown(String),
}
impl MsgFlag {
    /// The value as it is on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::AcceptAndNotify => "AcceptAndNotify",
            Self::AcceptNotNotify => "AcceptNotNotify",
            Self::Discard => "Discard",
            Self::AcceptNotNotifyExceptAt => "AcceptNotNotifyExceptAt",
            Self::Unknown(value) => value,
        }
    }
}
impl From<&str> for MsgFlag {
    /// White space around the value is ignored: two of the vendor's samples have some.
    fn from(value: &str) -> Self {
        match value.trim() {
            "AcceptAndNotify" => Self::AcceptAndNotify,
            "AcceptNotNotify" => Self::AcceptNotNotify,
            "Discard" => Self::Discard,
            "AcceptNotNotifyExceptAt" => Self::AcceptNotNotifyExceptAt,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}
impl std::fmt::Display for MsgFlag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}
impl serde::Serialize for MsgFlag {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de> serde::Deserialize<'de> for MsgFlag {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = MsgFlag;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string")
            }
            fn visit_str<E>(self, value: &str) -> Result<MsgFlag, E> {
                Ok(MsgFlag::from(value))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}
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
    /// A value that the contract does not know, as it came.
    Unknown(String),
}
impl Role {
    /// The value as it is on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Owner => "Owner",
            Self::Admin => "Admin",
            Self::Member => "Member",
            Self::Unknown(value) => value,
        }
    }
}
impl From<&str> for Role {
    /// White space around the value is ignored: two of the vendor's samples have some.
    fn from(value: &str) -> Self {
        match value.trim() {
            "Owner" => Self::Owner,
            "Admin" => Self::Admin,
            "Member" => Self::Member,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}
impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}
impl serde::Serialize for Role {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de> serde::Deserialize<'de> for Role {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Role;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string")
            }
            fn visit_str<E>(self, value: &str) -> Result<Role, E> {
                Ok(Role::from(value))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}
/// An operation of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    ///List the banned members of a group
    GetGroupBanMember,
    ///List the members of a permission group
    GetPermissionGroupMemberList,
}
impl Operation {
    /// Every operation of the contract.
    pub const ALL: &'static [Self] = &[
        Self::GetGroupBanMember,
        Self::GetPermissionGroupMemberList,
    ];
    /// What the contract says of it.
    #[must_use]
    pub const fn info(self) -> &'static OperationInfo {
        match self {
            Self::GetGroupBanMember => {
                const INFO: &OperationInfo = &OperationInfo {
                    id: "get_group_ban_member",
                    path: "/v4/group_open_http_svc/get_group_ban_member",
                    summary: "List the banned members of a group",
                    documentation: "https://www.tencentcloud.com/document/product/1047/50295",
                    calls: 200u32,
                    period: Duration::from_secs(1u64),
                    max_page_size: 100u32,
                    group_types: &["AVChatRoom"],
                    documented_error_codes: &[
                        ErrorCode(10002i32),
                        ErrorCode(10003i32),
                        ErrorCode(10004i32),
                        ErrorCode(10005i32),
                        ErrorCode(10007i32),
                    ],
                    possible_error_codes: &[
                        ErrorCode(10006i32),
                        ErrorCode(10008i32),
                        ErrorCode(10010i32),
                        ErrorCode(10011i32),
                        ErrorCode(10012i32),
                        ErrorCode(10015i32),
                        ErrorCode(10018i32),
                        ErrorCode(10019i32),
                        ErrorCode(10026i32),
                        ErrorCode(10054i32),
                        ErrorCode(10059i32),
                        ErrorCode(11000i32),
                    ],
                };
                INFO
            }
            Self::GetPermissionGroupMemberList => {
                const INFO: &OperationInfo = &OperationInfo {
                    id: "get_permission_group_member_list",
                    path: "/v4/group_open_http_svc/get_permission_group_member_list",
                    summary: "List the members of a permission group",
                    documentation: "https://www.tencentcloud.com/document/product/1047/61242",
                    calls: 200u32,
                    period: Duration::from_secs(1u64),
                    max_page_size: 50u32,
                    group_types: &["Community"],
                    documented_error_codes: &[
                        ErrorCode(10002i32),
                        ErrorCode(10003i32),
                        ErrorCode(10004i32),
                        ErrorCode(10007i32),
                        ErrorCode(10010i32),
                        ErrorCode(10015i32),
                        ErrorCode(110006i32),
                        ErrorCode(110008i32),
                    ],
                    possible_error_codes: &[
                        ErrorCode(10006i32),
                        ErrorCode(10008i32),
                        ErrorCode(10011i32),
                        ErrorCode(10012i32),
                        ErrorCode(10018i32),
                        ErrorCode(10019i32),
                        ErrorCode(10026i32),
                        ErrorCode(10054i32),
                        ErrorCode(10059i32),
                        ErrorCode(11000i32),
                    ],
                };
                INFO
            }
        }
    }
}
/// What the contract says of an operation.
#[derive(Debug)]
#[non_exhaustive]
pub struct OperationInfo {
    /// The vendor's name of the command.
    pub id: &'static str,
    /// Path on every host.
    pub path: &'static str,
    /// One phrase.
    pub summary: &'static str,
    /// The vendor's page.
    pub documentation: &'static str,
    /// Most calls in one [`period`](Self::period), for each application.
    pub calls: u32,
    /// The period that [`calls`](Self::calls) counts in.
    pub period: Duration,
    /// Most members on a page.
    pub max_page_size: u32,
    /// Group types served, by the reading of the sources that the contract follows.
    pub group_types: &'static [&'static str],
    /// Codes on the operation's own page.
    pub documented_error_codes: &'static [ErrorCode],
    /// Codes of the group service that the vendor's common tables add.
    pub possible_error_codes: &'static [ErrorCode],
}
/// Reads the list of an operation as JSON, through the operation's own types.
#[cfg(feature = "cli")]
pub(crate) fn json_pages(
    operation: Operation,
    list: &JsonListRequest,
) -> Result<Pages<serde_json::Value>, Error> {
    match operation {
        Operation::GetGroupBanMember => list.read::<types::BannedMembersQuery>(),
        Operation::GetPermissionGroupMemberList => {
            list.read::<types::PermissionGroupMembersQuery>()
        }
    }
}
impl Endpoint for types::BannedMembersQuery {
    const OPERATION: Operation = Operation::GetGroupBanMember;
    type Response = types::BannedMembersPage;
    type Item = types::BannedMember;
    fn first() -> Position {
        Position::Offset(0u64)
    }
    fn refusal(&self) -> Option<String> {
        if self.group_id.is_empty() {
            return Some(
                "GroupId is empty; it must be: ID of the group whose ban list to read"
                    .to_owned(),
            );
        }
        None
    }
    fn turn_to(&mut self, position: Position, size: u32) {
        let request = self;
        if let Position::Offset(position) = position {
            request.offset = position;
        }
        request.limit = Some(size);
    }
    fn call<'a>(
        &'a self,
        client: &'a Client,
        sdk_app_id: SdkAppId,
        identifier: &'a str,
        user_sig: &'a UserSig,
    ) -> impl Future<
        Output = Result<ResponseValue<Self::Response>, CallError>,
    > + Send + 'a {
        client
            .get_group_ban_member(
                types::ContentType::Json,
                identifier,
                fastrand::u32(..),
                sdk_app_id.get(),
                user_sig.expose(),
                self,
            )
    }
    fn open(response: Self::Response) -> Envelope<Self::Item> {
        let types::BannedMembersPage {
            action_status,
            error_code,
            error_info,
            banned_account_list: members,
            next_offset: next,
            unknown,
        } = response;
        let next = next.filter(|next| *next != 0u64).map(Position::Offset);
        Envelope {
            action_status,
            error_code,
            error_info: error_info.unwrap_or_default(),
            page: Page {
                members,
                next,
                total: None,
                unknown,
            },
        }
    }
}
impl Endpoint for types::PermissionGroupMembersQuery {
    const OPERATION: Operation = Operation::GetPermissionGroupMemberList;
    type Response = types::PermissionGroupMembersPage;
    type Item = types::PermissionGroupMember;
    fn first() -> Position {
        Position::Cursor("".to_owned())
    }
    fn refusal(&self) -> Option<String> {
        if self.app_defined_data_filter_group_member.iter().any(String::is_empty) {
            return Some(
                "AppDefinedDataFilter_GroupMember is empty; it must be: Key of a custom field of group members"
                    .to_owned(),
            );
        }
        if self.group_id.is_empty() {
            return Some("GroupId is empty; it must be: ID of the community".to_owned());
        }
        if self.permission_group_id.is_empty() {
            return Some(
                "PermissionGroupId is empty; it must be: ID of the permission group, unique within the community"
                    .to_owned(),
            );
        }
        None
    }
    fn turn_to(&mut self, position: Position, size: u32) {
        let request = self;
        if let Position::Cursor(position) = position {
            request.next = Some(position);
        }
        request.limit = Some(size);
    }
    fn call<'a>(
        &'a self,
        client: &'a Client,
        sdk_app_id: SdkAppId,
        identifier: &'a str,
        user_sig: &'a UserSig,
    ) -> impl Future<
        Output = Result<ResponseValue<Self::Response>, CallError>,
    > + Send + 'a {
        client
            .get_permission_group_member_list(
                types::ContentType::Json,
                identifier,
                fastrand::u32(..),
                sdk_app_id.get(),
                user_sig.expose(),
                self,
            )
    }
    fn open(response: Self::Response) -> Envelope<Self::Item> {
        let types::PermissionGroupMembersPage {
            action_status,
            error_code,
            error_info,
            member_list: members,
            next: next,
            member_num,
            unknown,
        } = response;
        let next = next.filter(|next| *next != "".to_owned()).map(Position::Cursor);
        Envelope {
            action_status,
            error_code,
            error_info: error_info.unwrap_or_default(),
            page: Page {
                members,
                next,
                total: member_num,
                unknown,
            },
        }
    }
}
