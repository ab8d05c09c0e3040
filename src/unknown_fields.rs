//! Fields that the contract does not know.

use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

/// The fields of a response that the contract does not know, unchanged.
///
/// ```
/// use tencent_chat::BannedMember;
///
/// let member: BannedMember = serde_json::from_str(r#"{"Member_Account": "bob", "Reason": "spam"}"#)?;
/// assert_eq!(member.unknown.names().collect::<Vec<_>>(), ["Reason"]);
/// assert_eq!(member.unknown.json("Reason").as_deref(), Some("\"spam\""));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct UnknownFields(Option<Box<Map<String, Value>>>);

impl UnknownFields {
    /// Returns whether every field was known.
    ///
    /// ```
    /// use tencent_chat::BannedMember;
    ///
    /// let member: BannedMember = serde_json::from_str(r#"{"Member_Account": "bob", "Reason": "spam"}"#)?;
    /// assert!(!member.unknown.is_empty());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Returns the names of the unknown fields.
    ///
    /// ```
    /// use tencent_chat::BannedMember;
    ///
    /// let member: BannedMember = serde_json::from_str(r#"{"Member_Account": "bob", "Reason": "spam"}"#)?;
    /// for name in member.unknown.names() {
    ///     println!("the service has a new field: {name}");
    /// }
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|fields| fields.keys()).map(String::as_str)
    }

    /// Returns the value of a field as JSON text, or `None` if there is no such field.
    ///
    /// ```
    /// use tencent_chat::BannedMember;
    ///
    /// let member: BannedMember = serde_json::from_str(r#"{"Member_Account": "bob", "Reason": "spam"}"#)?;
    /// assert_eq!(member.unknown.json("Reason").as_deref(), Some("\"spam\""));
    /// assert_eq!(member.unknown.json("Other"), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn json(&self, name: &str) -> Option<String> {
        self.0.as_ref()?.get(name).map(Value::to_string)
    }
}

impl Serialize for UnknownFields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().flat_map(|fields| fields.iter()))
    }
}

impl<'de> Deserialize<'de> for UnknownFields {
    /// Reads a map. An empty one allocates nothing: members of a usual response have no unknown fields.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = UnknownFields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<UnknownFields, A::Error> {
                let mut unknown = UnknownFields::default();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    unknown.0.get_or_insert_default().insert(name, value);
                }
                Ok(unknown)
            }
        }

        deserializer.deserialize_map(Fields)
    }
}
