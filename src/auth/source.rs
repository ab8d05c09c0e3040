//! Sources of UserSigs, and a cache of the one in use.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::sync::Mutex;

use crate::auth::usersig::{self, Ticket};
use crate::auth::{SecretKey, UserSig};
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
    /// The client caches it until a tenth of its lifetime is left, or of [`Wanted::lifetime`] if that is shorter, and
    /// never asks for two at once.
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
    /// With what it says of itself, or `None` if it cannot be read: then only the service can tell when it expires.
    held: Mutex<Option<(Arc<UserSig>, Option<Ticket>)>>,
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
        let lasts = |ticket: &Ticket| {
            let early = margin.max(ticket.lifetime.min(wanted.lifetime) / 10);
            wanted.now.after(early) < ticket.expires_at()
        };
        if let Some((user_sig, ticket)) = &*held
            && ticket.as_ref().is_none_or(lasts)
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
        *held = Some((Arc::clone(&user_sig), usersig::read(&user_sig).ok()));
        Ok(user_sig)
    }
}
