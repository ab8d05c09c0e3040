//! Pure functions that make, read and check UserSigs (TLSSigAPIv2).
//!
//! A UserSig is a document that names an account, an application and a lifetime,
//! signed with the application's secret key. Its bearer can act as that account until it expires.
//! A client of this crate signs by itself; these functions are for tools and tests,
//! and for servers that hand UserSigs to their own users.
//!
//! ```
//! use std::time::Duration;
//! use tencent_chat::{ErrorCode, SdkAppId, SecretKey, UnixTime, usersig};
//!
//! let app = SdkAppId::new(1400000000)?;
//! let key = SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e");
//! let issued_at = UnixTime::from_secs(1_700_000_000);
//! let day = Duration::from_secs(86_400);
//!
//! let user_sig = usersig::sign(&key, app, "administrator", issued_at, day)?;
//! let ticket = usersig::check(&user_sig, &key, app, "administrator", issued_at)?;
//! assert_eq!(ticket.expires_at(), issued_at.after(day));
//!
//! let refusal = usersig::check(&user_sig, &key, app, "someone else", issued_at).unwrap_err();
//! assert_eq!(refusal.error_code(), ErrorCode::IDENTIFIER_MISMATCH);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac_sha256::HMAC;
use miniz_oxide::deflate::{CompressionLevel, compress_to_vec_zlib};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use serde::{Deserialize, Serialize};

use crate::auth::{SecretKey, UserSig};
use crate::contract::IDENTIFIER_BYTES;
use crate::error::{Error, ErrorCode};
use crate::sdk_app_id::SdkAppId;
use crate::unix_time::UnixTime;

/// Makes a UserSig for an account, valid from `issued_at` for `lifetime` (in whole seconds; fractions are dropped).
///
/// The vendor advises a lifetime of a day or more and names 50 years as the longest. The service decides how long one
/// is accepted.
///
/// ```
/// use std::time::Duration;
/// use tencent_chat::{SdkAppId, SecretKey, UnixTime, usersig};
///
/// let key = SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e");
/// let day = Duration::from_secs(86_400);
/// let user_sig = usersig::sign(&key, SdkAppId::new(1400000000)?, "alice", UnixTime::now(), day)?;
/// # Ok::<(), tencent_chat::Error>(())
/// ```
///
/// # Errors
///
/// When the identifier is not 1 to 32 bytes or contains a control character. The signed text consists of lines, so a
/// line break in a name could forge another field.
pub fn sign(
    key: &SecretKey,
    sdk_app_id: SdkAppId,
    identifier: &str,
    issued_at: UnixTime,
    lifetime: Duration,
) -> Result<UserSig, Error> {
    check_identifier(identifier)?;
    let mut document = Document {
        version: VERSION.to_owned(),
        identifier: identifier.to_owned(),
        sdk_app_id: sdk_app_id.get().into(),
        issued_at: issued_at.as_secs(),
        lifetime: lifetime.as_secs(),
        user_buffer: None,
        signature: String::new(),
    };
    document.signature = BASE64.encode(document.mac(key).finalize());
    Ok(document.pack())
}

/// Refuses what cannot be the name of an account.
pub(crate) fn check_identifier(identifier: &str) -> Result<(), Error> {
    let length = identifier.len();
    if length == 0 || length > IDENTIFIER_BYTES {
        return Err(Error::refused(format!("the identifier has {length} bytes; give 1 to {IDENTIFIER_BYTES} bytes")));
    }
    if identifier.contains(char::is_control) {
        return Err(Error::refused(format!("the identifier {identifier:?} holds a control character; remove it")));
    }
    Ok(())
}

/// Checks a UserSig as the service would for a request of `sdk_app_id` and `identifier` at `now`, and reads it.
///
/// The order is that of the vendor's own verifiers: form, application, account, lifetime, key.
/// So one that has expired and was made with another key counts as expired.
/// It is valid up to and including the second in which it expires.
/// Like theirs, the check does not object to one that was issued in the future.
///
/// ```
/// use std::time::Duration;
/// use tencent_chat::{SdkAppId, SecretKey, UnixTime, usersig};
///
/// let (app, key) = (SdkAppId::new(1400000000)?, SecretKey::new("key"));
/// let user_sig = usersig::sign(&key, app, "alice", UnixTime::now(), Duration::from_secs(60))?;
///
/// let ticket = usersig::check(&user_sig, &key, app, "alice", UnixTime::now())?;
/// assert_eq!(ticket.identifier, "alice");
/// let refusal = usersig::check(&user_sig, &SecretKey::new("another key"), app, "alice", UnixTime::now());
/// assert_eq!(refusal, Err(usersig::Refusal::WrongKey));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// The reason why it is refused. [`Refusal::error_code`] is what the service would answer.
pub fn check(
    user_sig: &UserSig,
    key: &SecretKey,
    sdk_app_id: SdkAppId,
    identifier: &str,
    now: UnixTime,
) -> Result<Ticket, Refusal> {
    let document = Document::unpack(user_sig)?;
    if document.sdk_app_id != u64::from(sdk_app_id.get()) {
        return Err(Refusal::OtherApplication { signed: document.sdk_app_id, asked: sdk_app_id });
    }
    if document.identifier != identifier {
        return Err(Refusal::OtherIdentifier { signed: document.identifier, asked: identifier.to_owned() });
    }
    let signature = BASE64.decode(&document.signature).ok().and_then(|bytes| bytes.try_into().ok());
    let made_with_key = signature.is_some_and(|signature| document.mac(key).finalize_verify(&signature));
    let ticket = document.ticket();
    if ticket.is_expired(now) {
        return Err(Refusal::Expired { at: ticket.expires_at() });
    }
    if made_with_key { Ok(ticket) } else { Err(Refusal::WrongKey) }
}

