/// The request and response bodies of the operations, named and shaped as on the wire.
///
/// [`Client::send`](crate::Client::send) sends a request. Its required fields must be set.
pub mod wire {
    pub use crate::generated::client::types::{
        BannedMembersPage, BannedMembersQuery, PermissionGroupMembersPage,
        PermissionGroupMembersQuery,
    };
}
impl Bounded for types::BannedMembersQuery {
    fn check(&self) -> Result<(), String> {
        bounds::text(
            "GroupId",
            [&self.group_id],
            1usize..=18446744073709551615usize,
            "ID of the group whose ban list to read",
        )?;
        bounds::number("Limit", &self.limit, 1i64..=100i64)?;
        bounds::number("Offset", &self.offset, 0i64..=9223372036854775807i64)?;
        Ok(())
    }
}
impl Bounded for types::PermissionGroupMembersQuery {
    fn check(&self) -> Result<(), String> {
        bounds::text(
            "GroupId",
            [&self.group_id],
            1usize..=18446744073709551615usize,
            "ID of the community",
        )?;
        bounds::text(
            "PermissionGroupId",
            [&self.permission_group_id],
            1usize..=18446744073709551615usize,
            "ID of the permission group, unique within the community",
        )?;
        bounds::value("MemberInfoFilter", &self.member_info_filter)?;
        bounds::text(
            "AppDefinedDataFilter_GroupMember",
            &self.app_defined_data_filter_group_member,
            1usize..=18446744073709551615usize,
            "Key of a custom field of group members",
        )?;
        bounds::number("Limit", &self.limit, 1i64..=50i64)?;
        Ok(())
    }
}
impl Endpoint for types::BannedMembersQuery {
    const OPERATION: Operation = Operation::GetGroupBanMember;
    type Response = types::BannedMembersPage;
    async fn send(
        &self,
        client: &Client,
        sdk_app_id: u32,
        identifier: &str,
        user_sig: &str,
    ) -> Result<ResponseValue<Self::Response>, CallError> {
        let (content_type, random) = (
            types::ContentType::Json,
            fastrand::u32(..).into(),
        );
        client
            .get_group_ban_member(
                content_type,
                identifier,
                random,
                sdk_app_id.into(),
                user_sig,
                self,
            )
            .await
    }
    fn envelope(response: &Self::Response) -> Envelope<'_> {
        Envelope {
            status: &response.action_status,
            code: response.error_code,
            info: response.error_info.as_deref().unwrap_or_default(),
        }
    }
    fn members(response: &Self::Response) -> Option<usize> {
        Some(response.banned_account_list.len())
    }
}
impl List for types::BannedMembersQuery {
    type Item = types::BannedMember;
    const FIELDS: &'static [&'static str] = &["BannedUntil", "Member_Account"];
    fn first() -> Position {
        Position::Offset(0u64)
    }
    fn turn_to(&mut self, position: Position, size: u32) {
        if let Position::Offset(position) = position {
            self.offset = Some(position);
        }
        self.limit = Some(size.into());
    }
    fn page(response: types::BannedMembersPage) -> Page<Self::Item> {
        let next = response.next_offset.map(Position::Offset);
        Page::received(
            response.banned_account_list,
            next,
            &Position::Offset(0u64),
            None,
            response.unknown,
        )
    }
}
impl Endpoint for types::PermissionGroupMembersQuery {
    const OPERATION: Operation = Operation::GetPermissionGroupMemberList;
    type Response = types::PermissionGroupMembersPage;
    async fn send(
        &self,
        client: &Client,
        sdk_app_id: u32,
        identifier: &str,
        user_sig: &str,
    ) -> Result<ResponseValue<Self::Response>, CallError> {
        let (content_type, random) = (
            types::ContentType::Json,
            fastrand::u32(..).into(),
        );
        client
            .get_permission_group_member_list(
                content_type,
                identifier,
                random,
                sdk_app_id.into(),
                user_sig,
                self,
            )
            .await
    }
    fn envelope(response: &Self::Response) -> Envelope<'_> {
        Envelope {
            status: &response.action_status,
            code: response.error_code,
            info: response.error_info.as_deref().unwrap_or_default(),
        }
    }
    fn members(response: &Self::Response) -> Option<usize> {
        Some(response.member_list.len())
    }
}
impl List for types::PermissionGroupMembersQuery {
    type Item = types::PermissionGroupMember;
    const FIELDS: &'static [&'static str] = &[
        "Member_Account",
        "Role",
        "JoinTime",
        "JoinPermissionGroupTime",
        "MsgSeq",
        "MsgFlag",
        "LastSendMsgTime",
        "MuteUntil",
        "NameCard",
        "AppMemberDefinedData",
    ];
    fn first() -> Position {
        Position::Cursor("".to_owned())
    }
    fn turn_to(&mut self, position: Position, size: u32) {
        if let Position::Cursor(position) = position {
            self.next = Some(position);
        }
        self.limit = Some(size.into());
    }
    fn page(response: types::PermissionGroupMembersPage) -> Page<Self::Item> {
        let next = response.next.map(Position::Cursor);
        Page::received(
            response.member_list,
            next,
            &Position::Cursor("".to_owned()),
            response.member_num,
            response.unknown,
        )
    }
}
#[cfg(feature = "cli")]
json_pages!(
    GetGroupBanMember BannedMembersQuery, GetPermissionGroupMemberList
    PermissionGroupMembersQuery
);
