//! `tencent-chat banned-members`

use tencent_chat::{Operation, Position};

use crate::contract::fields;
use crate::failure::Failure;
use crate::list::{Paging, Print};
use crate::options::Options;

/// Lists who is banned in an audio-video group, and until when
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// ID of the group, such as '@TGS#aJRGC4MH6'
    group_id: String,
    /// Go on after so many members
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: u64,
    #[command(flatten)]
    paging: Paging,
}

pub(crate) async fn run(options: &Options, arguments: Arguments) -> Result<(), Failure> {
    let session = options.session().await?;
    let mut list = session.client.banned_members(arguments.group_id).start_at(Position::Offset(arguments.offset));
    if let Some(size) = arguments.paging.page_size {
        list = list.page_size(size);
    }
    let fields = fields(Operation::GetGroupBanMember);
    Print { format: options.format, fields, custom: Vec::new() }.list(list.pages()).await
}
