//! The list of banned members of a group.

use crate::client::Client;
use crate::generated::client::types::{BannedMember, BannedMembersQuery};
use crate::list::ListRequest;

/// A request for the banned members of a group.
pub type BannedMembers = ListRequest<BannedMembersQuery>;

impl Client {
    /// Returns a request for the banned members of an audio-video group, and until when they are banned
    /// (`get_group_ban_member`).
    ///
    /// `group_id` is the group's ID. Whether other types of groups have a ban list is contradictory in the vendor's
    /// pages, so any ID is sent. The list is paged by offset: if it changes while it is read, a member can come twice
    /// or be missed, and no client can prevent that.
    ///
    /// ```no_run
    /// # async fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
    /// let page = client.banned_members("@TGS#aJRGC4MH6").page_size(20).send().await?;
    /// for member in page.members {
    ///     if let Some(until) = member.banned_until {
    ///         println!("{} until {until}", member.member_account);
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub fn banned_members(&self, group_id: impl Into<String>) -> BannedMembers {
        let request = BannedMembersQuery { group_id: group_id.into(), ..Default::default() };
        ListRequest::new(self.clone(), request)
    }
}

impl BannedMembers {
    /// Returns the ID of the group.
    ///
    /// ```
    /// # use tencent_chat::{Client, SdkAppId, SecretKey};
    /// # let builder = Client::builder(SdkAppId::new(1400000000)?, "administrator", SecretKey::new("key"));
    /// # let builder = builder.base_url("http://127.0.0.1:8080");
    /// # let client = builder.build()?;
    /// assert_eq!(client.banned_members("@TGS#aJRGC4MH6").group_id(), "@TGS#aJRGC4MH6");
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    pub fn group_id(&self) -> &str {
        &self.request.group_id
    }
}

impl BannedMember {
    /// Returns a member with this account and nothing else, to be filled in by tests.
    ///
    /// ```
    /// use tencent_chat::{BannedMember, UnixTime};
    ///
    /// let mut mallory = BannedMember::new("mallory");
    /// mallory.banned_until = Some(UnixTime::from_secs(4_000_000_000));
    /// ```
    pub fn new(member_account: impl Into<String>) -> Self {
        Self { member_account: member_account.into(), ..Self::default() }
    }
}
