//! What answers show, as findings.

use serde_json::{Value, json};
use tencent_chat::{ErrorCode, Family};

use super::{Finding, Verdict};
use crate::wire::Answer;

impl Finding {
    /// What holds, by the name of a sandbox's switch; the contract expects `expected`.
    pub(super) fn of(
        question: &'static str,
        switch: &'static str,
        expected: &Value,
        found: Value,
        evidence: impl Into<String>,
    ) -> Self {
        let verdict = if found == *expected { Verdict::Confirmed } else { Verdict::Contradicted };
        Self { question, verdict, evidence: evidence.into(), behaviour: Some((switch, found)) }
    }

    /// What no switch depends on.
    pub(super) fn fact(question: &'static str, holds: bool, evidence: impl Into<String>) -> Self {
        let verdict = if holds { Verdict::Confirmed } else { Verdict::Contradicted };
        Self { question, verdict, evidence: evidence.into(), behaviour: None }
    }

    pub(super) fn unknown(question: &'static str, why: impl Into<String>) -> Self {
        Self { question, verdict: Verdict::Unknown, evidence: why.into(), behaviour: None }
    }
}

/// Whether what was left out of the query is demanded.
pub(super) fn demanded(question: &'static str, switch: &'static str, answer: &Answer) -> Finding {
    let evidence = format!("without it: {}", answer.said());
    match answer.code() {
        Some(code) => Finding::of(question, switch, &json!(true), json!(code != ErrorCode::OK), evidence),
        None => Finding::of(question, switch, &json!(true), json!(true), evidence),
    }
}

pub(super) fn over_limit(answer: &Answer, members: usize, most: u32) -> Finding {
    let question = "A page size above the limit is refused";
    match answer.code() {
        Some(ErrorCode::OK) => {
            let evidence = format!("asked for {}, answered {members}", most + 1);
            Finding::of(question, "over_limit", &json!("refused"), json!("lowered"), evidence)
        }
        Some(_) => Finding::of(question, "over_limit", &json!("refused"), json!("refused"), answer.said()),
        None => Finding::unknown(question, answer.said()),
    }
}

pub(super) fn broken_json(answer: &Answer) -> Finding {
    let question = "The gateway answers to a body that is not JSON";
    let family = answer.code().and_then(ErrorCode::info).map(|info| info.family);
    let found = match family {
        Some(Family::Group) => "group_service",
        Some(_) => "gateway",
        None => return Finding::unknown(question, answer.said()),
    };
    Finding::of(question, "broken_json", &json!("gateway"), json!(found), answer.said())
}

pub(super) fn content_type(answer: &Answer) -> Finding {
    let question = "Answers are declared as application/json";
    match &answer.content_type {
        Some(kind) => Finding::fact(question, kind.starts_with("application/json"), kind.clone()),
        None => Finding::fact(question, false, "there is no Content-Type"),
    }
}

pub(super) fn error_info(answer: &Answer) -> Finding {
    let question = "ErrorInfo is there on success";
    let info = answer.body.get("ErrorInfo");
    Finding::fact(question, info.is_some(), info.map_or("it is missing".to_owned(), Value::to_string))
}

pub(super) fn empty_list(answer: &Answer, items: Option<&Value>) -> Finding {
    let question = "A page without members has an empty array";
    match (answer.is_ok(), items) {
        (false, _) => Finding::unknown(question, format!("behind the end: {}", answer.said())),
        (true, None) => {
            Finding::of(question, "empty_list", &json!("present"), json!("missing"), "the field is missing")
        }
        (true, Some(items)) if items.as_array().is_some_and(Vec::is_empty) => {
            Finding::of(question, "empty_list", &json!("present"), json!("present"), "behind the end: []")
        }
        (true, Some(_)) => Finding::unknown(question, "there are members even far behind the end"),
    }
}
