//! A request checked in the service's order, and answered.
//!
//! The order: path and method, application ID, other parameters, UserSig, administrator, rate, JSON, command,
//! fields, form of the group ID, existence, type, edition and switch, form and existence of what is inside.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use hyper::{Method, Uri};
use serde_json::Value;

use super::answer::{self, Failure};
use super::behaviour::{Behaviour, OverLimit, Rate};
use super::contract::{CONTRACT, Form, Served};
use super::data::{Application, Data};
use super::lists::View;
use super::paging::Reader;
use super::window::Window;
use crate::auth::UserSig;
use crate::auth::usersig::{self, Refusal, Ticket};
use crate::contract::{Operation, OperationInfo};
use crate::error::ErrorCode;
use crate::sdk_app_id::SdkAppId;
use crate::unix_time::UnixTime;

/// Codes that the sandbox answers to requests by itself. Any other is to be had from a fault.
///
/// ```
/// use tencent_chat::{ErrorCode, sandbox};
///
/// assert!(sandbox::answered_codes().contains(&ErrorCode::GROUP_NOT_FOUND));
/// ```
#[must_use]
pub const fn answered_codes() -> &'static [ErrorCode] {
    &[
        ErrorCode::UNKNOWN_COMMAND,
        ErrorCode::INVALID_PARAMETER,
        ErrorCode::NOT_PERMITTED,
        ErrorCode::GROUP_NOT_FOUND,
        ErrorCode::GROUP_BODY_NOT_JSON,
        ErrorCode::INVALID_GROUP_ID,
        ErrorCode::RESPONSE_TOO_LARGE,
        ErrorCode::EDITION_TOO_LOW,
        ErrorCode::COMMUNITY_NOT_ENABLED,
        ErrorCode::HTTP_PARSE_FAILED,
        ErrorCode::BODY_NOT_JSON,
        ErrorCode::RATE_EXCEEDED,
        ErrorCode::SERVICE_TIMEOUT,
        ErrorCode::WRONG_RESOURCE,
        ErrorCode::ADMINISTRATOR_REQUIRED,
        ErrorCode::SDK_APP_ID_MISSING,
        ErrorCode::WRONG_URL_PARAMETER,
        ErrorCode::USERSIG_EXPIRED,
        ErrorCode::USERSIG_ILLEGAL,
        ErrorCode::USERSIG_WRONG_KEY,
        ErrorCode::IDENTIFIER_MISMATCH,
        ErrorCode::SDK_APP_ID_MISMATCH,
        ErrorCode::SDK_APP_ID_NOT_FOUND,
        ErrorCode::PERMISSION_GROUP_NOT_FOUND,
        ErrorCode::INVALID_PERMISSION_GROUP_ID,
    ]
}

/// A request as it came.
pub(super) struct Incoming<'a> {
    pub(super) method: &'a Method,
    pub(super) path: &'a str,
    pub(super) query: Query<'a>,
    pub(super) body: &'a [u8],
}

impl<'a> Incoming<'a> {
    pub(super) fn new(method: &'a Method, uri: &'a Uri, body: &'a [u8]) -> Self {
        Self { method, path: uri.path(), query: Query::new(uri.query().unwrap_or_default()), body }
    }
}

/// The moment of a call, by the machine's clock and by the sandbox's.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    pub(super) instant: Instant,
    pub(super) time: UnixTime,
}

/// What the checks remember from call to call.
#[derive(Default)]
pub(super) struct Memory {
    calls: Vec<((SdkAppId, Operation), Rate, Window)>,
    // Signatures that have been found good, so that each is unpacked and computed once.
    tickets: HashMap<String, Ticket>,
}

impl Memory {
    /// Forgets the signatures: the key may have changed.
    pub(super) fn forget_signatures(&mut self) {
        self.tickets.clear();
    }
}

