//! Secrets that do not print themselves.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

/// The application's secret key, as the console shows it.
///
/// It never prints itself and is wiped from memory when dropped.
///
/// ```
/// use tencent_chat::SecretKey;
///
/// let key = SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e");
/// assert_eq!(format!("{key:?}"), "SecretKey(***)");
/// ```
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SecretKey(String);

/// A signature that lets its bearer act as an account until it expires (TLSSigAPIv2).
///
/// It never prints itself and is wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct UserSig(String);

impl SecretKey {
    /// Takes the key; white space around it is dropped, since keys are copied from pages and files.
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        let mut key = key.into();
        let trimmed = key.trim().to_owned();
        key.zeroize();
        Self(trimmed)
    }

    /// The key itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl UserSig {
    /// Takes a signature made elsewhere; white space around it is dropped.
    #[must_use]
    pub fn new(user_sig: impl Into<String>) -> Self {
        let mut user_sig = user_sig.into();
        let trimmed = user_sig.trim().to_owned();
        user_sig.zeroize();
        Self(trimmed)
    }

    /// The signature itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(***)")
    }
}

impl fmt::Debug for UserSig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserSig(***)")
    }
}
