//! What happens in a world, line by line, and what may not stand in it.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tracing::field::{Field, Visit};
use tracing::span;
use tracing::{Event, Metadata};

use crate::network::Network;

/// What has happened, and the secrets that were in use.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    text: String,
    secrets: BTreeSet<String>,
    pieces: BTreeSet<String>,
}

/// Length of a piece of a secret that tells too much.
const PIECE: usize = 40;

impl Trace {
    pub(crate) fn line(&mut self, at: Duration, line: impl Display) {
        let _ = writeln!(self.text, "{:.6} {line}", at.as_secs_f64());
    }

    /// From now on none of its pieces may appear.
    pub(crate) fn secret(&mut self, secret: &str) {
        if !secret.is_empty() && self.secrets.insert(secret.to_owned()) {
            // Those of the beginning are the same in every signature, whoever made it.
            let starts = [PIECE, secret.len() / 2, secret.len().saturating_sub(PIECE + 1)];
            self.pieces.extend(starts.iter().filter_map(|start| secret.get(*start..start + PIECE)).map(str::to_owned));
            self.pieces.insert(secret.to_owned());
        }
    }

    /// The first line with a secret in it.
    pub(crate) fn leak(&self) -> Option<&str> {
        let leaked = self.pieces.iter().find(|piece| self.text.contains(piece.as_str()))?;
        self.text.lines().find(|line| line.contains(leaked.as_str())).or(Some("over several lines"))
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// Writes down what the client logs.
pub(crate) struct Listener(pub(crate) Arc<Network>, AtomicU64);

impl Listener {
    pub(crate) const fn new(network: Arc<Network>) -> Self {
        Self(network, AtomicU64::new(0))
    }
}

impl tracing::Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("tencent_chat")
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        let mut fields = Fields(attributes.metadata().name().to_owned());
        attributes.record(&mut fields);
        self.0.log(fields.0);
        span::Id::from_u64(self.1.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        let mut fields = Fields("records".to_owned());
        values.record(&mut fields);
        self.0.log(fields.0);
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(event.metadata().level().to_string());
        event.record(&mut fields);
        self.0.log(fields.0);
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}
