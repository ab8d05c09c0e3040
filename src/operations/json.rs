//! Lists as JSON, for programs that learn at run time which operation to call.

use futures_util::{StreamExt, TryStreamExt};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::client::Client;
use crate::contract::Operation;
use crate::error::Error;
use crate::list::{List, ListRequest, Page, Pages};
use crate::operations::generated;
use crate::position::Position;
use crate::setters::setters;

/// Implements the choice of a list by its operation; `build.rs` writes the invocation.
macro_rules! json_pages {
    ($($operation:ident $request:ident),*) => {
        /// Reads the list of an operation as JSON, through the operation's own types.
        pub(crate) fn json_pages(operation: Operation, list: &JsonListRequest) -> Result<Pages<serde_json::Value>, Error> {
            match operation {
                $(Operation::$operation => list.read::<types::$request>(),)*
                #[allow(unreachable_patterns)]
                _ => Err(Error::refused(format!("{} is no list", operation.info().id))),
            }
        }
    };
}
pub(super) use json_pages;

/// A request to read the list of any operation as JSON; made by [`Client::json_list`].
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before a stream is polled"]
pub struct JsonListRequest {
    client: Client,
    operation: Operation,
    body: Value,
    page_size: Option<u32>,
    start_at: Option<Position>,
    look_ahead: Option<usize>,
    max_members: Option<u64>,
}

impl Client {
    /// Returns a request for the list of `operation`, whose members are read as JSON objects.
    ///
    /// `body` is the request body as on the wire. Its position and page size are overwritten.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use tencent_chat::Operation;
    ///
    /// let body = serde_json::json!({ "GroupId": "@TGS#aMANY" });
    /// let mut pages = client.json_list(Operation::GetGroupBanMember, body).pages()?;
    /// let first = pages.next().await.expect("a list has a page")?;
    /// assert_eq!(first.members[0]["Member_Account"], "user0001");
    /// # Ok(()) }
    /// ```
    pub fn json_list(&self, operation: Operation, body: Value) -> JsonListRequest {
        let client = self.clone();
        JsonListRequest {
            client,
            operation,
            body,
            page_size: None,
            start_at: None,
            look_ahead: None,
            max_members: None,
        }
    }
}

impl JsonListRequest {
    setters! {
        /// Sets the number of members on a page. Default: the maximum.
        ///
        /// ```
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// # let client = sandbox.client().build()?;
        /// use tencent_chat::Operation;
        ///
        /// let body = serde_json::json!({ "GroupId": "@TGS#aMANY" });
        /// let list = client.json_list(Operation::GetGroupBanMember, body).page_size(10);
        /// let mut pages = list.pages()?;
        /// let first = pages.next().await.expect("a list has a page")?;
        /// assert_eq!(first.members.len(), 10);
        /// # Ok(()) }
        /// ```
        page_size(members: u32) = Some(members);

        /// Resumes an earlier read at its [`Page::next`] or [`Error::resume_from`].
        ///
        /// ```
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// # let client = sandbox.client().build()?;
        /// use tencent_chat::{Operation, Position};
        ///
        /// let body = serde_json::json!({ "GroupId": "@TGS#aMANY" });
        /// let list = client.json_list(Operation::GetGroupBanMember, body).start_at(Position::Offset(990));
        /// let mut pages = list.pages()?;
        /// let first = pages.next().await.expect("a list has a page")?;
        /// assert_eq!(first.members[0]["Member_Account"], "user0991");
        /// # Ok(()) }
        /// ```
        start_at(position: Position) = Some(position);

        /// Ends the stream after this many members. See [`ListRequest::max_members`].
        ///
        /// ```
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// # let client = sandbox.client().build()?;
        /// use tencent_chat::Operation;
        ///
        /// let body = serde_json::json!({ "GroupId": "@TGS#aMANY" });
        /// let list = client.json_list(Operation::GetGroupBanMember, body).max_members(5);
        /// let mut pages = list.pages()?;
        /// let first = pages.next().await.expect("a list has a page")?;
        /// assert_eq!(first.members.len(), 5);
        /// # Ok(()) }
        /// ```
        max_members(members: u64) = Some(members);

        /// Sets the number of pages that are fetched ahead. See [`ListRequest::look_ahead`].
        ///
        /// ```
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
        /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
        /// # let client = sandbox.client().build()?;
        /// use tencent_chat::Operation;
        ///
        /// let body = serde_json::json!({ "GroupId": "@TGS#aMANY" });
        /// let list = client.json_list(Operation::GetGroupBanMember, body).look_ahead(8);
        /// let mut pages = list.pages()?;
        /// let first = pages.next().await.expect("a list has a page")?;
        /// assert_eq!(Some(first.members.len() as u32), Operation::GetGroupBanMember.info().max_page_size);
        /// # Ok(()) }
        /// ```
        look_ahead(pages: usize) = Some(pages);
    }

    /// Returns a stream of the pages.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use tencent_chat::Operation;
    ///
    /// let body = serde_json::json!({ "GroupId": 7 });
    /// assert!(client.json_list(Operation::GetGroupBanMember, body).pages().unwrap_err().is_refused());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// When the body does not fit the operation. Nothing is sent.
    pub fn pages(&self) -> Result<Pages<Value>, Error> {
        generated::json_pages(self.operation, self)
    }

    /// Reads the list through the operation's own types.
    pub(crate) fn read<L: List + DeserializeOwned>(&self) -> Result<Pages<Value>, Error> {
        let request = L::deserialize(&self.body).map_err(|error| Error::refused(error.to_string()))?;
        let mut list = ListRequest::<L>::new(self.client.clone(), request);
        list.page_size = self.page_size.unwrap_or(list.page_size);
        list.look_ahead = self.look_ahead.unwrap_or(list.look_ahead);
        list.max_members = self.max_members.unwrap_or(list.max_members);
        if let Some(position) = &self.start_at {
            list = list.start_at(position.clone());
        }
        let as_json = |page: Page<L::Item>| {
            let Page { members, next, total, warning, unknown } = page;
            let members = members.iter().map(|member| serde_json::to_value(member).unwrap_or_default()).collect();
            Page { members, next, total, warning, unknown }
        };
        Ok(Pages::from_stream(list.pages().map_ok(as_json).boxed()))
    }
}
