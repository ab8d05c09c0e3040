//! Lists as JSON, for programs that learn at run time which operation to call.

use derive_setters::Setters;
use futures_util::{StreamExt, TryStreamExt};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::client::Client;
use crate::error::Error;
use crate::generated::contract::Operation;
use crate::list::{List, ListRequest, Page, Pages};
use crate::operations::generated::json_pages;
use crate::position::Position;

/// A request to read the list of any operation as JSON; made by [`Client::json_list`].
#[derive(Debug, Clone, Setters)]
#[setters(strip_option)]
#[must_use = "nothing is sent before a stream is polled"]
pub struct JsonListRequest {
    #[setters(skip)]
    client: Client,
    #[setters(skip)]
    operation: Operation,
    #[setters(skip)]
    body: Value,
    /// Members on a page. Default: the most that the contract allows.
    page_size: Option<u32>,
    /// Resumes an earlier read: [`Page::next`] or [`Error::resume_from`].
    start_at: Option<Position>,
    /// Pages fetched ahead; see [`ListRequest::look_ahead`].
    look_ahead: Option<usize>,
    /// Ends the stream after so many members; see [`ListRequest::max_members`].
    max_members: Option<u64>,
}

impl Client {
    /// Returns a request for the list of `operation`, whose members are read as JSON objects.
    ///
    /// `body` is the request body as on the wire. Its position and page size are overwritten.
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
    /// Reads the list page by page.
    ///
    /// # Errors
    ///
    /// When the body does not fit the operation. Nothing is sent.
    pub fn pages(&self) -> Result<Pages<Value>, Error> {
        json_pages(self.operation, self)
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
