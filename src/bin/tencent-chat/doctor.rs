//! `tencent-chat doctor`

use std::io::{self, Write};

use serde_json::json;
use tencent_chat::sandbox::Sandbox;
use tencent_chat::{ErrorCode, Family, Operation};

use crate::contract::{LISTS, requirements, text};
use crate::failure::{FAILED, Failure, chain, clean, named};
use crate::lists::position_json;
use crate::options::Options;
use crate::settings::{Place, Settings, profiles_path, variable};
use crate::time;
use crate::wire::{Answer, Wire, Without};

/// Check settings, host, clock, key, account and permissions, and say what is wrong and who must act
#[derive(clap::Args, Debug)]
pub(crate) struct Arguments {
    /// A group to ask about; without it, one that does not exist is asked for, which shows all but the permission
    #[arg(long, value_name = "GROUP_ID")]
    group: Option<String>,
}

/// The findings so far.
struct Findings {
    wrong: bool,
}

pub(crate) async fn run(options: &Options, arguments: &Arguments) -> Result<(), Failure> {
    let mut findings = Findings { wrong: false };
    let settings = Settings::read(&options.connection)?;
    let (account, mut place) = settings.complete()?;
    match (&settings.profile_name, profiles_path()) {
        (Some(name), _) => findings.fine("profile", name)?,
        (None, Ok(path)) => findings.fine("profile", &format!("none ({})", path.display()))?,
        (None, Err(_)) => findings.fine("profile", "none")?,
    }
    findings.fine("application", &format!("{}, called as {:?}", account.sdk_app_id, account.identifier))?;
    let mut sandbox = None;
    if matches!(place, Place::Sandbox) {
        let running = Sandbox::start().await.map_err(|error| Failure::failed(chain(&error)))?;
        place = Place::BaseUrl(running.base_url());
        sandbox = Some(running);
    }
    let wire = Wire::new(account, &place)?;
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        // It may hold a password, so it is not shown.
        if variable(name)?.is_some() && !wire.base_url().starts_with("http://") {
            findings.fine("proxy", &format!("the one that {name} names"))?;
        }
    }
    let list = &LISTS[0];
    let group = arguments.group.clone().unwrap_or_else(|| "@TGS#doctor-asks".to_owned());
    let first = position_json(&list.first);
    let body = json!({ list.keys[0].name: group, list.position.name: first, list.size: 1 }).to_string();
    match wire.call(list.operation, body, Without::Nothing).await {
        Err(why) => {
            let hint = "check the region, the network and the proxy; a firewall must let HTTPS out to this host";
            findings.wrong("host", &format!("{}: {why}", wire.base_url()), "whoever runs the network", hint)?;
        }
        Ok(answer) => judge(&mut findings, &wire, list.operation, &answer, arguments.group.is_some())?,
    }
    drop(sandbox);
    if findings.wrong { Err(Failure::ended(FAILED)) } else { Ok(()) }
}

/// What an answer shows: the service checks account before group before permission.
fn judge(
    findings: &mut Findings,
    wire: &Wire,
    operation: Operation,
    answer: &Answer,
    real_group: bool,
) -> io::Result<()> {
    findings.fine("host", wire.base_url())?;
    match answer.date.map(|date| time::now() - date) {
        Some(ahead) if ahead.abs() > 60 => {
            findings.wrong(
                "clock",
                &format!("{ahead} s ahead of the service's"),
                "you",
                "set the clock of this machine",
            )?;
        }
        Some(_) => findings.fine("clock", "within a minute of the service's")?,
        None => findings.fine("clock", "not known: the answer has no Date")?,
    }
    let Some(code) = answer.code() else {
        let hint = "what answers is not the service: a proxy, or another host";
        return findings.wrong("answer", &answer.said(), "whoever runs the network", hint);
    };
    let info = code.info();
    if info.is_some_and(|info| info.family != Family::Group) {
        let (actor, remedy) = info.map_or(("developer".into(), ""), |info| (info.actor.to_string(), info.remedy));
        return findings.wrong("key and account", &named(code), &actor, remedy);
    }
    findings.fine("key and account", "accepted")?;
    match code {
        ErrorCode::OK => findings.fine("permission", "the group's list can be read"),
        ErrorCode::GROUP_NOT_FOUND | ErrorCode::INVALID_GROUP_ID if !real_group => {
            findings.fine("permission", "not known: name a group of yours with --group")
        }
        _ => {
            let needed = requirements(operation);
            let (actor, remedy) = info.map_or(("developer".into(), ""), |info| (info.actor.to_string(), info.remedy));
            let switch =
                format!("{remedy}; switch {:?} at {}", text(&needed["switch"]), text(&needed["switch-location"]));
            findings.wrong("permission", &named(code), &actor, &switch)
        }
    }
}

impl Findings {
    fn fine(&self, what: &str, detail: &str) -> io::Result<()> {
        writeln!(io::stdout().lock(), "ok     {what}: {}", clean(detail))
    }

    fn wrong(&mut self, what: &str, detail: &str, actor: &str, remedy: &str) -> io::Result<()> {
        self.wrong = true;
        let mut out = io::stdout().lock();
        writeln!(out, "WRONG  {what}: {}", clean(detail))?;
        writeln!(out, "       who must act: {actor}; {}", clean(remedy))
    }
}
