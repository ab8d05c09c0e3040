//! How a command ends when it does not end well.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use tencent_chat::Error;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What was typed, or stands in the environment, is wrong. Nothing was sent.
    Usage(String),
    /// It was tried and did not work: what happened, and what more there is to say.
    Failed(Vec<String>),
    /// Nobody reads the output any more, which is no news to whoever closed it.
    Closed,
}

impl Failure {
    pub(crate) fn usage(why: impl Into<String>) -> Self {
        Self::Usage(why.into())
    }

    pub(crate) fn failed(why: impl Into<String>) -> Self {
        Self::Failed(vec![why.into()])
    }

    /// Says on stderr what happened.
    pub(crate) fn report(&self) -> ExitCode {
        let (text, code) = match self {
            Self::Closed => return ExitCode::SUCCESS,
            Self::Usage(why) => (clean(why), 2),
            Self::Failed(lines) => {
                let lines: Vec<_> = lines.iter().map(|line| clean(line)).collect();
                (lines.join("\n  "), 1)
            }
        };
        say(&format!("error: {text}"));
        ExitCode::from(code)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        if error.is_refused() { Self::Usage(error.to_string()) } else { Self::failed(error.to_string()) }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::failed(format!("the output cannot be written: {error}")),
        }
    }
}

/// A line for the reader, not for the program that takes the output.
pub(crate) fn say(text: &str) {
    // If stderr is gone, there is nobody left to tell.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// The text without characters that would steer a terminal: names and messages come from others.
pub(crate) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() {
            let _ = write!(clean, "{}", c.escape_default());
        } else {
            clean.push(c);
        }
    }
    clean
}
