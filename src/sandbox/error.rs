//! The error of starting a sandbox.

use std::error::Error;
use std::fmt;

/// The error of a sandbox that cannot start, or of data that cannot be used.
#[derive(Debug)]
pub struct SandboxError {
    what: String,
    source: Option<std::io::Error>,
}

impl SandboxError {
    pub(super) fn new(what: String) -> Self {
        Self { what, source: None }
    }

    pub(super) fn with_source(what: String, source: std::io::Error) -> Self {
        Self { what, source: Some(source) }
    }
}

impl fmt::Display for SandboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl Error for SandboxError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|e| e as _)
    }
}
