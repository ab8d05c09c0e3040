#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///An account that is banned in a group
    #[non_exhaustive]
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Debug,
        Default,
        Eq,
        Hash,
        PartialEq
    )]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct BannedMember {
        ///When the ban ends (Unix time, seconds). The page names no unit; the size of its sample says seconds.
        #[serde(
            rename = "BannedUntil",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub banned_until: ::std::option::Option<crate::unix_time::UnixTime>,
        ///User ID of the banned account
        #[serde(rename = "Member_Account")]
        pub member_account: ::std::string::String,
        /// Fields that the contract does not know, unchanged.
        #[serde(flatten)]
        pub unknown: crate::unknown_fields::UnknownFields,
    }
    ///A page of banned members, or a failure
    #[non_exhaustive]
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Debug,
        Default,
        Eq,
        Hash,
        PartialEq
    )]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct BannedMembersPage {
        #[serde(rename = "ActionStatus")]
        ///`OK` on success, `FAIL` on failure; others may come
        pub action_status: crate::contract::ActionStatus,
        ///Banned members on this page; may be missing when there are none
        #[serde(
            rename = "BannedAccountList",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        pub banned_account_list: ::std::vec::Vec<BannedMember>,
        #[serde(rename = "ErrorCode")]
        ///0 on success, else the reason of the failure. The known codes are listed in `x-error-codes` of this document, and explained one by one on its page; others may come.
        pub error_code: crate::contract::ErrorCode,
        ///What went wrong; empty on success, sometimes empty or missing on failure
        #[serde(
            rename = "ErrorInfo",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub error_info: ::std::option::Option<::std::string::String>,
        ///`Offset` of the next page; 0 or missing when the whole list has been read. The page's sample shows 2 after both members of the group, so a next page may turn out to be empty.
        #[serde(
            rename = "NextOffset",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub next_offset: ::std::option::Option<u64>,
        /// Fields that the contract does not know, unchanged.
        #[serde(flatten)]
        pub unknown: crate::unknown_fields::UnknownFields,
    }
    ///Which page of which group's ban list to read
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    pub struct BannedMembersQuery {
        ///ID of the group whose ban list to read. Default IDs begin with `@TGS#`; custom ones are printable ASCII of at most 48 bytes (the group system page says less than 48).
        #[serde(rename = "GroupId")]
        pub group_id: ::std::string::String,
        ///Members on a page, at most 100. The default is not documented, and the second ban page of 2025-12-15 requires the field, so always send it.
        #[serde(
            rename = "Limit",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub limit: ::std::option::Option<u64>,
        ///0 for the first page, then the `NextOffset` of the last answer
        #[serde(
            rename = "Offset",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub offset: ::std::option::Option<u64>,
    }
    ///Format of the request, always `json`. One revision of the overview prints it in capitals.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ContentType {
        #[serde(rename = "json")]
        Json,
    }
    impl ::std::fmt::Display for ContentType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Json => f.write_str("json"),
            }
        }
    }
    impl ::std::str::FromStr for ContentType {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "json" => Ok(Self::Json),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ContentType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ContentType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A custom field of a group member; an application has at most five
    #[non_exhaustive]
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Debug,
        Default,
        Eq,
        Hash,
        PartialEq
    )]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct MemberCustomField {
        ///Key of the field, letters, digits and `_`, at most 16 bytes
        #[serde(rename = "Key")]
        pub key: ::std::string::String,
        ///Value of the field, at most 64 bytes
        #[serde(
            rename = "Value",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub value: ::std::option::Option<::std::string::String>,
        /// Fields that the contract does not know, unchanged.
        #[serde(flatten)]
        pub unknown: crate::unknown_fields::UnknownFields,
    }
    ///A member of a permission group. Fields that were not asked for are missing.
    #[non_exhaustive]
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Debug,
        Default,
        Eq,
        Hash,
        PartialEq
    )]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PermissionGroupMember {
        ///Custom fields of the member
        #[serde(
            rename = "AppMemberDefinedData",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        pub app_member_defined_data: ::std::vec::Vec<MemberCustomField>,
        ///When the member joined the permission group (Unix time, seconds)
        #[serde(
            rename = "JoinPermissionGroupTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub join_permission_group_time: ::std::option::Option<
            crate::unix_time::UnixTime,
        >,
        ///When the member joined the community (Unix time, seconds)
        #[serde(
            rename = "JoinTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub join_time: ::std::option::Option<crate::unix_time::UnixTime>,
        ///When the member last sent a message (Unix time, seconds); 0 if never
        #[serde(
            rename = "LastSendMsgTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub last_send_msg_time: ::std::option::Option<crate::unix_time::UnixTime>,
        ///User ID of the member
        #[serde(rename = "Member_Account")]
        pub member_account: ::std::string::String,
        #[serde(
            rename = "MsgFlag",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        ///How the member receives messages of the group: `AcceptAndNotify`, `AcceptNotNotify`, `Discard` or `AcceptNotNotifyExceptAt`; others may come.
        pub msg_flag: ::std::option::Option<crate::contract::MsgFlag>,
        ///Sequence number of the last message the member has read
        #[serde(
            rename = "MsgSeq",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub msg_seq: ::std::option::Option<u64>,
        ///When the member's mute ends (Unix time, seconds); 0 if not muted. Older revisions of the service call it `ShutUpUntil`.
        #[serde(
            rename = "MuteUntil",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(alias = "ShutUpUntil")]
        pub mute_until: ::std::option::Option<crate::unix_time::UnixTime>,
        ///Name the member bears in the group, at most 50 bytes, possibly empty. The page offers it for the filter, but none of its samples shows it.
        #[serde(
            rename = "NameCard",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub name_card: ::std::option::Option<::std::string::String>,
        #[serde(rename = "Role", skip_serializing_if = "::std::option::Option::is_none")]
        ///Role of a member in the community: `Owner`, `Admin` or `Member`; others may come. Ignore white space around the value: two of the page's samples have some.
        pub role: ::std::option::Option<crate::contract::Role>,
        /// Fields that the contract does not know, unchanged.
        #[serde(flatten)]
        pub unknown: crate::unknown_fields::UnknownFields,
    }
    ///A page of the members of a permission group, or a failure
    #[non_exhaustive]
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Debug,
        Default,
        Eq,
        Hash,
        PartialEq
    )]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PermissionGroupMembersPage {
        #[serde(rename = "ActionStatus")]
        ///`OK` on success, `FAIL` on failure; others may come
        pub action_status: crate::contract::ActionStatus,
        #[serde(rename = "ErrorCode")]
        ///0 on success, else the reason of the failure. The known codes are listed in `x-error-codes` of this document, and explained one by one on its page; others may come.
        pub error_code: crate::contract::ErrorCode,
        ///What went wrong; empty on success, sometimes empty or missing on failure
        #[serde(
            rename = "ErrorInfo",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub error_info: ::std::option::Option<::std::string::String>,
        ///Members on this page; may be missing when there are none
        #[serde(
            rename = "MemberList",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        pub member_list: ::std::vec::Vec<PermissionGroupMember>,
        ///Members in the whole permission group, not on this page
        #[serde(
            rename = "MemberNum",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub member_num: ::std::option::Option<u64>,
        ///`Next` of the next request; empty or missing when the whole list has been read. The page's samples show a value after the last member, so a next page may turn out to be empty.
        #[serde(rename = "Next", skip_serializing_if = "::std::option::Option::is_none")]
        pub next: ::std::option::Option<::std::string::String>,
        /// Fields that the contract does not know, unchanged.
        #[serde(flatten)]
        pub unknown: crate::unknown_fields::UnknownFields,
    }
    ///Which page of which permission group to read, and which fields of its members
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    pub struct PermissionGroupMembersQuery {
        ///Keys of the custom fields to answer. By default none, says the page's table, though its first sample shows custom fields without this filter.
        #[serde(
            rename = "AppDefinedDataFilter_GroupMember",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        pub app_defined_data_filter_group_member: ::std::vec::Vec<::std::string::String>,
        ///ID of the community. IDs of communities begin with `@TGS#_`; the default ones with `@TGS#_@TGS#c`.
        #[serde(rename = "GroupId")]
        pub group_id: ::std::string::String,
        ///Members on a page, at most 50; the default is not documented, so always send it
        #[serde(
            rename = "Limit",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub limit: ::std::option::Option<u64>,
        ///Standard fields to answer; all of them when this is missing. `Member_Account` is always answered.
        #[serde(
            rename = "MemberInfoFilter",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        pub member_info_filter: ::std::vec::Vec<crate::contract::MemberInfoField>,
        ///`""` for the first page, then the `Next` of the last answer; always send it
        #[serde(rename = "Next", skip_serializing_if = "::std::option::Option::is_none")]
        pub next: ::std::option::Option<::std::string::String>,
        ///ID of the permission group, unique within the community. It begins with `@PMG#_`; the default ones with `@PMG#_@PMG#`.
        #[serde(rename = "PermissionGroupId")]
        pub permission_group_id: ::std::string::String,
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}
#[derive(Clone, Debug)]
/**Client for Tencent Cloud Chat member lists

Two read-only operations of the Tencent Cloud Chat (formerly IM) server REST API:
who is banned in an audio-video group, and who belongs to a permission group of a community.

This document is written by hand from the vendor's pages and is not the vendor's.
Nothing in it has been tried against the live service.

## Requests

Send a POST with a JSON object as body and the five query parameters.
Neither page names the method; the vendor's overview allows POST only.
The service gives up on a request after 3 s by itself, so set a timeout above that.

## HTTP 200 carries failures too

The service answers HTTP 200 to every request that reaches it, also when it refuses the request.
The real result is in the body, which is JSON whatever its Content-Type says:
an answer has failed if `ErrorCode` is missing or not 0, or `ActionStatus` is `FAIL`;
`ErrorCode` and `ErrorInfo` say why.
Other statuses come from the network in between, for example 502 with an HTML page.

Answers may gain fields, and known values may be joined by others.
Ignore or keep what you do not know; do not refuse the answer.

The known codes are listed in `x-error-codes`.
Both pages call the codes from 60000 to 79999 public and list only their own.
80005 (`SERVICE_DEACTIVATED`) lies outside of that range,
and the vendor's page of error codes says that it may come from any API.

## Signing

Every call is made by an administrator account of the application
and carries a UserSig (TLSSigAPIv2) of that account in the query.
The URL therefore is a secret: do not log it.
HTTP libraries print URLs in their error messages and debug logs; take the query off before you pass those on.
The vendor's signing libraries and `tencent-chat usersig sign` make UserSigs.

## Paging

Each answer carries the position of the next page, which the next request repeats.
`get_group_ban_member` counts: send `Offset` 0 first,
then the `NextOffset` of the last answer, until that is 0 or missing.
`get_permission_group_member_list` uses an opaque cursor: send `Next` as `""` first,
then the `Next` of the last answer, until that is `""` or missing.
A page may be empty or short without being the last one, and the last page may still name a next position.

The permission-group page compares its cursor with the scan cursor of Redis.
Such a scan returns every member that stays during the scan, may return a member twice,
and may return empty pages before the end.
Whether the service keeps to that is not documented, so be ready for all three.

## Rate limits

Each operation may be called 200 times a second for each application.
Above that the service answers `ErrorCode` 60007 (`RATE_EXCEEDED`).
The pages give the number and not what is counted:
that each application and each operation counts by itself follows from the vendor's page on alerts.

## Group types

A Work group is a group of the type `Private`, and a Meeting group one of the type `ChatRoom`:
the console and the newer pages use the new names, the REST API still the old ones.

## Facts and their sources

`x-fact-sources` names the source of each field, bound and known value, and `x-sources` lists the sources.
The source `not-documented` marks what no page says and this document concludes.
The pages call every number an Integer; `int32` and `int64` are this document's choice.

The pages refer to these pages of the vendor:

- [App Admins](https://www.tencentcloud.com/document/product/1047/33517), for `identifier`
- [Generating UserSig](https://trtc.io/document/34385), for `usersig`
- [Group System](https://trtc.io/document/33529), with Group Member Information and Custom Fields
- [Error Codes](https://trtc.io/document/34348)
- the RESTful API Online Debugging Tool, named by the permission-group page alone

## Slips of the pages

- The ban page says that its sample request delivers broadcast messages to all the audio-video groups.
- The ban page speaks of unbanned members in the texts of `GroupId`, `Limit` and code 10005 (`TOO_MANY_ACCOUNTS`).
- The ban page calls the administrator a root account in code 10007 (`NOT_PERMITTED`).
- The permission-group page leaves `Limit` out of its table.
- The last request of the permission-group page has `"Offset": 0` in the place of `Next`.
- The permission-group page lists `AppMemberDefinedData` beside `MemberList`; it stands inside each member.
- The permission-group page's request for chosen fields asks for `NameCard`, and no sample answers it.
- Two of the permission-group page's four answers print the role `Member` with a space behind it.
- The JSON of both pages has comments and trailing commas; the examples here have none.
- The pages' sample query has the placeholders 88888888, admin and xxx; the examples here have others.

## Versions of this document

`info.version` is the semantic version of this document, not of the service and not of any client.
A change that breaks existing clients or the code around them raises the major version (the minor one before 1.0.0),
a compatible addition the minor version, a change of wording alone the patch version.
Keys that begin with `x-` are explained in `x-extensions`.

Version: 0.2.1*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::way::Way,
}
impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: crate::way::Way) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap(), inner)
    }
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: crate::way::Way,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
impl ClientInfo<crate::way::Way> for Client {
    fn api_version() -> &'static str {
        "0.2.1"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::way::Way {
        &self.inner
    }
}
impl ClientHooks<crate::way::Way> for &Client {}
#[allow(clippy::all)]
impl Client {
    /**List the banned members of a group

Returns the banned members of an audio-video group (AVChatRoom) and when each ban ends.
According to the vendor's page on banning,
a banned account gets no messages of the group and cannot join it again before its ban ends.

Pages hold at most 100 members.
Begin with `Offset` 0 and repeat with the `NextOffset` of the last answer until that is 0 or missing.
A list that changes while it is read by offsets can show a member twice or not at all;
no client can prevent that.

Whether a ban that has ended still appears in the list is not documented.
The second ban page of 2025-12-15 says that the list is ordered by the end of the ban.

Sends a `POST` request to `/v4/group_open_http_svc/get_group_ban_member`

Arguments:
- `contenttype`: Format of the request, always `json`. One revision of the overview prints it in capitals.
- `identifier`: User ID of an administrator account of the application. The vendor allows at most 32 bytes of UTF-8, not characters.
- `random`: Random number (unsigned 32-bit) that marks the request. The overview requires it; the vendor's own SDKs of 2016 never sent it.
- `sdkappid`: Number of the application (unsigned 32-bit), assigned by the Chat console. It must belong to the data center of the host.
- `usersig`: Signature of the account in `identifier`, made with the application's secret key (TLSSigAPIv2). It consists of letters, digits, `*`, `-` and `_`, and may serve many calls until it expires.
- `body`: The group and the page to read
*/
    pub async fn get_group_ban_member<'a>(
        &'a self,
        contenttype: types::ContentType,
        identifier: &'a str,
        random: u64,
        sdkappid: u64,
        usersig: &'a str,
        body: &'a types::BannedMembersQuery,
    ) -> Result<ResponseValue<types::BannedMembersPage>, Error<ByteStream>> {
        let url = format!(
            "{}/v4/group_open_http_svc/get_group_ban_member", self.baseurl,
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .query(
                &(
                    ("contenttype", &contenttype),
                    ("identifier", &identifier),
                    ("random", &random),
                    ("sdkappid", &sdkappid),
                    ("usersig", &usersig),
                ),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_group_ban_member",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => Err(Error::ErrorResponse(ResponseValue::stream(response))),
            500u16..=599u16 => Err(Error::ErrorResponse(ResponseValue::stream(response))),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**List the members of a permission group

Returns the members of a permission group of a community, with role, times, mute state and custom fields.

Pages hold at most 50 members.
Begin with `Next` as `""` and repeat with the `Next` of the last answer until that is `""` or missing.
The cursor is opaque.
It may show a member twice, and pages without members before the end: see Paging.

`MemberInfoFilter` and `AppDefinedDataFilter_GroupMember` are independent of each other.
Without the first, all standard fields are returned.
Without the second, the page's table says that no custom field is returned, yet its first sample shows some.

Sends a `POST` request to `/v4/group_open_http_svc/get_permission_group_member_list`

Arguments:
- `contenttype`: Format of the request, always `json`. One revision of the overview prints it in capitals.
- `identifier`: User ID of an administrator account of the application. The vendor allows at most 32 bytes of UTF-8, not characters.
- `random`: Random number (unsigned 32-bit) that marks the request. The overview requires it; the vendor's own SDKs of 2016 never sent it.
- `sdkappid`: Number of the application (unsigned 32-bit), assigned by the Chat console. It must belong to the data center of the host.
- `usersig`: Signature of the account in `identifier`, made with the application's secret key (TLSSigAPIv2). It consists of letters, digits, `*`, `-` and `_`, and may serve many calls until it expires.
- `body`: The permission group, the fields to answer and the page to read
*/
    pub async fn get_permission_group_member_list<'a>(
        &'a self,
        contenttype: types::ContentType,
        identifier: &'a str,
        random: u64,
        sdkappid: u64,
        usersig: &'a str,
        body: &'a types::PermissionGroupMembersQuery,
    ) -> Result<ResponseValue<types::PermissionGroupMembersPage>, Error<ByteStream>> {
        let url = format!(
            "{}/v4/group_open_http_svc/get_permission_group_member_list", self.baseurl,
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .query(
                &(
                    ("contenttype", &contenttype),
                    ("identifier", &identifier),
                    ("random", &random),
                    ("sdkappid", &sdkappid),
                    ("usersig", &usersig),
                ),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_permission_group_member_list",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => Err(Error::ErrorResponse(ResponseValue::stream(response))),
            500u16..=599u16 => Err(Error::ErrorResponse(ResponseValue::stream(response))),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    #[allow(unused_imports)]
    pub use super::Client;
}
