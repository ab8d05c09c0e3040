//! Members as flat records.

use serde::ser::{Error, Serialize, SerializeStruct, Serializer};
use serde_json::Value;

use crate::list::{List, ListRequest};

/// A member as a flat record with the columns of [`List::FIELDS`], whatever the member has; made by
/// [`ListRequest::row`].
///
/// The `csv` crate can write it, which it cannot a member: there the fields that the contract does not know are mixed
/// with the others. Here they are left out. A missing field is empty, and a field with parts is JSON text.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a, L: List>(&'a L::Item);

impl<L: List> ListRequest<L> {
    /// Returns a member as a flat record.
    ///
    /// ```no_run
    /// # async fn example(client: tencent_chat::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use tencent_chat::BannedMembers;
    ///
    /// let mut file = csv::Writer::from_path("banned.csv")?;
    /// let mut members = client.banned_members("@TGS#aJRGC4MH6").members();
    /// while let Some(member) = members.next().await {
    ///     file.serialize(BannedMembers::row(&member?))?;
    /// }
    /// file.flush()?;
    /// # Ok(()) }
    /// ```
    pub const fn row(member: &L::Item) -> Row<'_, L> {
        Row(member)
    }
}

impl<L: List> Serialize for Row<'_, L> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let member = serde_json::to_value(self.0).map_err(S::Error::custom)?;
        let mut row = serializer.serialize_struct("Row", L::FIELDS.len())?;
        for field in L::FIELDS {
            match &member[field] {
                parts @ (Value::Array(_) | Value::Object(_)) => row.serialize_field(field, &parts.to_string())?,
                value => row.serialize_field(field, value)?,
            }
        }
        row.end()
    }
}
