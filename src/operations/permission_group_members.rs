//! The list of members of a permission group.

use crate::client::Client;
use crate::contract::MemberInfoField;
use crate::generated::client::types::{MemberCustomField, PermissionGroupMember, PermissionGroupMembersQuery};
use crate::list::ListRequest;

/// A request for the members of a permission group.
pub type PermissionGroupMembers = ListRequest<PermissionGroupMembersQuery>;

impl Client {
    /// Returns a request for the members of a permission group of a community
    /// (`get_permission_group_member_list`).
    ///
    /// `group_id` is the ID of the community, which begins with `@TGS#_`, and `permission_group_id` that of the
    /// permission group, which begins with `@PMG#_`. The service judges that. All standard fields are returned unless
    /// [`fields`](PermissionGroupMembers::fields) selects some. The list is paged by cursor.
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
    ///
    /// ```no_run
    /// # fn example(client: tencent_chat::Client) {
    /// use tencent_chat::MemberInfoField;
    ///
    /// let list = client.permission_group_members("@TGS#_@TGS#cAVQXXXXXX", "@PMG#_@PMG#cDR");
    /// let list = list.fields([MemberInfoField::Role, MemberInfoField::from("NewField")]);
    /// # }
    /// ```
    pub fn fields(mut self, fields: impl IntoIterator<Item = MemberInfoField>) -> Self {
        self.request.member_info_filter = fields.into_iter().collect();
        self
    }

    /// Selects the custom fields to return, by their keys. Default: none, says the vendor's table, though its sample
    /// shows some.
    ///
    /// ```no_run
    /// # async fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
    /// let list = client.permission_group_members("@TGS#_@TGS#cAVQXXXXXX", "@PMG#_@PMG#cDR");
    /// for member in list.custom_fields(["MemberDefined1"]).send().await? {
    ///     println!("{} {:?}", member.member_account, member.custom("MemberDefined1"));
    /// }
    /// # Ok(()) }
    /// ```
    pub fn custom_fields<S: Into<String>>(mut self, keys: impl IntoIterator<Item = S>) -> Self {
        self.request.app_defined_data_filter_group_member = keys.into_iter().map(Into::into).collect();
        self
    }

    /// Returns the ID of the community.
    ///
    /// ```
    /// # use tencent_chat::{Client, SdkAppId, SecretKey};
    /// # let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", SecretKey::new("key"));
    /// # let builder = builder.base_url("http://127.0.0.1:8080");
    /// # let client = builder.build()?;
    /// let list = client.permission_group_members("@TGS#_@TGS#cAVQXXXXXX", "@PMG#_@PMG#cDR");
    /// assert_eq!(list.group_id(), "@TGS#_@TGS#cAVQXXXXXX");
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    pub fn group_id(&self) -> &str {
        &self.request.group_id
    }

    /// Returns the ID of the permission group.
    ///
    /// ```
    /// # use tencent_chat::{Client, SdkAppId, SecretKey};
    /// # let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", SecretKey::new("key"));
    /// # let builder = builder.base_url("http://127.0.0.1:8080");
    /// # let client = builder.build()?;
    /// let list = client.permission_group_members("@TGS#_@TGS#cAVQXXXXXX", "@PMG#_@PMG#cDR");
    /// assert_eq!(list.permission_group_id(), "@PMG#_@PMG#cDR");
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    pub fn permission_group_id(&self) -> &str {
        &self.request.permission_group_id
    }
}

impl PermissionGroupMember {
    /// Returns a member with this account and nothing else, to be filled in by tests.
    ///
    /// ```
    /// use tencent_chat::{PermissionGroupMember, Role};
    ///
    /// let mut bob = PermissionGroupMember::new("bob");
    /// bob.role = Some(Role::Owner);
    /// ```
    pub fn new(member_account: impl Into<String>) -> Self {
        Self { member_account: member_account.into(), ..Self::default() }
    }

    /// Returns the value of the custom field with this key, or `None` if the response has none.
    ///
    /// ```
    /// use tencent_chat::{MemberCustomField, PermissionGroupMember};
    ///
    /// let mut field = MemberCustomField::new("MemberDefined1");
    /// field.value = Some("gold".into());
    /// let mut member = PermissionGroupMember::new("bob");
    /// member.app_member_defined_data.push(field);
    /// assert_eq!(member.custom("MemberDefined1"), Some("gold"));
    /// assert_eq!(member.custom("MemberDefined2"), None);
    /// ```
    pub fn custom(&self, key: &str) -> Option<&str> {
        self.app_member_defined_data.iter().find(|field| field.key == key)?.value.as_deref()
    }
}

impl MemberCustomField {
    /// Returns a custom field with this key and no value, to be filled in by tests.
    ///
    /// ```
    /// use tencent_chat::MemberCustomField;
    ///
    /// let mut level = MemberCustomField::new("MemberDefined1");
    /// level.value = Some("gold".into());
    /// ```
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), ..Self::default() }
    }
}