/// Checks a request and answers it: the body of the answer.
pub(super) fn answer(
    incoming: &Incoming<'_>,
    data: &Data,
    memory: &mut Memory,
    moment: Moment,
    stuck: bool,
) -> Result<Vec<u8>, Failure> {
    let served = route(incoming)?;
    let (app, identifier, user_sig) = parameters(&incoming.query, &data.behaviour)?;
    signature(&data.application, memory, app, identifier, user_sig, moment.time)?;
    if !data.application.administrators.contains(identifier) {
        return Err(ErrorCode::ADMINISTRATOR_REQUIRED.into());
    }
    if let Some(served) = served {
        rate(data.behaviour.rate, memory, (app, served.operation), moment.instant)?;
    }
    let mut body = json(incoming.body, &data.behaviour)?;
    let served = served.ok_or(ErrorCode::UNKNOWN_COMMAND)?;
    fields(served, &mut body, &data.behaviour)?;

    let group_id = &served.keys[0];
    form(served, &body, |form| form.field == group_id.field)?;
    let group = body[&group_id.field].as_str().and_then(|id| data.groups.get(id)).ok_or(group_id.not_found)?;
    if !data.behaviour.group_types(served.operation).served.contains(&group.group_type) {
        return Err(ErrorCode::NOT_PERMITTED.into());
    }
    if data.application.edition.as_ref().is_some_and(|edition| !served.editions.contains(edition)) {
        return Err(data.behaviour.edition_code().into());
    }
    if data.application.switches_off.contains(&served.switch) {
        return Err(served.switched_off.into());
    }
    form(served, &body, |form| form.field != group_id.field)?;

    let (application, behaviour) = (&data.application, &data.behaviour);
    let view = View { served, body: &body, application, behaviour, now: moment.time };
    let list = group.list(served, &body)?;
    view.check()?;
    let entries = list.map(|list| view.entries(list)).unwrap_or_default();
    let reader = Reader { served, body: &body, last_page: behaviour.last_page, stuck };
    let page = reader.page(&entries).ok_or_else(|| {
        let position = &served.paging.position;
        Failure::new(ErrorCode::INVALID_PARAMETER).because(format!("{position}: not a position of this list"))
    })?;
    let items = entries[page.range].iter().map(|entry| view.item(entry)).collect();
    answer::page(served, items, page.next, entries.len(), behaviour.empty_list)
}

/// The operation behind the path; nothing if only the command is unknown, which the group service says later.
pub(super) fn route(incoming: &Incoming<'_>) -> Result<Option<&'static Served>, Failure> {
    let segments = |path: &str| path.split('/').skip(1).map(str::to_owned).collect::<Vec<_>>();
    if let Some(served) = operation(incoming.path) {
        return match incoming.method == Method::POST {
            true => Ok(Some(served)),
            false => Err(ErrorCode::HTTP_PARSE_FAILED.into()),
        };
    }
    let [version, service, command] = &segments(incoming.path)[..] else {
        return Err(ErrorCode::HTTP_PARSE_FAILED.into());
    };
    if incoming.method != Method::POST {
        return Err(ErrorCode::HTTP_PARSE_FAILED.into());
    }
    let known: Vec<_> = CONTRACT.operations.iter().map(|served| segments(&served.path)).collect();
    if !known.iter().any(|path| path[0] == *version) {
        return Err(ErrorCode::WRONG_RESOURCE.into());
    }
    if known.iter().any(|path| path[1] == *service) {
        return Ok(None);
    }
    // A command of another service.
    if known.iter().any(|path| path[2] == *command) {
        return Err(ErrorCode::SERVICE_TIMEOUT.into());
    }
    Err(ErrorCode::WRONG_RESOURCE.into())
}

/// The operation at a path, whatever the method.
pub(super) fn operation(path: &str) -> Option<&'static Served> {
    CONTRACT.operations.iter().find(|served| served.path == path)
}

fn parameters<'a>(query: &'a Query<'_>, behaviour: &Behaviour) -> Result<(SdkAppId, &'a str, &'a str), Failure> {
    let app = query.get(&CONTRACT.sdk_app_id.name).ok_or(ErrorCode::SDK_APP_ID_MISSING)?;
    let allowed = |parameter: &super::contract::Parameter| {
        query
            .get(&parameter.name)
            .filter(|value| parameter.allows(value))
            .ok_or_else(|| Failure::new(ErrorCode::WRONG_URL_PARAMETER).because(parameter.name.clone()))
    };
    allowed(&CONTRACT.sdk_app_id)?;
    let app = app.parse().ok().and_then(|number| SdkAppId::new(number).ok());
    let app = app.ok_or(ErrorCode::WRONG_URL_PARAMETER)?;
    let identifier = allowed(&CONTRACT.identifier)?;
    let user_sig = allowed(&CONTRACT.user_sig)?;
    if behaviour.content_type_required {
        allowed(&CONTRACT.content_type)?;
    }
    if behaviour.random_required {
        allowed(&CONTRACT.random)?;
    }
    Ok((app, identifier, user_sig))
}

