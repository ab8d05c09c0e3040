//! Which error is the right one after what has struck.

use tencent_chat::sandbox::FaultKind;
use tencent_chat::{Error, ErrorCode};

use crate::oddity::Oddity;

/// Something that a call has met.
#[derive(Debug, Clone)]
pub(crate) enum Met {
    NoConnection,
    Fault(FaultKind),
    Odd(Oddity),
    /// The service refused by itself.
    Refusal(Option<ErrorCode>),
}

impl Met {
    /// Whether this error may come of it.
    pub(crate) fn explains(&self, error: &Error) -> bool {
        match self {
            Self::NoConnection => error.is_connect(),
            Self::Refusal(code) => error.code() == *code,
            Self::Odd(odd) => match odd {
                Oddity::NoNext | Oddity::Gap | Oddity::NoList => false,
                Oddity::Jump | Oddity::Overlap | Oddity::Back | Oddity::Empty(_) => error.is_stuck(),
                Oddity::Echo(_) => error.status() == Some(502) || error.code().map(ErrorCode::get) == Some(10_004),
                Oddity::RetryAfter(_) => error.status() == Some(503),
                Oddity::Contradiction => error.code().is_some_and(|code| [0, 10_016].contains(&code.get())),
                Oddity::NoEnvelope => error.is_malformed(),
            },
            Self::Fault(fault) => match fault {
                FaultKind::Refuse { .. } | FaultKind::Reset | FaultKind::ResetInBody | FaultKind::CutBody => {
                    error.is_transport()
                }
                FaultKind::Status(status) | FaultKind::Gateway { status, .. } => error.status() == Some(*status),
                FaultKind::Redirect(_) => error.status() == Some(307),
                FaultKind::Body(_) | FaultKind::DoubleBody | FaultKind::RandomBytes(_) => error.is_malformed(),
                FaultKind::ErrorCode(code) => error.code() == Some(*code),
                FaultKind::StuckCursor => error.is_stuck(),
                FaultKind::ClockSkew(_) => error.is_auth(),
                _ => error.is_timeout(),
            },
        }
    }

    /// Whether it takes time, so that the deadline may be near.
    pub(crate) fn takes_time(&self) -> bool {
        matches!(
            self,
            Self::Fault(
                FaultKind::Delay { .. }
                    | FaultKind::Latency { .. }
                    | FaultKind::NeverAnswer
                    | FaultKind::Bandwidth(_)
                    | FaultKind::SlowHead { .. }
                    | FaultKind::SlowBody { .. }
            ) | Self::Odd(Oddity::RetryAfter(_))
        )
    }
}
