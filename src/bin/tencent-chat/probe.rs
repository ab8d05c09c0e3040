//! `tencent-chat probe`

mod answers;
mod questions;
mod service;

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::{Map, json};

use crate::failure::{Failure, note};
use crate::lists::publish;
use crate::options::Options;
use crate::settings::{Place, Settings};
use crate::wire::Wire;
use service::Service;

/// Settle with read-only calls what the vendor's pages leave open
///
/// It makes at most 60 calls, at most five a second, and announces each on stderr. What it finds is compared with what
/// the contract expects: confirmed, contradicted or unknown. Neither key nor signature is in any output.
#[derive(clap::Args, Debug)]
pub(crate) struct Arguments {
    /// An audio-video group of yours, best with a few banned members
    #[arg(long, value_name = "GROUP_ID")]
    group: String,
    /// An account whose ban in that group has ended, to see whether it is still listed
    #[arg(long, value_name = "USER_ID")]
    ended: Option<String>,
    /// A community of yours
    #[arg(long, value_name = "GROUP_ID", requires = "permission_group")]
    community: Option<String>,
    /// A permission group of that community
    #[arg(long, value_name = "PERMISSION_GROUP_ID", requires = "community")]
    permission_group: Option<String>,
    /// Key of a custom field that members of that permission group have
    #[arg(long, value_name = "KEY", requires = "community")]
    custom_field: Option<String>,
    /// Write data for `sandbox --data` that behaves as found
    #[arg(long, value_name = "FILE")]
    behaviour: Option<PathBuf>,
    /// Write requests and answers, without secrets, user IDs and names, as JSON Lines
    #[arg(long, value_name = "FILE")]
    capture: Option<PathBuf>,
}

/// What the contract expects, as the answers show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Confirmed,
    Contradicted,
    Unknown,
}

/// What was found on one question.
#[derive(Debug)]
struct Finding {
    question: &'static str,
    verdict: Verdict,
    evidence: String,
    /// The sandbox's switch and its value, if there is one and the answer is known.
    behaviour: Option<(&'static str, serde_json::Value)>,
}

pub(crate) async fn run(options: &Options, arguments: &Arguments) -> Result<(), Failure> {
    let (account, place) = Settings::read(&options.connection)?.complete()?;
    if matches!(place, Place::Sandbox) {
        return Err(Failure::usage("probe asks a service that is not known; --sandbox is")
            .hint("to try it: tencent-chat sandbox -- tencent-chat probe --group \"@TGS#aJRGC4MH6\""));
    }
    let mut service = Service::new(Wire::new(account, &place)?);
    let findings = questions::ask(&mut service, arguments).await;
    // What was seen before an error is evidence too.
    if let Some(file) = &arguments.capture {
        written(file, service.capture().as_bytes())?;
    }
    let findings = findings?;
    let mut out = io::stdout().lock();
    for Finding { question, verdict, evidence, .. } in &findings {
        let verdict = format!("{verdict:?}").to_lowercase();
        writeln!(out, "{verdict:<12}  {question}\n              {}", crate::failure::clean(evidence))?;
    }
    if let Some(file) = &arguments.behaviour {
        let found: Map<_, _> =
            findings.into_iter().filter_map(|finding| finding.behaviour).map(|(k, v)| (k.to_owned(), v)).collect();
        let text = serde_json::to_string_pretty(&json!({ "behaviour": found })).map_err(io::Error::from)?;
        written(file, format!("{text}\n").as_bytes())?;
        note(&format!("`tencent-chat sandbox --data {}` behaves so", file.display()));
    }
    Ok(())
}

fn written(file: &std::path::Path, text: &[u8]) -> Result<(), Failure> {
    publish(file, text).map_err(|error| Failure::failed(format!("{} cannot be written: {error}", file.display())))
}
