//! Authentication: the secret key, UserSigs, and the sources of UserSigs.

mod secret;
mod source;
pub mod usersig;

pub use secret::{SecretKey, UserSig};
pub(crate) use source::SignatureCache;
pub use source::{UserSigSource, Wanted};
