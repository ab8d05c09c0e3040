//! The service as `probe` asks it: few calls, slowly, each announced and recorded.

use std::time::Duration;

use serde_json::{Value, json};
use tencent_chat::Operation;
use tokio::time::{Instant, sleep_until};

use crate::contract::{LISTS, List};
use crate::failure::{Failure, note};
use crate::wire::{Answer, Wire, Without};

/// Most calls of a run.
const MOST: usize = 60;
/// At most five calls a second.
const PAUSE: Duration = Duration::from_millis(200);

pub(super) struct Service {
    wire: Wire,
    calls: usize,
    next: Instant,
    capture: String,
}

impl Service {
    pub(super) fn new(wire: Wire) -> Self {
        Self { wire, calls: 0, next: Instant::now(), capture: String::new() }
    }

    /// Makes a call to learn `why`.
    pub(super) async fn ask(&mut self, list: &List, body: &Value, why: &str) -> Result<Answer, Failure> {
        self.raw(list.operation, body.to_string(), Without::Nothing, why).await
    }

    /// The same with any text as body, and without a parameter.
    pub(super) async fn raw(
        &mut self,
        operation: Operation,
        body: String,
        without: Without,
        why: &str,
    ) -> Result<Answer, Failure> {
        if self.calls == MOST {
            return Err(Failure::failed(format!("{MOST} calls are made; that is enough for one run")));
        }
        sleep_until(self.next).await;
        self.next = Instant::now() + PAUSE;
        self.calls += 1;
        note(&format!("call {}: {}, {why}", self.calls, operation.info().id));
        let answer = self.wire.call(operation, body.clone(), without).await;
        let answer = answer.map_err(|error| Failure::failed(format!("no answer: {error}")))?;
        let record = json!({
            "operation": operation.info().id,
            "why": why,
            "without": format!("{without:?}"),
            "request": serde_json::from_str::<Value>(&body).map(masked).unwrap_or_else(|_| body.into()),
            "status": answer.status,
            "content_type": answer.content_type,
            "answer": masked(answer.body.clone()),
        });
        self.capture.push_str(&format!("{record}\n"));
        Ok(answer)
    }

    /// Whether so many further calls may be made.
    pub(super) fn has_left(&self, calls: usize) -> bool {
        self.calls + calls <= MOST
    }

    /// Requests and answers, one a line.
    pub(super) fn capture(&self) -> &str {
        &self.capture
    }
}

/// The list of an operation.
pub(super) fn list(operation: Operation) -> &'static List {
    LISTS.iter().find(|list| list.operation == operation).expect("both operations are lists")
}

/// The JSON with every text that may be of a person or a secret replaced by its length; the envelope's stay.
fn masked(value: Value) -> Value {
    const KEPT: [&str; 5] = ["ActionStatus", "ErrorInfo", "Role", "MsgFlag", "MemberInfoFilter"];
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .map(|(key, value)| {
                    let value = if KEPT.contains(&key.as_str()) { value } else { masked(value) };
                    (key, value)
                })
                .collect(),
        ),
        Value::Array(list) => list.into_iter().map(masked).collect(),
        Value::String(text) if !text.is_empty() => format!("({} bytes)", text.len()).into(),
        other => other,
    }
}
