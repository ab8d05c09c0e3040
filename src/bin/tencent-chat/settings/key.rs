//! The secret key, from a file or from a command such as the one of the system's keyring.

use std::path::Path;
use std::process::{Command, Stdio};

use tencent_chat::SecretKey;

use crate::failure::{Failure, warn};

/// The key that stands alone in a file.
pub(crate) fn key_from_file(path: &Path) -> Result<SecretKey, Failure> {
    // What is no path may be the key itself.
    let is_path = path.exists() || path.components().count() > 1;
    let shown = if is_path { path.display().to_string() } else { "(its name is not repeated)".to_owned() };
    let bytes =
        std::fs::read(path).map_err(|error| Failure::usage(format!("the key file {shown} cannot be read: {error}")))?;
    let key = key_alone(&bytes, &format!("the key file {shown} must hold"))?;
    if open_to_others(path) {
        warn(&format!("other users of this machine can read or write {shown}; `chmod 600` it"));
    }
    Ok(key)
}

/// The key that a command prints. It is started without a shell, and may ask on the terminal.
pub(crate) fn key_from_command(command: &[String]) -> Result<SecretKey, Failure> {
    let [program, arguments @ ..] = command else {
        return Err(Failure::usage("the profile's secret-key-command is empty"));
    };
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::usage(format!("the secret-key-command {program} cannot be started: {error}")))?;
    if !output.status.success() {
        let status = output.status;
        return Err(Failure::usage(format!("the secret-key-command {program} printed no key: {status}"))
            .hint("run it by itself: it must print the secret key and end with status 0"));
    }
    key_alone(&output.stdout, &format!("the secret-key-command {program} must print"))
}

/// The key in `bytes`, which hold nothing else.
fn key_alone(bytes: &[u8], must: &str) -> Result<SecretKey, Failure> {
    let text = decoded(bytes).unwrap_or_default();
    let key = unquoted(text.trim());
    if key.is_empty() || key.contains(char::is_whitespace) {
        return Err(Failure::usage(format!("{must} the secret key alone, as text, as the Chat console shows it")));
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
fn open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o066 != 0)
}

/// Elsewhere rights are not in the file's mode, and nothing is known.
#[cfg(not(unix))]
fn open_to_others(_: &Path) -> bool {
    false
}
