//! placeholder
#[derive(Debug)]
pub struct Error(String);
impl Error {
    pub(crate) fn refused(s: impl Into<String>) -> Self {
        Self(s.into())
    }
}
impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
impl std::error::Error for Error {}
