use std::io::Write;
use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::ZlibEncoder};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;

pub struct Account {
    pub app: u32,
    pub admin: String,
    pub user_sig: String,
    pub random: fn() -> u32,
}

/// The code that a call failed with, 0 if it was none of the service's, and what is known of it.
pub struct Refused(pub i64, pub String);

impl Refused {
    /// A failure on the way, told without the URL, which holds the signature.
    pub fn on_the_way(error: reqwest::Error) -> Self {
        Self(0, format!("{:?}", error.without_url()))
    }
}

pub fn check(code: i32, status: &str, info: Option<&String>) -> Result<(), Refused> {
    let text = || info.cloned().unwrap_or_default();
    if code == 0 && status != "FAIL" { Ok(()) } else { Err(Refused(code.into(), text())) }
}

pub fn sign(app: u32, admin: &str, key: &str, now: u64, expire: u64) -> String {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key.as_bytes()).expect("any length will do");
    mac.update(format!("TLS.identifier:{admin}\nTLS.sdkappid:{app}\nTLS.time:{now}\nTLS.expire:{expire}\n").as_bytes());
    let document = json!({ "TLS.ver": "2.0", "TLS.identifier": admin, "TLS.sdkappid": app, "TLS.time": now,
        "TLS.expire": expire, "TLS.sig": STANDARD.encode(mac.finalize().into_bytes()) });
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    write!(packed, "{document}").expect("in memory");
    STANDARD.encode(packed.finish().expect("in memory")).replace('+', "*").replace('/', "-").replace('=', "_")
}

pub fn http() -> reqwest::Client {
    // A redirect would carry the signature away.
    let client = reqwest::Client::builder().timeout(Duration::from_secs(10)).redirect(reqwest::redirect::Policy::none());
    client.build().expect("no TLS")
}
