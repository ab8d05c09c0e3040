//! Enums of strings that keep the values they do not know.

use std::borrow::Cow;

/// An enum of known values, each with its meaning, and `Unknown`; `build.rs` writes the invocation.
macro_rules! open_enum {
    ($name:ident $doc:literal; $($variant:ident $value:literal $meaning:literal;)*) => {
        #[doc = $doc]
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = $meaning] $variant,)*
            /// A value that the contract does not know, unchanged.
            Unknown(String),
        }

        impl $name {
            /// The known values as they are on the wire, each with its meaning.
            pub const KNOWN: &'static [(&'static str, &'static str)] = &[$(($value, $meaning)),*];

            /// Returns the value as it is on the wire.
            ///
            /// ```
            /// use tencent_chat::Role;
            ///
            /// assert_eq!(Role::Owner.as_str(), "Owner");
            /// assert_eq!(Role::from("Moderator").as_str(), "Moderator");
            /// ```
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        #[cfg(feature = "schemars")]
        $crate::contract::json_schema::open_schema!($name);

        /// An empty value, which is refused before it is sent.
        impl Default for $name {
            fn default() -> Self {
                Self::Unknown(String::new())
            }
        }

        impl From<&str> for $name {
            /// White space around a known value is ignored: two of the vendor's samples have some.
            fn from(value: &str) -> Self {
                match value.trim() {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown(value.to_owned()),
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(value: &str) -> Result<Self, Self::Err> {
                Ok(value.into())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::contract::Text::deserialize(deserializer).map(|text| Self::from(&*text.0))
            }
        }
    };
}
pub(crate) use open_enum;

/// A value that is borrowed where the document allows, so that a known one costs no allocation.
#[derive(serde::Deserialize)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);
