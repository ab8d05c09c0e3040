//! Who calls: the application, its account and its key.

use std::path::Path;

use tencent_chat::{SdkAppId, SecretKey};

use crate::failure::{Failure, say};

pub(crate) struct Account {
    pub(crate) sdk_app_id: SdkAppId,
    pub(crate) identifier: String,
    pub(crate) key: SecretKey,
}

/// A variable of the environment that is set and not blank.
pub(crate) fn variable(name: &str) -> Result<Option<String>, Failure> {
    match std::env::var(name) {
        Ok(value) if value.trim().is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        // The value is not repeated: it may be the key.
        Err(std::env::VarError::NotUnicode(_)) => Err(Failure::usage(format!("{name} is not text"))),
    }
}

/// The key that stands alone in a file.
pub(crate) fn key_from_file(path: &Path) -> Result<SecretKey, Failure> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::usage(format!("the key file {shown} cannot be read: {error}")))?;
    let key = SecretKey::new(text);
    if key.expose().is_empty() || key.expose().contains(char::is_whitespace) {
        return Err(Failure::usage(format!(
            "the key file {shown} must hold the secret key alone, as the Chat console shows it"
        )));
    }
    if readable_by_others(path) {
        say(&format!("warning: other users of this machine can read {shown}; `chmod 600` it"));
    }
    Ok(key)
}

#[cfg(unix)]
fn readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o004 != 0)
}

/// Elsewhere rights are not in the file's mode, and nothing is known.
#[cfg(not(unix))]
fn readable_by_others(_: &Path) -> bool {
    false
}
