//! Who is banned in a group.

use crate::client::Client;
use crate::generated::client::types::BannedMembersQuery;
use crate::list::ListRequest;

/// A request for the banned members of a group.
pub type BannedMembers = ListRequest<BannedMembersQuery>;

impl Client {
    /// Asks who is banned in an audio-video group, and until when (`get_group_ban_member`).
    ///
    /// The list is read by offset. If it changes meanwhile, a member can come twice or be missed;
    /// no client can prevent that. Whether other types of groups have a ban list is contradictory in the vendor's
    /// pages, so any group ID is sent.
    ///
    /// ```no_run
    /// # async fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
    /// let page = client.banned_members("@TGS#aJRGC4MH6").page_size(20).send().await?;
    /// for member in page.members {
    ///     println!("{} until {:?}", member.member_account, member.banned_until);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn banned_members(&self, group_id: impl Into<String>) -> BannedMembers {
        let request = BannedMembersQuery { group_id: group_id.into(), ..Default::default() };
        ListRequest::new(self.clone(), request)
    }
}

impl BannedMembers {
    /// The group asked about.
    pub fn group_id(&self) -> &str {
        &self.request.group_id
    }
}
