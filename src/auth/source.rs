//! Sources of UserSigs, and a cache of the one in use.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::sync::Mutex;

use crate::auth::{SecretKey, UserSig, usersig};
use crate::error::BoxError;
use crate::sdk_app_id::SdkAppId;
use crate::unix_time::UnixTime;

/// A source of UserSigs for a client: a [`SecretKey`], a ready-made [`UserSig`], or your own service that holds the
/// key.
///
/// ```
/// use futures_util::future::BoxFuture;
/// use tencent_chat::{BoxError, UserSig, UserSigSource, Wanted};
///
/// struct KeyService;
///
/// impl UserSigSource for KeyService {
///     fn user_sig<'a>(&'a self, wanted: Wanted<'a>) -> BoxFuture<'a, Result<UserSig, BoxError>> {
///         Box::pin(async move {
///             // ask the service for a signature of `wanted.identifier` here
///             # let _ = wanted;
///             Ok(UserSig::new("eJ-EXAMPLE-NOT-A-REAL-SIGNATURE_"))
///         })
///     }
/// }
/// ```
pub trait UserSigSource: Send + Sync + 'static {
    /// Makes a UserSig.
    ///
    /// The client caches it until a tenth of its lifetime is left, and asks for one at a time.
    ///
    /// # Errors
    ///
    /// Any error. Its text is shown, so it must not contain a secret.
    fn user_sig<'a>(&'a self, wanted: Wanted<'a>) -> BoxFuture<'a, Result<UserSig, BoxError>>;
}

/// What a client wants a UserSig for.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Wanted<'a> {
    /// The application.
    pub sdk_app_id: SdkAppId,
    /// The account that calls.
    pub identifier: &'a str,
    /// The current time of the client's clock.
    pub now: UnixTime,
    /// How long the UserSig should be valid, in whole seconds.
    pub lifetime: Duration,
}

impl UserSigSource for SecretKey {
    fn user_sig<'a>(&'a self, wanted: Wanted<'a>) -> BoxFuture<'a, Result<UserSig, BoxError>> {
        let user_sig = usersig::sign(self, wanted.sdk_app_id, wanted.identifier, wanted.now, wanted.lifetime);
        Box::pin(async { Ok(user_sig?) })
    }
}

/// Always the same UserSig. It cannot be renewed when it expires.
impl UserSigSource for UserSig {
    fn user_sig<'a>(&'a self, _wanted: Wanted<'a>) -> BoxFuture<'a, Result<UserSig, BoxError>> {
        Box::pin(async { Ok(self.clone()) })
    }
}

/// The UserSig in use, shared by all clones of a client.
pub(crate) struct SignatureCache {
    source: Box<dyn UserSigSource>,
    /// With the time when it expires, or `None` if it cannot be read: then only the service can tell.
    held: Mutex<Option<(Arc<UserSig>, Option<UnixTime>)>>,
}

impl SignatureCache {
    pub(crate) fn new(source: impl UserSigSource) -> Self {
        Self { source: Box::new(source), held: Mutex::default() }
    }

    /// A UserSig that is still good for `margin`, other than the `refused` one where that is possible.
    ///
    /// Callers wait for one renewal together.
    pub(crate) async fn get(
        &self,
        wanted: Wanted<'_>,
        margin: Duration,
        refused: Option<&Arc<UserSig>>,
    ) -> Result<Arc<UserSig>, BoxError> {
        let mut held = self.held.lock().await;
        // A tenth of its life early, so that clocks may differ, and never so late that a call outlives it.
        let needed = wanted.now.after(margin.max(wanted.lifetime / 10));
        if let Some((user_sig, expires_at)) = &*held
            && expires_at.is_none_or(|at| needed < at)
            && refused != Some(user_sig)
        {
            return Ok(Arc::clone(user_sig));
        }
        let mut user_sig = Arc::new(self.source.user_sig(wanted).await?);
        if refused == Some(&user_sig) {
            // Made in the same second, it is the same. From a second earlier it is another and as good.
            let now = UnixTime::from_secs(wanted.now.as_secs().saturating_sub(1));
            user_sig = Arc::new(self.source.user_sig(Wanted { now, ..wanted }).await?);
        }
        let expires_at = usersig::read(&user_sig).ok().map(|ticket| ticket.expires_at());
        *held = Some((Arc::clone(&user_sig), expires_at));
        Ok(user_sig)
    }
}
