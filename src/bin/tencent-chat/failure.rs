//! How a command ends when it does not end well, and how it tells.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use tencent_chat::{Error, ErrorCode};

/// Something was tried and did not work.
pub(crate) const FAILED: u8 = 1;
/// What was typed, or stands in the settings, is wrong. Nothing was sent.
pub(crate) const USAGE: u8 = 2;
/// Something is missing in what was read, and reading can go on.
pub(crate) const INCOMPLETE: u8 = 3;
/// `diff --exit-code` found changes.
pub(crate) const CHANGES: u8 = 4;

/// Why a command ends before it is done: what is said, and the exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    code: u8,
    error: Option<String>,
    hints: Vec<String>,
}

impl Failure {
    pub(crate) fn usage(why: impl Into<String>) -> Self {
        Self { code: USAGE, error: Some(why.into()), hints: Vec::new() }
    }

    pub(crate) fn failed(why: impl Into<String>) -> Self {
        Self { code: FAILED, error: Some(why.into()), hints: Vec::new() }
    }

    /// An end of which everything has been said.
    pub(crate) fn ended(code: u8) -> Self {
        Self { code, error: None, hints: Vec::new() }
    }

    /// A failed call, told of what it was about.
    pub(crate) fn call(error: &Error, about: Option<&str>) -> Self {
        let code = if error.is_refused() { USAGE } else { FAILED };
        let what = what(error);
        let text = about.map_or_else(|| what.clone(), |about| format!("{about}: {what}"));
        Self { code, error: Some(text), hints: remedies(error) }
    }

    /// Adds what to do, on a line of its own.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    pub(crate) fn code(mut self, code: u8) -> Self {
        self.code = code;
        self
    }

    /// Says on stderr what happened.
    pub(crate) fn say(&self) {
        if let Some(error) = &self.error {
            labelled("error", "31", error);
        }
        for hint in &self.hints {
            labelled("hint", "36", hint);
        }
    }

    /// Says what happened, and gives the exit code.
    pub(crate) fn report(&self) -> ExitCode {
        self.say();
        ExitCode::from(self.code)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::call(&error, None)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // Nobody reads the output any more, which is no news to whoever closed it.
            io::ErrorKind::BrokenPipe => Self::ended(0),
            _ => Self::failed(format!("the output cannot be written: {error}")),
        }
    }
}

/// What went wrong in a call, once, without what to do about it.
pub(crate) fn what(error: &Error) -> String {
    let Some(api) = error.api() else {
        let text = error.to_string();
        let prefix = error.operation().map(|operation| format!("{}: ", operation.info().id)).unwrap_or_default();
        return text.strip_prefix(&prefix).unwrap_or(&text).to_owned();
    };
    let known = api.code.info();
    let said = api.info.trim().trim_end_matches('.');
    let meaning = match known {
        _ if !said.is_empty() => said.to_owned(),
        Some(known) => lowered(known.meaning),
        None => "the service refused and did not say why".to_owned(),
    };
    format!("{meaning} ({})", named(api.code))
}

/// A code with its name, such as `10010 GROUP_NOT_FOUND`.
pub(crate) fn named(code: ErrorCode) -> String {
    code.info().map_or_else(|| code.to_string(), |info| format!("{code} {}", info.name))
}

/// What can be done about a failed call.
pub(crate) fn remedies(error: &Error) -> Vec<String> {
    let mut hints = Vec::new();
    let Some(api) = error.api() else {
        if error.is_connect() {
            hints.push("check the host, the network and the proxy; `tencent-chat doctor` looks at each".to_owned());
        }
        return hints;
    };
    if let Some(ahead) = api.clock_ahead {
        let side = if ahead > 0 { "ahead of" } else { "behind" };
        hints.push(format!("the clock of this machine is {} s {side} the service's; set it", ahead.unsigned_abs()));
    }
    match api.code.info() {
        Some(known) => hints.push(format!("{} (more: tencent-chat error-code {})", lowered(known.remedy), api.code)),
        None => hints.push("the vendor's page of error codes may list it".to_owned()),
    }
    hints
}

fn lowered(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_lowercase);
    // A name in capitals stays as it is.
    if chars.as_str().starts_with(char::is_uppercase) {
        return text.to_owned();
    }
    first.into_iter().flatten().chain(chars).collect()
}

/// A line for the reader, not for the program that takes the output.
pub(crate) fn say(text: &str) {
    // If stderr is gone, there is nobody left to tell.
    let _ = writeln!(io::stderr().lock(), "{}", clean(text));
}

/// A line that begins with what it is, in color where somebody sees it.
pub(crate) fn labelled(label: &str, color: &str, text: &str) {
    let text = clean(text);
    let colored = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let label = if colored { format!("\u{1b}[1;{color}m{label}:\u{1b}[0m") } else { format!("{label}:") };
    let _ = writeln!(io::stderr().lock(), "{label} {text}");
}

/// Whether only errors are told.
static QUIET: AtomicBool = AtomicBool::new(false);

pub(crate) fn be_quiet() {
    QUIET.store(true, Ordering::Relaxed);
}

/// A line that can be done without: see [`be_quiet`].
pub(crate) fn note(text: &str) {
    if !QUIET.load(Ordering::Relaxed) {
        say(text);
    }
}

pub(crate) fn warn(text: &str) {
    if QUIET.load(Ordering::Relaxed) {
        return;
    }
    labelled("warning", "33", text);
}

/// The text without characters that would steer a terminal: names and messages come from others.
pub(crate) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        // Marks of direction let a terminal show a text in another order.
        if c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            let _ = write!(clean, "{}", c.escape_default());
        } else {
            clean.push(c);
        }
    }
    clean
}

/// An error with its causes.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |cause| cause.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// The text as one word of a shell.
pub(crate) fn quoted(text: &str) -> String {
    let harmless = |c: char| c.is_ascii_alphanumeric() || "_-+=/.,:@".contains(c);
    if !text.is_empty() && text.chars().all(harmless) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
