//! The test vectors of UserSigs, given to what a client signs with.

use std::io::Read;

use anyhow::Context;
use base64::Engine;
use flate2::read::ZlibDecoder;
use serde_json::{Value, json};

use super::client::Program;
use crate::project_root;

/// The first vector that it signs otherwise.
///
/// A program answers with a UserSig, or with the signature alone if its signer takes the time from the system's clock.
pub(super) fn problem(program: &mut Program) -> anyhow::Result<Option<String>> {
    let path = project_root().join("tests/vectors/usersig/vectors.json");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let file: Value = serde_json::from_str(&text)?;
    for vector in file["vectors"].as_array().into_iter().flatten().filter(|vector| vector["userbuf"].is_null()) {
        let answer = program.ask(&json!({ "sign": vector }))?;
        let (signed, wanted) = match answer["user_sig"].as_str() {
            Some(user_sig) => (document(user_sig).unwrap_or_else(|error| error.to_string().into()), &vector["decoded"]),
            None => (answer["tls_sig"].clone(), &vector["tls_sig"]),
        };
        if signed != *wanted {
            return Ok(Some(format!("{}: signed {signed} instead of {wanted}", vector["id"])));
        }
    }
    Ok(None)
}

/// What is packed into a UserSig.
fn document(user_sig: &str) -> anyhow::Result<Value> {
    let standard = user_sig.replace('*', "+").replace('-', "/").replace('_', "=");
    let zipped = base64::engine::general_purpose::STANDARD.decode(standard)?;
    let mut json = String::new();
    ZlibDecoder::new(&*zipped).read_to_string(&mut json)?;
    Ok(serde_json::from_str(&json)?)
}