/// Reads a UserSig without a key. Whether it is genuine is not checked.
///
/// ```
/// use tencent_chat::{UserSig, usersig};
///
/// assert!(usersig::read(&UserSig::new("not a UserSig")).is_err());
/// ```
///
/// # Errors
///
/// [`Refusal::Unreadable`] when it cannot be decoded.
pub fn read(user_sig: &UserSig) -> Result<Ticket, Refusal> {
    Document::unpack(user_sig).map(Document::ticket)
}

/// Returns what no text may show: the UserSig and the signature in it.
pub(crate) fn secrets(user_sig: &UserSig) -> Vec<String> {
    let mac = Document::unpack(user_sig).map(|document| document.signature).unwrap_or_default();
    vec![user_sig.expose().to_owned(), mac]
}

/// The content of a UserSig, without its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ticket {
    /// The account.
    pub identifier: String,
    /// The ID of the application. A number that no application can have is kept unchanged.
    pub sdk_app_id: u64,
    /// The time when it was issued.
    pub issued_at: UnixTime,
    /// How long it is valid, in whole seconds.
    pub lifetime: Duration,
}

impl Ticket {
    /// Returns the last second in which it is valid.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tencent_chat::{SdkAppId, SecretKey, UnixTime, usersig};
    /// # let issued_at = UnixTime::from_secs(1_700_000_000);
    /// # let app = SdkAppId::new(1400000000)?;
    /// # let user_sig = usersig::sign(&SecretKey::new("key"), app, "alice", issued_at, Duration::from_secs(60))?;
    /// let ticket = usersig::read(&user_sig)?;
    /// assert_eq!(ticket.expires_at().to_string(), "2023-11-14T22:14:20Z");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn expires_at(&self) -> UnixTime {
        self.issued_at.after(self.lifetime)
    }

    /// Returns whether its last second has passed.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tencent_chat::{SdkAppId, SecretKey, UnixTime, usersig};
    /// # let issued_at = UnixTime::from_secs(1_700_000_000);
    /// # let app = SdkAppId::new(1400000000)?;
    /// # let user_sig = usersig::sign(&SecretKey::new("key"), app, "alice", issued_at, Duration::from_secs(60))?;
    /// let ticket = usersig::read(&user_sig)?;
    /// assert!(!ticket.is_expired(ticket.expires_at()));
    /// assert!(ticket.is_expired(UnixTime::now()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_expired(&self, now: UnixTime) -> bool {
        now > self.expires_at()
    }
}

/// The reason why a UserSig is refused.
#[derive(Debug, Clone, PartialEq, Eq, derive_more::Display, derive_more::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// It cannot be decoded: cut off, not compressed, or made by another algorithm.
    #[display("the UserSig cannot be read: {why}; make it by the official algorithm (TLSSigAPIv2), pass it on whole")]
    Unreadable {
        /// The step of decoding that failed.
        why: &'static str,
    },
    /// It was made for another application.
    #[display("the UserSig was made for SDKAppID {signed}, not {asked}; sign for the application that is called")]
    OtherApplication {
        /// The application that it names.
        signed: u64,
        /// The application that the request names.
        asked: SdkAppId,
    },
    /// It was made for another account.
    #[display("the UserSig was made for identifier {signed:?}, not {asked:?}; sign for the identifier that is sent")]
    OtherIdentifier {
        /// The account that it names.
        signed: String,
        /// The account that the request names.
        asked: String,
    },
    /// Its lifetime is over.
    #[display("the UserSig expired at {at}; make a new one, and check the clock of whoever signs")]
    Expired {
        /// The last second in which it was valid.
        at: UnixTime,
    },
    /// It was not made with this key, or was changed afterwards.
    #[display("the UserSig was made with another key or was changed; sign with the key that the console shows")]
    WrongKey,
}

