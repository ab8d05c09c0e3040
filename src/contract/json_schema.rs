//! JSON Schemas of what members are made of.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::contract::ErrorCode;
use crate::unix_time::UnixTime;
use crate::unknown_fields::UnknownFields;

impl JsonSchema for UnixTime {
    fn schema_name() -> Cow<'static, str> {
        "UnixTime".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "format": "int64", "description": "Seconds since the Unix epoch." })
    }
}

impl JsonSchema for ErrorCode {
    fn schema_name() -> Cow<'static, str> {
        "ErrorCode".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "format": "int32", "description": "An error code; 0 is success." })
    }
}

/// Flattened into a member, it allows any further field.
impl JsonSchema for UnknownFields {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "UnknownFields".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": true })
    }
}

/// The schema of an open enum: any string, with the meanings of the known ones.
pub(crate) fn open(known: &[(&str, &str)]) -> Schema {
    let known = known.iter().map(|(value, meaning)| json_schema!({ "const": value, "description": meaning }));
    let any = json_schema!({ "type": "string", "description": "A value that the contract does not know." });
    json_schema!({ "anyOf": known.chain([any]).collect::<Vec<_>>() })
}

/// Implements `JsonSchema` for an open enum.
macro_rules! open_schema {
    ($name:ident) => {
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::contract::json_schema::open(Self::KNOWN)
            }
        }
    };
}
pub(crate) use open_schema;
