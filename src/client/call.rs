//! The path of every call: permit, signature, request, response, retry.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::header::DATE;
use tokio::runtime::Handle;
use tokio::time::{Instant, sleep, timeout};
use tracing::Instrument;

use crate::auth::{UserSig, Wanted, usersig};
use crate::client::endpoint::{Endpoint, Envelope};
use crate::client::transport::Host;
use crate::client::{Client, RetryPolicy};
use crate::contract::{ActionStatus, ErrorCode, RetryClass};
use crate::error::{ApiError, Attempt, BoxError, Cause, Error, Kind, from_transport, scrub::scrubbed};
use crate::lock::lock;
use crate::rate::{Permit, Quota};
use crate::unix_time::UnixTime;

impl Client {
    /// Sends a request body of [`wire`](crate::wire), with the client's signature, rate limiter and retry policy.
    ///
    /// It serves every operation of the contract, also those without a method of their own. To read a list, use its
    /// method instead, which turns the pages.
    ///
    /// ```no_run
    /// # async fn example(client: tencent_chat::Client) -> Result<(), tencent_chat::Error> {
    /// use tencent_chat::wire::BannedMembersQuery;
    ///
    /// let mut query = BannedMembersQuery::default();
    /// query.group_id = "@TGS#aJRGC4MH6".into();
    /// query.limit = Some(20);
    /// query.offset = Some(0);
    /// let page = client.send(&query).await?;
    /// println!("{} members, then {:?}", page.banned_account_list.len(), page.next_offset);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Error`]. A request that may not be repeated is sent again only if the service certainly did not act on it.
    pub async fn send<E: Endpoint>(&self, request: &E) -> Result<E::Response, Error> {
        self.call(request, &self.0.settings.retry).await
    }

    /// Checks the request and sends it until there is a response or the policy gives up.
    pub(crate) async fn call<E: Endpoint>(&self, request: &E, policy: &RetryPolicy) -> Result<E::Response, Error> {
        request.check().map_err(Error::refused)?;
        policy.check()?;
        if Handle::try_current().is_err() {
            return Err(Error::refused("a call needs Tokio; make it within `#[tokio::main]` or `Runtime::block_on`"));
        }
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
        let local =
            |what| move |e: BoxError| Kind::Local { what, detail: Cause { text: e.to_string(), source: Some(e) } };
        let mut refused: Option<Arc<UserSig>> = None;
        let (mut made, mut last, mut started, mut waited) = (0, None, None, Duration::ZERO);
        loop {
            made += 1;
            // Each attempt takes its own permit, its own `random` and a UserSig that will outlive it.
            let remaining = started.map_or(Duration::MAX, |at: Instant| policy.deadline.saturating_sub(at.elapsed()));
            let permit = async {
                match policy.wait_in_line {
                    true => settings.rate_limiter.acquire(quota).await.map(Some),
                    false => settings.rate_limiter.try_acquire(quota).await,
                }
            };
            let permit = timeout(remaining, permit).await.unwrap_or(Ok(None));
            let permit = permit.map_err(local("the rate limiter failed"))?;
            // It is held here, so that the call is over when this attempt is, whoever still has its request.
            let permit = Arc::new(Mutex::new(permit.ok_or_else(|| last.take().unwrap_or(Kind::Busy))?));
            let started = *started.get_or_insert_with(Instant::now);
            let limit = policy.attempt_timeout.min(policy.deadline.saturating_sub(started.elapsed()));
            let asked = Instant::now();
            let user_sig = timeout(limit, self.user_sig(limit, refused.as_ref())).await;
            let user_sig = user_sig.unwrap_or_else(|_| Err(format!("its source took longer than {limit:?}").into()));
            let user_sig = user_sig.map_err(local("no UserSig could be obtained"));
            // The source has no other signature, or the wait in line has used up the deadline.
            let futile = limit.is_zero() || user_sig.as_ref().is_ok_and(|sig| refused.as_ref() == Some(sig));
            if let Some(kind) = last.take_if(|_| futile) {
                return Err(kind);
            }

            let (number, begun) = (attempts.len() + 1, Instant::now());
            let (user_sig, outcome) = match user_sig {
                Err(kind) => (None, Err(kind)),
                Ok(user_sig) => {
                    let host = self.0.hosts.choose();
                    let span = attempt_span(host, number);
                    let once = self.once(host, &permit, request, &user_sig).instrument(span.clone());
                    let late = |_| Err(Kind::Timeout(format!("nothing within {limit:?}").into()));
                    let outcome = timeout(limit.saturating_sub(asked.elapsed()), once).await.unwrap_or_else(late);
                    let outcome = outcome.map_err(|kind| host.judged(kind, lock(&permit).is_sent()));
                    // Otherwise it may arrive still.
                    if !matches!(outcome, Err(Kind::Connect(_) | Kind::Timeout(_) | Kind::Lost(_))) {
                        lock(&permit).answered();
                    }
                    let (operation, took) = (E::OPERATION, begun.elapsed());
                    let attempt = Attempt { operation, number, took, waited, members: None, code: None, failure: None };
                    let attempt = span.in_scope(|| attempt.with_outcome(outcome.as_ref().map(E::members)));
                    settings.observer.iter().for_each(|observer| observer(&attempt));
                    // Only errors remember it.
                    if outcome.is_err() {
                        attempts.push(attempt);
                    }
                    (Some(user_sig), outcome)
                }
            };
            drop(permit);
            let kind = match outcome {
                Ok(response) => {
                    self.0.retries.refill();
                    return Ok(response);
                }
                Err(kind) => kind,
            };

            let class = kind.retry_class(E::OPERATION.info().safe_to_repeat);
            if class == RetryClass::SlowDown {
                settings.rate_limiter.slow_down(quota);
            }
            let again = class != RetryClass::SignAgain || refused.is_none();
            let wait = policy.wait(class, made, started.elapsed(), kind.retry_after()).filter(|_| again);
            let Some(wait) = wait.filter(|_| class == RetryClass::SignAgain || self.0.retries.take()) else {
                return Err(kind);
            };
            waited = wait;
            if class == RetryClass::SignAgain {
                refused = user_sig;
            }
            tracing::debug!(?waited, "trying again");
            last = Some(kind);
            sleep(waited).await;
        }
    }

