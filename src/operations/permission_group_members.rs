//! Who belongs to a permission group.

use crate::client::Client;
use crate::generated::client::types::PermissionGroupMembersQuery;
use crate::generated::contract::MemberInfoField;
use crate::list::ListRequest;

/// A request for the members of a permission group.
pub type PermissionGroupMembers = ListRequest<PermissionGroupMembersQuery>;

impl Client {
    /// Asks who belongs to a permission group of a community (`get_permission_group_member_list`).
    ///
    /// Without [`fields`](PermissionGroupMembers::fields), all standard fields are answered.
    /// The vendor's IDs of communities begin with `@TGS#_`, those of permission groups with `@PMG#_`;
    /// the service judges that.
    ///
    /// ```no_run
    /// # async fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
    /// use tencent_chat::MemberInfoField;
    ///
    /// let mut members = client
    ///     .permission_group_members("@TGS#_@TGS#cAVQXXXXXX", "@PMG#_@PMG#cDR")
    ///     .fields([MemberInfoField::Role, MemberInfoField::JoinTime])
    ///     .custom_fields(["MemberDefined1"])
    ///     .members();
    /// while let Some(member) = members.next().await {
    ///     let member = member?;
    ///     println!("{} {:?}", member.member_account, member.role);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn permission_group_members(
        &self,
        group_id: impl Into<String>,
        permission_group_id: impl Into<String>,
    ) -> PermissionGroupMembers {
        let request = PermissionGroupMembersQuery {
            group_id: group_id.into(),
            permission_group_id: permission_group_id.into(),
            ..Default::default()
        };
        ListRequest::new(self.clone(), request)
    }
}

impl PermissionGroupMembers {
    /// Selects the standard fields to return. Default: all of them. The account is always returned.
    ///
    /// A field that the contract does not know is asked for as [`MemberInfoField::Unknown`].
    pub fn fields(mut self, fields: impl IntoIterator<Item = MemberInfoField>) -> Self {
        self.request.member_info_filter = fields.into_iter().collect();
        self
    }

    /// Keys of the custom fields to answer.
    ///
    /// Without any, the vendor's table promises none, though its sample shows some.
    pub fn custom_fields<S: Into<String>>(mut self, keys: impl IntoIterator<Item = S>) -> Self {
        self.request.app_defined_data_filter_group_member = keys.into_iter().map(Into::into).collect();
        self
    }

    /// The community asked about.
    pub fn group_id(&self) -> &str {
        &self.request.group_id
    }

    /// The permission group asked about.
    pub fn permission_group_id(&self) -> &str {
        &self.request.permission_group_id
    }
}
