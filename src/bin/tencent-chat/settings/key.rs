//! The secret key in a file.

use std::path::Path;

use tencent_chat::SecretKey;

use crate::failure::{Failure, warn};

/// The key that stands alone in a file.
pub(crate) fn key_from_file(path: &Path) -> Result<SecretKey, Failure> {
    let shown = path.display();
    let bytes =
        std::fs::read(path).map_err(|error| Failure::usage(format!("the key file {shown} cannot be read: {error}")))?;
    let text = decoded(&bytes).ok_or_else(|| Failure::usage(format!("the key file {shown} is not text")))?;
    let key = unquoted(text.trim());
    if key.is_empty() || key.contains(char::is_whitespace) {
        return Err(Failure::usage(format!(
            "the key file {shown} must hold the secret key alone, as the Chat console shows it"
        )));
    }
    if readable_by_others(path) {
        warn(&format!("other users of this machine can read {shown}; `chmod 600` it"));
    }
    Ok(SecretKey::new(key))
}

/// The text in UTF-8 or, as PowerShell's `>` writes it, UTF-16; without a byte-order mark.
fn decoded(bytes: &[u8]) -> Option<String> {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    }
}

/// The text without quotes around it, which no key has.
fn unquoted(text: &str) -> &str {
    let inner = |quote| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(text).trim()
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
