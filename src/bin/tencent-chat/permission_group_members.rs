//! `tencent-chat permission-group-members`

use clap::builder::{PossibleValuesParser, TypedValueParser};
use tencent_chat::{MemberInfoField, Operation, Position};

use crate::contract::{Kind, fields, values};
use crate::failure::Failure;
use crate::list::{Paging, Print};
use crate::options::Options;

/// Lists who belongs to a permission group of a community
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// ID of the community, such as '@TGS#_@TGS#cAVQXXXXXX'
    group_id: String,
    /// ID of the permission group, such as '@PMG#_@PMG#cDR'
    permission_group_id: String,
    /// A field to read; may be given again; all of them unless given
    #[arg(long = "field", value_name = "FIELD", value_parser = field())]
    fields: Vec<MemberInfoField>,
    /// Key of a custom field to read; may be given again
    #[arg(long = "custom-field", value_name = "KEY")]
    custom_fields: Vec<String>,
    /// Go on at the cursor that an earlier reading named
    #[arg(long, value_name = "CURSOR", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    next: String,
    #[command(flatten)]
    paging: Paging,
}

pub(crate) async fn run(options: &Options, arguments: Arguments) -> Result<(), Failure> {
    let Arguments { group_id, permission_group_id, fields: asked, custom_fields: custom, next, paging } = arguments;
    let session = options.session().await?;
    let mut list = session
        .client
        .permission_group_members(group_id, permission_group_id)
        .fields(asked.iter().copied())
        .custom_fields(&custom)
        .start_at(Position::Cursor(next));
    if let Some(size) = paging.page_size {
        list = list.page_size(size);
    }
    let mut fields = fields(Operation::GetPermissionGroupMemberList);
    if !asked.is_empty() {
        let asked: Vec<_> = asked.iter().map(ToString::to_string).collect();
        let is_asked = |name: &str| asked.iter().any(|asked| asked == name);
        // Custom fields do not depend on this filter.
        fields.retain(|field| field.required || field.kind == Kind::Custom || is_asked(field.name));
    }
    Print { format: options.format, fields, custom }.list(list.pages()).await
}

fn field() -> impl TypedValueParser<Value = MemberInfoField> {
    PossibleValuesParser::new(values("MemberInfoField")).try_map(|name| name.parse::<MemberInfoField>())
}