fn signature(
    application: &Application,
    memory: &mut Memory,
    app: SdkAppId,
    identifier: &str,
    user_sig: &str,
    now: UnixTime,
) -> Result<(), Failure> {
    if let Some(ticket) = memory.tickets.get(user_sig)
        && ticket.identifier == identifier
        && app == application.sdk_app_id
    {
        let refusal = Refusal::Expired { at: ticket.expires_at() };
        return if ticket.is_expired(now) { Err(refusal.into()) } else { Ok(()) };
    }
    let checked = usersig::check(&UserSig::new(user_sig), &application.secret_key, app, identifier, now);
    let for_other = matches!(
        checked,
        Err(Refusal::Unreadable { .. } | Refusal::OtherApplication { .. } | Refusal::OtherIdentifier { .. })
    );
    // It was made for the application that it is sent with, but there is no such application.
    if app != application.sdk_app_id && !for_other {
        return Err(ErrorCode::SDK_APP_ID_NOT_FOUND.into());
    }
    let ticket = checked?;
    if memory.tickets.len() >= MOST_TICKETS {
        memory.tickets.clear();
    }
    memory.tickets.insert(user_sig.to_owned(), ticket);
    Ok(())
}

/// Most signatures that are remembered.
const MOST_TICKETS: usize = 1_000;

fn rate(rate: Rate, memory: &mut Memory, called: (SdkAppId, Operation), now: Instant) -> Result<(), Failure> {
    let Some((calls, period)) = limit(rate, called.1.info()) else { return Ok(()) };
    memory.calls.retain(|(_, made_for, _)| *made_for == rate);
    let found = memory.calls.iter().position(|(of, ..)| *of == called);
    let found = found.unwrap_or_else(|| {
        memory.calls.push((called, rate, Window::new(period)));
        memory.calls.len() - 1
    });
    let window = &mut memory.calls[found].2;
    if window.count(now) >= calls as usize {
        return Err(ErrorCode::RATE_EXCEEDED.into());
    }
    window.add(now);
    Ok(())
}

fn limit(rate: Rate, info: &OperationInfo) -> Option<(u32, Duration)> {
    match rate {
        Rate::Contract => Some((info.calls, info.period)),
        Rate::PerSecond(calls) => Some((calls, Duration::from_secs(1))),
        Rate::Unlimited => None,
    }
}

fn json(body: &[u8], behaviour: &Behaviour) -> Result<Value, Failure> {
    match serde_json::from_slice::<Value>(body) {
        Ok(value) if value.is_object() => Ok(value),
        Ok(_) => Err(Failure::new(behaviour.broken_json_code()).because("the body is not an object")),
        Err(error) => Err(Failure::new(behaviour.broken_json_code()).because(error.to_string())),
    }
}

fn fields(served: &Served, body: &mut Value, behaviour: &Behaviour) -> Result<(), Failure> {
    if behaviour.over_limit == OverLimit::Lowered
        && let Some(size) = body.get_mut(&served.paging.size)
        && size.as_u64().is_some_and(|size| size > served.max_size)
    {
        *size = served.max_size.into();
    }
    // Two passes, because only the second knows the error, and most requests have none.
    if !served.request.is_valid(body)
        && let Some(error) = served.request.iter_errors(body).next()
    {
        let place = error.instance_path().to_string();
        let place = if place.is_empty() { String::new() } else { format!("{}: ", &place[1..]) };
        return Err(Failure::new(ErrorCode::INVALID_PARAMETER).because(format!("{place}{error}")));
    }
    Ok(())
}

fn form(served: &Served, body: &Value, now_checked: impl Fn(&Form) -> bool) -> Result<(), Failure> {
    let wrong = served
        .forms
        .iter()
        .filter(|form| now_checked(form))
        .find(|form| body.get(&form.field).is_some_and(|value| !form.pattern.is_valid(value)));
    wrong.map_or(Ok(()), |form| Err(Failure::new(form.code).because(form.field.clone())))
}

/// The query of a URL, decoded.
pub(super) struct Query<'a>(Vec<(std::borrow::Cow<'a, str>, std::borrow::Cow<'a, str>)>);

impl<'a> Query<'a> {
    fn new(text: &'a str) -> Self {
        Self(form_urlencoded::parse(text.as_bytes()).collect())
    }

    /// The first value of that name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_ref())
    }
}
