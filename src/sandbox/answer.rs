//! Answers: the envelope that every operation shares, around a page or a failure.

use serde_json::{Map, Value, json};

use super::behaviour::EmptyList;
use super::contract::{CONTRACT, Served};
use crate::auth::usersig::Refusal;
use crate::contract::{ActionStatus, ENVELOPE, RESPONSE_BYTES};
use crate::error::ErrorCode;

/// Why the service does not do what was asked.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) code: ErrorCode,
    text: String,
}

impl Failure {
    pub(super) fn new(code: ErrorCode) -> Self {
        let text = CONTRACT.text(code);
        // Who has values for the placeholders fills them in.
        let text = if text.contains('{') { code.info().map_or(text, |info| info.meaning) } else { text };
        Self { code, text: text.to_owned() }
    }

    /// The same, telling what exactly was wrong.
    pub(super) fn because(mut self, detail: impl AsRef<str>) -> Self {
        let detail = detail.as_ref();
        // What is wrong may be long: it is whatever the caller sent.
        let end = detail.char_indices().nth(DETAIL_CHARS).map_or(detail.len(), |(end, _)| end);
        self.text = format!("{}: {}", self.text, &detail[..end]);
        self
    }

    /// The body of the answer.
    pub(super) fn body(&self) -> Vec<u8> {
        bytes(&envelope(ActionStatus::Fail, self.code, &self.text))
    }
}

const DETAIL_CHARS: usize = 300;

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let (requested, signed) = match &refusal {
            Refusal::OtherApplication { signed, asked } => (asked.to_string(), signed.to_string()),
            Refusal::OtherIdentifier { signed, asked } => (asked.clone(), signed.clone()),
            _ => Default::default(),
        };
        let code = refusal.error_code();
        // In one pass: the values are whatever the caller sent, also names of placeholders.
        let parts = CONTRACT.text(code).split("{requested}").map(|part| part.replace("{signed}", &signed));
        Self { code, text: parts.collect::<Vec<_>>().join(&requested) }
    }
}

/// The body of an answer with a page of a list.
pub(super) fn page(
    served: &Served,
    items: Vec<Value>,
    next: Value,
    total: usize,
    empty_list: EmptyList,
) -> Result<Vec<u8>, Failure> {
    let paging = &served.paging;
    let mut answer = envelope(ActionStatus::Ok, ErrorCode::OK, "");
    if !items.is_empty() || empty_list == EmptyList::Present {
        answer.insert(paging.items.clone(), items.into());
    }
    answer.insert(paging.next.clone(), next);
    if let Some(name) = &paging.total {
        answer.insert(name.clone(), total.into());
    }
    let body = bytes(&answer);
    if body.len() > RESPONSE_BYTES {
        return Err(ErrorCode::RESPONSE_TOO_LARGE.into());
    }
    Ok(body)
}

/// The fields that every response has.
fn envelope(status: ActionStatus, code: ErrorCode, info: &str) -> Map<String, Value> {
    let values = [json!(status), json!(code), json!(info)];
    ENVELOPE.map(str::to_owned).into_iter().zip(values).collect()
}

/// The same answer with a field in every object that the contract does not know.
pub(super) fn with_unknown_fields(answer: &[u8]) -> Vec<u8> {
    let mut answer = serde_json::from_slice(answer).expect("answers are JSON");
    add_unknown_field(&mut answer);
    serde_json::to_vec(&answer).expect("JSON stays JSON")
}

fn add_unknown_field(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(add_unknown_field);
            map.insert("FieldOfTomorrow".to_owned(), serde_json::json!({ "List": [1, "two", null], "Flag": true }));
        }
        Value::Array(list) => list.iter_mut().for_each(add_unknown_field),
        _ => {}
    }
}

fn bytes(answer: &Map<String, Value>) -> Vec<u8> {
    serde_json::to_vec(answer).expect("maps of values are JSON")
}
