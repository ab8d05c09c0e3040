//! Changes at random.

use serde_json::{Value, json};

/// What readers stumble over.
const WORDS: &[&str] = &[
    "null",
    "true",
    "-1",
    "0",
    "1.5",
    "1e400",
    "-0",
    "2147483648",
    "4294967296",
    "9223372036854775808",
    "18446744073709551616",
    "{}",
    "[]",
    "\"\"",
    "\"",
    "\\u0000",
    "\\ud800",
    "\u{feff}",
    "\u{202e}",
    "\r\n",
    "\n\n",
    "\0",
    "[[[[[[[[",
    "{\"a\":",
    "%00",
    "%",
    "&",
    "=",
    "usersig=",
    "Content-Length: 5\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Expect: 100-continue\r\n",
    "OK",
    "FAIL",
    "$ref: '#/'",
    "&a *a",
    "!!binary",
    "- ",
    ": ",
    "#",
    "|",
];

/// Bytes with a few changes.
pub(super) fn bytes(random: &mut fastrand::Rng, input: &[u8]) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..1 << random.u32(0..4) {
        let (at, end) = range(random, bytes.len());
        match random.u32(0..8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.u32(0..8),
            1 if at < bytes.len() => bytes[at] = random.u8(..),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let part = bytes[at..end].to_vec();
                let to = random.usize(0..=bytes.len());
                drop(bytes.splice(to..to, part));
            }
            4 => bytes.truncate(at.max(bytes.len() / 2)),
            5 => drop(bytes.splice(at..end, WORDS[random.usize(0..WORDS.len())].bytes())),
            _ => drop(bytes.splice(at..at, WORDS[random.usize(0..WORDS.len())].bytes())),
        }
    }
    bytes
}

/// A short part, most often.
fn range(random: &mut fastrand::Rng, length: usize) -> (usize, usize) {
    let at = random.usize(0..=length);
    let most = 1 << random.u32(0..10);
    (at, length.min(at + random.usize(0..=most)))
}

/// Text with lines taken out, doubled and exchanged, and words put in.
pub(super) fn lines(random: &mut fastrand::Rng, input: &str) -> String {
    let mut lines: Vec<String> = input.lines().map(str::to_owned).collect();
    for _ in 0..=random.u32(0..4) {
        let (at, other) = (random.usize(0..lines.len()), random.usize(0..lines.len()));
        match random.u32(0..6) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(other, lines[at].clone()),
            2 => lines.swap(at, other),
            3 => lines[at] = format!("  {}", lines[at]),
            4 => {
                let word = WORDS[random.usize(0..WORDS.len())];
                let key = lines[at].split_once(": ").map_or("", |(key, _)| key).to_owned();
                lines[at] = format!("{key}: {word}");
            }
            _ => lines[at] = String::from_utf8_lossy(&bytes(random, lines[at].as_bytes())).into_owned(),
        }
    }
    lines.join("\n") + "\n"
}

/// A JSON value with some of its parts replaced, taken out or doubled.
pub(super) fn value(random: &mut fastrand::Rng, input: &Value) -> Value {
    let mut value = input.clone();
    for _ in 0..=random.u32(0..3) {
        change(random, &mut value);
    }
    value
}

fn change(random: &mut fastrand::Rng, value: &mut Value) {
    match value {
        Value::Object(fields) if !fields.is_empty() && random.u32(0..8) > 0 => {
            let key = fields.keys().nth(random.usize(0..fields.len())).cloned().unwrap_or_default();
            match random.u32(0..10) {
                0 => drop(fields.remove(&key)),
                1 => drop(fields.insert(odd_text(random), odd(random))),
                _ => change(random, &mut fields[&key]),
            }
        }
        Value::Array(items) if !items.is_empty() && random.u32(0..8) > 0 => {
            let at = random.usize(0..items.len());
            match random.u32(0..10) {
                0 => drop(items.remove(at)),
                1 => items.push(items[at].clone()),
                _ => change(random, &mut items[at]),
            }
        }
        value => *value = odd(random),
    }
}

fn odd(random: &mut fastrand::Rng) -> Value {
    match random.u32(0..10) {
        0 => Value::Null,
        1 => random.bool().into(),
        2 => random.i64(..).into(),
        3 => u64::MAX.into(),
        4 => (-1).into(),
        5 => random.u32(0..200).into(),
        6 => json!([]),
        7 => json!({ odd_text(random): 1 }),
        8 => random.f64().into(),
        _ => odd_text(random).into(),
    }
}

fn odd_text(random: &mut fastrand::Rng) -> String {
    String::from_utf8_lossy(&bytes(random, b"text")).into_owned()
}
