//! What a service, or something between, may do to an answer that is otherwise whole.

use std::ops::Range;

use fastrand::Rng;
use serde_json::{Value, json};

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Oddity {
    /// A full page that names no next position, or null.
    NoNext,
    /// The page lacks its last members.
    Gap,
    /// The next offset is further on than a page is long.
    Jump,
    /// The next offset is one of this page.
    Overlap,
    /// The next cursor is the one that was asked for, or leads to the first page again.
    Back,
    /// So many empty pages follow.
    Empty(u32),
    /// A page in the middle lacks its list.
    NoList,
    /// A refusal or a page of a gateway that repeats the signature.
    Echo(Spelling),
    /// A refusal that asks to wait for so many seconds.
    RetryAfter(u32),
    /// `FAIL` with code 0, or a code with `OK`.
    Contradiction,
    /// No envelope.
    NoEnvelope,
}

/// How a signature is spelled by whoever repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Spelling {
    Plain,
    Percent,
    Standard,
    Entities,
    Half,
}

impl Oddity {
    pub(crate) fn random(rng: &mut Rng) -> Self {
        use Spelling::{Entities, Half, Percent, Plain, Standard};
        let spelling = *rng.choice(&[Plain, Percent, Standard, Entities, Half]).expect("a choice");
        match rng.usize(0..13) {
            0 => Self::NoNext,
            1 => Self::Gap,
            2 => Self::Jump,
            3 => Self::Overlap,
            4 => Self::Back,
            5 => Self::Empty(rng.u32(1..4)),
            6 => Self::Empty(150),
            7 => Self::NoList,
            8 | 9 => Self::Echo(spelling),
            10 => Self::RetryAfter(rng.u32(1..20)),
            11 => Self::Contradiction,
            _ => Self::NoEnvelope,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NoNext => "no next position",
            Self::Gap => "members left out",
            Self::Jump => "next too far on",
            Self::Overlap => "next within the page",
            Self::Back => "next leads back",
            Self::Empty(_) => "empty pages",
            Self::NoList => "no list",
            Self::Echo(_) => "signature repeated",
            Self::RetryAfter(_) => "Retry-After",
            Self::Contradiction => "status against code",
            Self::NoEnvelope => "no envelope",
        }
    }

    /// Whether it leaves members out without a failure, of which the client can only warn.
    pub(crate) fn loses_members(self) -> bool {
        matches!(self, Self::NoNext | Self::Gap | Self::NoList)
    }
}

impl Spelling {
    pub(crate) fn of(self, signature: &str) -> String {
        let each = |f: &dyn Fn(u8) -> String| signature.bytes().map(f).collect();
        match self {
            Self::Plain => signature.to_owned(),
            Self::Percent => each(&|byte| format!("%{byte:02X}")),
            Self::Standard => signature.replace('*', "+").replace('-', "/").replace('_', "="),
            Self::Entities => each(&|byte| format!("&#{byte};")),
            Self::Half => signature[..signature.len() / 2].to_owned(),
        }
    }
}

/// The names of an operation's fields on the wire.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names {
    pub(crate) position: &'static str,
    pub(crate) next: &'static str,
    pub(crate) items: &'static str,
}

pub(crate) const BANS: Names = Names { position: "Offset", next: "NextOffset", items: "BannedAccountList" };
pub(crate) const MEMBERS: Names = Names { position: "Next", next: "Next", items: "MemberList" };

/// Does it to an answer, if the answer can have it; `asked` is the request's body.
pub(crate) fn apply(oddity: Oddity, names: Names, asked: &Value, answer: &mut Value, rng: &mut Rng) -> bool {
    let count = answer[names.items].as_array().map_or(0, Vec::len);
    let size = asked["Limit"].as_u64().unwrap_or(0);
    let full = count as u64 == size && count > 0;
    let next = answer[names.next].clone();
    let more = next.as_u64().is_some_and(|next| next > 0) || next.as_str().is_some_and(|next| !next.is_empty());
    let at = asked[names.position].as_u64();
    let within = |range: Range<u64>, rng: &mut Rng| (!range.is_empty()).then(|| rng.u64(range));
    match oddity {
        Oddity::NoNext if full && more => {
            if rng.bool() {
                answer[names.next] = Value::Null;
            }
            answer.as_object_mut().expect("an object").remove(names.next);
        }
        // A cursor cannot tell.
        Oddity::Gap if full && more && at.is_some() => {
            let left = rng.usize(0..count);
            answer[names.items].as_array_mut().expect("a list").truncate(left);
        }
        Oddity::NoList if full && more && at.is_some() => {
            answer.as_object_mut().expect("an object").remove(names.items);
        }
        Oddity::Jump if full && more && at.is_some() => {
            answer[names.next] = (at.unwrap_or(0) + size + rng.u64(1..1_000)).into();
        }
        // Offset 0 is how the service says that the list ends.
        Oddity::Overlap if more => {
            let Some(next) = at.and_then(|at| within(at.max(1)..at + count as u64, rng)) else { return false };
            answer[names.next] = next.into();
        }
        Oddity::Back if more && at.is_none() => {
            let asked = asked[names.position].clone();
            if asked == "" {
                return false;
            }
            answer[names.next] = asked;
        }
        Oddity::Empty(pages) if more => {
            let Some(cursor) = next.as_str().filter(|cursor| !cursor.contains('~')) else { return false };
            answer[names.next] = format!("{cursor}~{pages}").into();
        }
        Oddity::Contradiction => {
            let (status, code) = if rng.bool() { ("FAIL", 0) } else { ("OK", 10_016) };
            *answer = json!({ "ActionStatus": status, "ErrorCode": code, "ErrorInfo": "" });
        }
        Oddity::NoEnvelope => *answer = json!({ names.items: [] }),
        _ => return false,
    }
    true
}

/// A cursor of [`Oddity::Empty`] as the service knows it, or the empty page that comes first.
pub(crate) fn past_empty_pages(cursor: &str) -> Result<String, Value> {
    let Some((cursor, left)) = cursor.split_once('~') else { return Ok(cursor.to_owned()) };
    match left.parse::<u32>().unwrap_or(0) {
        0 => Ok(cursor.to_owned()),
        left => Err(json!({
            "ActionStatus": "OK",
            "ErrorCode": 0,
            "ErrorInfo": "",
            MEMBERS.items: [],
            MEMBERS.next: format!("{cursor}~{}", left - 1),
        })),
    }
}
