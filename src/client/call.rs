//! The one path that every call takes: permit, signature, request, answer, and perhaps again.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};
use tracing::Instrument;

use crate::auth::{UserSig, Wanted};
use crate::client::endpoint::{Endpoint, Envelope};
use crate::client::{Client, RetryPolicy, transport};
use crate::contract::ErrorCode;
use crate::error::{ApiError, Attempt, BoxError, Error, Kind, from_transport};
use crate::generated::client::ResponseValue;
use crate::generated::contract::{ActionStatus, RetryClass};
use crate::rate::Quota;
use crate::unix_time::UnixTime;

impl Client {
    /// Checks the request and sends it until there is a response or the policy gives up.
    pub(crate) async fn call<E: Endpoint>(&self, request: &E, policy: &RetryPolicy) -> Result<E::Response, Error> {
        request.check().map_err(Error::refused)?;
        policy.check()?;
        let span = tracing::debug_span!("call", operation = E::OPERATION.info().id, ?request);
        let mut attempts = Vec::new();
        let outcome = self.attempts(request, policy, &mut attempts).instrument(span).await;
        outcome.map_err(|kind| Error::new(E::OPERATION, kind, attempts))
    }

    async fn attempts<E: Endpoint>(
        &self,
        request: &E,
        policy: &RetryPolicy,
        attempts: &mut Vec<Attempt>,
    ) -> Result<E::Response, Kind> {
        let settings = &self.0.settings;
        let quota = Quota { sdk_app_id: settings.sdk_app_id, operation: E::OPERATION };
        let local = |what| move |e: BoxError| Kind::Local { what, detail: e.to_string() };
        let mut refused: Option<Arc<UserSig>> = None;
        let mut last = None;
        let mut started = None;
        let mut waited = Duration::ZERO;
        loop {
            // Each attempt takes its own permit, its own `random` and a UserSig that will outlive it.
            let permit = settings.rate_limiter.acquire(quota).await;
            let permit = permit.map_err(local("the rate limiter cannot be asked"))?;
            let started = *started.get_or_insert_with(Instant::now);
            let limit = policy.attempt_timeout.min(policy.deadline.saturating_sub(started.elapsed()));
            let user_sig = timeout(limit, self.user_sig(limit, refused.as_ref())).await;
            let user_sig = user_sig.unwrap_or_else(|_| Err(format!("its source took over {limit:?}").into()));
            let user_sig = user_sig.map_err(local("no UserSig could be had"))?;
            // The source has no other signature, or the wait in line has used up the deadline.
            let futile = limit.is_zero() || refused.as_ref() == Some(&user_sig);
            if let Some(kind) = last.take_if(|_| futile) {
                return Err(kind);
            }

            let begun = Instant::now();
            // Held here, so that the call is over when this attempt is, whoever else may still have its request.
            let permit = Arc::new(Mutex::new(permit));
            let once = transport::PERMIT.scope(Arc::downgrade(&permit), self.once(request, &user_sig));
            let outcome = timeout(limit, once).await;
            drop(permit);
            let outcome = outcome.unwrap_or_else(|_| Err(Kind::Timeout(format!("nothing for {limit:?}"))));
            let took = begun.elapsed();
            let (operation, number) = (E::OPERATION, attempts.len() + 1);
            let attempt = Attempt { operation, number, took, waited, members: None, code: None, failure: None };
            let attempt = attempt.with_outcome(outcome.as_ref().map(E::members));
            settings.observer.iter().for_each(|observer| observer(&attempt));
            attempts.push(attempt);
            let kind = match outcome {
                Ok(response) => return Ok(response),
                Err(kind) => kind,
            };

            let class = kind.retry_class(E::OPERATION.info().safe_to_repeat);
            if class == RetryClass::SlowDown {
                settings.rate_limiter.slow_down(quota);
            }
            let again = class != RetryClass::SignAgain || refused.is_none();
            match policy.wait(class, attempts.len(), started.elapsed()).filter(|_| again) {
                Some(wait) => waited = wait,
                None => return Err(kind),
            }
            if class == RetryClass::SignAgain {
                refused = Some(user_sig);
            }
            tracing::debug!(?waited, "trying again");
            last = Some(kind);
            sleep(waited).await;
        }
    }

    /// Sends the request once.
    async fn once<E: Endpoint>(&self, request: &E, user_sig: &UserSig) -> Result<E::Response, Kind> {
        let host = self.0.hosts.choose();
        match request.send(&host.client, self.sdk_app_id().get(), self.identifier(), user_sig.expose()).await {
            Ok(response) => self.opened::<E>(response, user_sig),
            Err(error) => {
                let kind = from_transport::kind::<E::Response>(error, user_sig.expose()).await;
                if matches!(kind, Kind::Connect(_)) {
                    host.mark_unreachable();
                }
                Err(kind)
            }
        }
    }

    fn opened<E: Endpoint>(
        &self,
        response: ResponseValue<E::Response>,
        user_sig: &UserSig,
    ) -> Result<E::Response, Kind> {
        judge(&E::envelope(&response)).map_err(|mut api| {
            api.info = from_transport::scrubbed(&api.info, user_sig.expose());
            let date = response.headers().get(http::header::DATE).and_then(|date| date.to_str().ok());
            let service_time = date.and_then(|date| httpdate::parse_http_date(date).ok()).map(UnixTime::from);
            let ahead = service_time.map(|time| self.now().as_secs().saturating_sub(time.as_secs()));
            api.clock_ahead = ahead.filter(|s| api.code.is_auth() && s.unsigned_abs() > CLOCK_TOLERANCE);
            Kind::Api(api)
        })?;
        Ok(response.into_inner())
    }

    async fn user_sig(&self, margin: Duration, refused: Option<&Arc<UserSig>>) -> Result<Arc<UserSig>, BoxError> {
        let settings = &self.0.settings;
        let (sdk_app_id, identifier) = (settings.sdk_app_id, self.identifier());
        let wanted = Wanted { sdk_app_id, identifier, now: self.now(), lifetime: settings.user_sig_lifetime };
        let user_sig = settings.signatures.get(wanted, margin, refused).await?;
        if user_sig.expose().is_empty() { Err("it is empty".into()) } else { Ok(user_sig) }
    }
}

/// Seconds by which clocks may differ before it is worth a word.
const CLOCK_TOLERANCE: u64 = 60;

/// The only place where `ActionStatus` and `ErrorCode` are judged.
///
/// A non-zero code is a failure whatever the status says, and so is `FAIL` with code 0. A status that the contract
/// does not know is no failure by itself.
fn judge(envelope: &Envelope<'_>) -> Result<(), ApiError> {
    if envelope.code == ErrorCode::OK && *envelope.status != ActionStatus::Fail {
        return Ok(());
    }
    Err(ApiError { code: envelope.code, info: envelope.info.to_owned(), clock_ahead: None })
}
