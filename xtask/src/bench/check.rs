//! `cargo xtask bench --check`: ten paths may not take more instructions than they are known to.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, ensure};
use serde_json::{Map, Value, json};

use super::instructions::{self, Count};
use super::rivals::{Responder, build};
use crate::{Outcome, project_root};

/// A path through the client, as arguments of `rivals`.
struct Path {
    name: &'static str,
    arguments: &'static [&'static str],
    /// The argument that says how often, and how often in the shorter run and more often in the longer one.
    times: (&'static str, u32, u32),
}

const fn path(name: &'static str, arguments: &'static [&'static str], times: (&'static str, u32, u32)) -> Path {
    Path { name, arguments, times }
}

const CALLS: (&str, u32, u32) = ("--calls", 100, 400);
const PAGES: (&str, u32, u32) = ("--pages", 50, 150);

const PATHS: [Path; 10] = [
    path("a page of 1 ban", &["call", "--client=ours", "--page=bans:1"], CALLS),
    path("a page of 20 bans", &["call", "--client=ours", "--page=bans:20"], CALLS),
    path("a page of 100 bans", &["call", "--client=ours", "--page=bans:100"], CALLS),
    path("a page of 1 member", &["call", "--client=ours", "--page=members:1"], CALLS),
    path("a page of 50 members", &["call", "--client=ours", "--page=members:50"], CALLS),
    path("a list's page, one after the other", &["list", "--reader=members", "--look-ahead=0"], PAGES),
    path("a list's page, by default", &["list", "--reader=members"], PAGES),
    path("a permit", &["permits"], ("--permits", 1_000, 9_000)),
    path("a UserSig signed", &["user-sig", "--job=sign"], ("--times", 10, 90)),
    path("a UserSig checked", &["user-sig", "--job=check"], ("--times", 10, 90)),
];

/// What a path may take more than before.
const TOLERANCE: f64 = 1.02;
/// The same where compiler or valgrind are others than those the counts were made with.
const OTHER_TOOLS: f64 = 1.10;
/// How many functions of a path are kept, to name what grew.
const FUNCTIONS: usize = 40;

fn file() -> PathBuf {
    project_root().join("xtask/rivals/instructions.json")
}

pub(super) fn run(update: bool, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let program = build()?;
    let responder = Responder::start(&program, &[])?;
    let url = format!("--url={}", responder.url);
    let tools = tools()?;
    let known: Value = match std::fs::read_to_string(file()) {
        Ok(text) => serde_json::from_str(&text).context("xtask/rivals/instructions.json")?,
        Err(_) if update => json!({}),
        Err(error) => return Err(error).context("xtask/rivals/instructions.json; --update makes it"),
    };
    let same_tools = known["tools"] == tools;
    let tolerance = if same_tools { TOLERANCE } else { OTHER_TOOLS };
    if !update && !same_tools {
        writeln!(
            out,
            "note: the counts were made with {}, this is {tools}: up to 10 % more is let pass",
            known["tools"]
        )?;
    }
    let (mut paths, mut outcome) = (Map::new(), Outcome::Fine);
    for Path { name, arguments, times: (flag, fewer, more) } in &PATHS {
        let mut arguments = arguments.to_vec();
        if matches!(arguments[0], "call" | "list") {
            arguments.push(&url);
        }
        let count = instructions::of_one(&program, &arguments, flag, (*fewer, *more))?;
        ensure!(count.total > 0.0, "callgrind counted nothing for {name}");
        let before = known["paths"][name]["total"].as_f64();
        let ratio = before.map(|before| count.total / before);
        let grown = ratio.is_none_or(|ratio| ratio > tolerance);
        let shown = ratio.map_or("not known before".into(), |ratio| format!("{:+.1} %", (ratio - 1.0) * 100.0));
        writeln!(
            out,
            "{} {name}: {:.0} instructions, {shown}",
            if grown && !update { "GREW:" } else { "fine:" },
            count.total
        )?;
        if grown && !update {
            outcome = Outcome::Found;
            for (function, by) in growth(&known["paths"][name]["functions"], &count) {
                writeln!(out, "      {by:+.0} in {function}")?;
            }
        }
        paths.insert((*name).to_owned(), kept(&count));
    }
    if update {
        let text = serde_json::to_string_pretty(&json!({"tools": tools, "paths": paths}))? + "\n";
        std::fs::write(file(), text)?;
        writeln!(out, "xtask/rivals/instructions.json written")?;
    } else if outcome == Outcome::Found {
        writeln!(out, "If the growth is worth it, `cargo xtask bench --check --update` keeps the new counts.")?;
    }
    Ok(outcome)
}

/// The tools that the counts depend on.
fn tools() -> anyhow::Result<String> {
    let first_line = |program: &str| -> anyhow::Result<String> {
        let output = Command::new(program).arg("--version").output();
        let output = output.with_context(|| format!("{program} is needed to count instructions"))?;
        Ok(String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned())
    };
    Ok(format!("{}, {}", first_line("rustc")?, first_line("valgrind")?))
}

/// The total and the dearest functions, rounded, in a stable order.
fn kept(count: &Count) -> Value {
    let mut dearest: Vec<_> = count.functions.iter().filter(|(_, cost)| **cost >= 1.0).collect();
    dearest.sort_by(|a, b| b.1.total_cmp(a.1));
    let functions: BTreeMap<_, _> =
        dearest.into_iter().take(FUNCTIONS).map(|(name, cost)| (name, cost.round())).collect();
    json!({"total": count.total.round(), "functions": functions})
}

/// The functions that grew most. One that is not among those kept took at most what the cheapest of them took.
fn growth(before: &Value, count: &Count) -> Vec<(String, f64)> {
    let costs = before.as_object().into_iter().flat_map(Map::values).filter_map(Value::as_f64);
    let cheapest = costs.reduce(f64::min).unwrap_or(0.0);
    let grown_by = |(name, cost): (&String, &f64)| (name.clone(), cost - before[name].as_f64().unwrap_or(cheapest));
    let mut grown: Vec<_> = count.functions.iter().map(grown_by).filter(|(_, by)| *by >= 20.0).collect();
    grown.sort_by(|a, b| b.1.total_cmp(&a.1));
    grown.truncate(5);
    grown
}