impl Refusal {
    /// Returns the error code that the service answers to such a UserSig.
    ///
    /// ```
    /// use tencent_chat::{ErrorCode, UserSig, usersig};
    ///
    /// let refusal = usersig::read(&UserSig::new("not a UserSig")).unwrap_err();
    /// assert_eq!(refusal.error_code(), ErrorCode::USERSIG_ILLEGAL);
    /// ```
    pub const fn error_code(&self) -> ErrorCode {
        match self {
            Self::Unreadable { .. } => ErrorCode::USERSIG_ILLEGAL,
            Self::OtherApplication { .. } => ErrorCode::SDK_APP_ID_MISMATCH,
            Self::OtherIdentifier { .. } => ErrorCode::IDENTIFIER_MISMATCH,
            Self::Expired { .. } => ErrorCode::USERSIG_EXPIRED,
            Self::WrongKey => ErrorCode::USERSIG_WRONG_KEY,
        }
    }
}

/// The only version of the document.
const VERSION: &str = "2.0";

/// The largest document, in bytes. Real ones have a few hundred; more would be an attack on memory.
const DOCUMENT_BYTES: usize = 16 * 1024;

/// The document inside a UserSig. It has no `Debug`, since it holds the signature.
#[derive(Serialize, Deserialize)]
struct Document {
    #[serde(rename = "TLS.ver")]
    version: String,
    #[serde(rename = "TLS.identifier")]
    identifier: String,
    #[serde(rename = "TLS.sdkappid")]
    sdk_app_id: u64,
    #[serde(rename = "TLS.time")]
    issued_at: i64,
    // The vendor's Go library leaves a zero out.
    #[serde(rename = "TLS.expire", default)]
    lifetime: u64,
    // Rights in audio and video rooms. Chat does not use it, but it is part of what is signed.
    #[serde(rename = "TLS.userbuf", default, skip_serializing_if = "Option::is_none")]
    user_buffer: Option<String>,
    #[serde(rename = "TLS.sig")]
    signature: String,
}

impl Document {
    /// HMAC over the lines that are signed. The key is the text itself, not the bytes its digits mean.
    fn mac(&self, key: &SecretKey) -> HMAC {
        let mut text = format!(
            "TLS.identifier:{}\nTLS.sdkappid:{}\nTLS.time:{}\nTLS.expire:{}\n",
            self.identifier, self.sdk_app_id, self.issued_at, self.lifetime
        );
        if let Some(buffer) = &self.user_buffer {
            text.push_str(&format!("TLS.userbuf:{buffer}\n"));
        }
        let mut mac = HMAC::new(key.expose());
        mac.update(text);
        mac
    }

    fn ticket(self) -> Ticket {
        let (issued_at, lifetime) = (UnixTime::from_secs(self.issued_at), Duration::from_secs(self.lifetime));
        Ticket { identifier: self.identifier, sdk_app_id: self.sdk_app_id, issued_at, lifetime }
    }

    fn pack(&self) -> UserSig {
        let json = serde_json::to_vec(self).expect("strings and integers are always JSON");
        let text = BASE64.encode(compress_to_vec_zlib(&json, CompressionLevel::DefaultLevel as u8));
        UserSig::new(translate(&text, URL_SAFE, STANDARD))
    }

    fn unpack(user_sig: &UserSig) -> Result<Self, Refusal> {
        let unreadable = |why| Refusal::Unreadable { why };
        let zipped = BASE64.decode(translate(user_sig.expose(), STANDARD, URL_SAFE));
        let zipped = zipped.map_err(|_| unreadable("it is not base64 with `*`, `-` and `_`, or it is cut off"))?;
        let json = decompress_to_vec_zlib_with_limit(&zipped, DOCUMENT_BYTES).map_err(|error| match error.status {
            TINFLStatus::HasMoreOutput => unreadable("its document is too large"),
            _ => unreadable("it is not compressed with zlib, or it is cut off"),
        })?;
        let document: Self =
            serde_json::from_slice(&json).map_err(|_| unreadable("its document is not the JSON of a UserSig"))?;
        if document.version != VERSION {
            return Err(unreadable("its version is not 2.0"));
        }
        // Both are lines of what is signed: with a line break in one, the same signature would vouch for other lines.
        if check_identifier(&document.identifier).is_err() {
            return Err(unreadable("no account can have the name in it"));
        }
        if document.user_buffer.as_ref().is_some_and(|buffer| BASE64.decode(buffer).is_err()) {
            return Err(unreadable("its user buffer is not base64"));
        }
        Ok(document)
    }
}

/// What base64 writes beside letters and digits.
const STANDARD: [char; 3] = ['+', '/', '='];
/// What a UserSig has in their place, in the same order. This is not RFC 4648's base64url.
const URL_SAFE: [char; 3] = ['*', '-', '_'];

/// `text` with each character of `from` replaced by the one at its place in `to`.
fn translate(text: &str, to: [char; 3], from: [char; 3]) -> String {
    text.chars().map(|c| from.iter().position(|f| *f == c).map_or(c, |i| to[i])).collect()
}