    /// Sends the request once, and judges `ActionStatus` and `ErrorCode`, which happens nowhere else.
    ///
    /// A non-zero code is a failure whatever the status says, and so is `FAIL` with code 0. A status that the contract
    /// does not know is no failure by itself.
    async fn once<E: Endpoint>(
        &self,
        host: &Host,
        permit: &Arc<Mutex<Permit>>,
        request: &E,
        user_sig: &UserSig,
    ) -> Result<E::Response, Kind> {
        let mut client = host.client.clone();
        client.inner.permit = Arc::downgrade(permit);
        let sent = request.send(&client, self.sdk_app_id().get(), self.identifier(), user_sig.expose()).await;
        let response = match sent {
            Ok(response) => response,
            Err(error) => {
                return Err(from_transport::kind::<E::Response>(error, &usersig::secrets(user_sig)).await);
            }
        };
        let Envelope { status, code, info } = E::envelope(&response);
        if code == ErrorCode::OK && *status != ActionStatus::Fail {
            return Ok(response.into_inner());
        }
        let service_time = from_transport::date(response.headers(), DATE).map(UnixTime::from);
        let ahead = service_time.map(|time| self.now().as_secs().saturating_sub(time.as_secs()));
        let clock_ahead = ahead.filter(|s| code.is_auth() && s.unsigned_abs() > CLOCK_TOLERANCE);
        Err(Kind::Api(ApiError { code, info: scrubbed(info, &usersig::secrets(user_sig)), clock_ahead }))
    }

    async fn user_sig(&self, margin: Duration, refused: Option<&Arc<UserSig>>) -> Result<Arc<UserSig>, BoxError> {
        let settings = &self.0.settings;
        let (sdk_app_id, identifier) = (settings.sdk_app_id, self.identifier());
        let wanted = Wanted { sdk_app_id, identifier, now: self.now(), lifetime: settings.user_sig_lifetime };
        let user_sig = settings.signatures.get(wanted, margin, refused).await?;
        if user_sig.expose().is_empty() { Err("it is empty".into()) } else { Ok(user_sig) }
    }
}

/// With OpenTelemetry's names for HTTP clients, but without the URL, which holds the signature.
fn attempt_span(host: &Host, number: usize) -> tracing::Span {
    tracing::debug_span!(
        "attempt",
        "otel.kind" = "client",
        "http.request.method" = "POST",
        "server.address" = host.address,
        "server.port" = host.port,
        "http.request.resend_count" = (number > 1).then_some(number - 1),
        "http.response.status_code" = tracing::field::Empty,
        "error.type" = tracing::field::Empty,
    )
}

/// The largest difference of clocks that an error does not mention, in seconds.
const CLOCK_TOLERANCE: u64 = 60;
