//! The one path that every call takes: permit, signature, request, answer, and perhaps again.

use std::sync::Arc;
use std::time::Duration;

use progenitor_client::ResponseValue;
use tokio::time::{Instant, sleep, timeout};
use tracing::Instrument;

use crate::client::Client;
use crate::error::{ApiError, Attempt, Error, Kind, Transport};
use crate::failure;
use crate::observe::Report;
use crate::operation::{Answer, Caller, Endpoint, Envelope};
use crate::rate::Quota;
use crate::retry::RetryPolicy;
use crate::signature::Wanted;
use crate::{ActionStatus, ErrorCode, UnixTime, UserSig};

type Outcome<E> = Result<Answer<<E as Endpoint>::Item, <E as Endpoint>::Position>, Kind>;

impl Client {
    /// Calls until there is an answer or the policy gives up.
    pub(crate) async fn call<E: Endpoint>(
        &self,
        request: &E,
        policy: &RetryPolicy,
    ) -> Result<Answer<E::Item, E::Position>, Error> {
        let operation = E::OPERATION;
        let span = tracing::debug_span!("call", operation = operation.info().id, ?request);
        let mut course = Course::default();
        self.attempts(request, policy, &mut course)
            .instrument(span)
            .await
            .map_err(|kind| Error::new(operation, kind).with_attempts(course.attempts))
    }

    async fn attempts<E: Endpoint>(
        &self,
        request: &E,
        policy: &RetryPolicy,
        course: &mut Course,
    ) -> Outcome<E> {
        let operation = E::OPERATION;
        let quota = Quota::new(self.sdk_app_id(), operation);
        let local = |what| move |e: crate::BoxError| Kind::Local { what, detail: e.to_string() };
        let mut refused: Option<(Arc<UserSig>, Kind)> = None;
        loop {
            // Each attempt takes its own permit, its own `random` and a UserSig that will outlive it.
            let permit = self
                .limiter()
                .acquire(quota)
                .await
                .map_err(local("the rate limiter cannot be asked"))?;
            let started = *course.started.get_or_insert_with(Instant::now);
            let limit =
                policy.attempt_timeout.min(policy.deadline.saturating_sub(started.elapsed()));
            let user_sig = self.user_sig(limit, refused.as_ref().map(|(user_sig, _)| user_sig));
            let user_sig = user_sig.await.map_err(local("no UserSig could be had"))?;
            if let Some((same, kind)) = refused.take()
                && same == user_sig
            {
                return Err(kind);
            }

            let begun = Instant::now();
            let outcome = timeout(limit, self.once(request, &user_sig)).await;
            let took = begun.elapsed();
            let outcome = outcome.unwrap_or_else(|_| {
                let detail = format!("nothing for {limit:?}");
                Err(Kind::Transport { failure: Transport::Timeout, detail })
            });
            match &outcome {
                Err(Kind::Transport { .. }) => drop(permit),
                _ => permit.finish(),
            }

            let kind = match outcome {
                Ok(answer) => {
                    self.report(&course.report::<E>(took, Ok(answer.items.len())));
                    return Ok(answer);
                }
                Err(kind) => kind,
            };
            self.report(&course.report::<E>(took, Err(&kind)));
            course.attempts.push(Attempt { outcome: kind.brief(), took, waited: course.waited });
            if kind.retry_class() == crate::RetryClass::SlowDown {
                self.limiter().slow_down(quota);
            }
            let made = u32::try_from(course.attempts.len()).unwrap_or(u32::MAX);
            let Some(wait) =
                policy.wait(kind.retry_class(), made, started.elapsed(), course.signed_again)
            else {
                return Err(kind);
            };
            tracing::warn!(attempt = made, met = kind.brief(), ?wait, "trying again");
            if kind.retry_class() == crate::RetryClass::SignAgain {
                course.signed_again = true;
                refused = Some((user_sig, kind));
            }
            sleep(wait).await;
            course.waited = wait;
        }
    }

    /// Sends the request once.
    async fn once<E: Endpoint>(&self, request: &E, user_sig: &UserSig) -> Outcome<E> {
        let host = self.hosts().choose();
        let caller = Caller {
            sdk_app_id: self.sdk_app_id().get(),
            identifier: self.identifier(),
            user_sig: user_sig.expose(),
        };
        match request.call(&host.client, &caller, fastrand::u32(..)).await {
            Ok(response) => self.opened::<E>(response, user_sig),
            Err(error) => {
                let kind = failure::kind::<E>(error, user_sig).await;
                if matches!(kind, Kind::Transport { failure: Transport::Connect, .. }) {
                    host.is_unreachable();
                }
                Err(kind)
            }
        }
    }

    fn opened<E: Endpoint>(
        &self,
        response: ResponseValue<E::Response>,
        user_sig: &UserSig,
    ) -> Outcome<E> {
        let date = response.headers().get(http::header::DATE).and_then(|date| date.to_str().ok());
        let service_time =
            date.and_then(|date| httpdate::parse_http_date(date).ok()).map(UnixTime::from);
        result(E::open(response.into_inner())).map_err(|mut api| {
            api.info = failure::scrubbed(&api.info, user_sig);
            if api.code.info().is_some_and(|info| info.is_auth()) {
                let ahead =
                    service_time.map(|time| self.now().as_secs().saturating_sub(time.as_secs()));
                api.clock_ahead = ahead.filter(|ahead| ahead.unsigned_abs() > CLOCK_TOLERANCE);
            }
            Kind::Api(api)
        })
    }

    async fn user_sig(
        &self,
        margin: Duration,
        refused: Option<&Arc<UserSig>>,
    ) -> Result<Arc<UserSig>, crate::BoxError> {
        let wanted = Wanted {
            sdk_app_id: self.sdk_app_id(),
            identifier: self.identifier(),
            now: self.now(),
            lifetime: self.user_sig_lifetime(),
        };
        self.signatures().get(wanted, margin, refused).await
    }
}

/// Seconds by which clocks may differ before it is worth a word.
const CLOCK_TOLERANCE: u64 = 60;

/// What a call has been through so far.
#[derive(Default)]
struct Course {
    /// When the rate limiter first let it pass.
    started: Option<Instant>,
    attempts: Vec<Attempt>,
    waited: Duration,
    signed_again: bool,
}

impl Course {
    fn report<E: Endpoint>(&self, took: Duration, outcome: Result<usize, &Kind>) -> Report {
        Report::new(E::OPERATION, self.attempts.len() + 1, took, self.waited, outcome)
    }
}

/// The only place where `ActionStatus` and `ErrorCode` are judged.
///
/// A non-zero code is a failure whatever the status says, and so is `FAIL` with code 0. A status that the contract
/// does not know is no failure by itself.
fn result<T, P>(envelope: Envelope<T, P>) -> Result<Answer<T, P>, ApiError> {
    if envelope.error_code == ErrorCode::OK && envelope.action_status != ActionStatus::Fail {
        Ok(envelope.answer)
    } else {
        Err(ApiError { code: envelope.error_code, info: envelope.error_info, clock_ahead: None })
    }
}
