//! `--verbose`: the library's events on stderr.

use std::io;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Shows the events of this project alone: those of the HTTP library below may hold URLs, which are signed.
pub(crate) fn start() {
    let ours = Targets::new().with_target("tencent_chat", LevelFilter::DEBUG);
    let layer = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_target(false).with_ansi(false);
    tracing_subscriber::registry().with(ours).with(layer).init();
}
