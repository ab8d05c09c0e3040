//! What can be wrong with a sandbox before it runs.

use std::error::Error;
use std::fmt;

/// Why a sandbox cannot start, or its data cannot be used.
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
