//! The tables of `cargo xtask bench`, and docs/performance.md.

use std::fmt;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};

use super::rivals::{Responder, build, numbers};
use super::{TABLES, consumer, instructions};
use crate::{Outcome, project_root};

/// A table as Markdown.
pub(super) struct Table {
    pub(super) title: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n\n| {} |\n|{}", self.title, self.head.join(" | "), "---|".repeat(self.head.len()))?;
        self.rows.iter().try_for_each(|row| writeln!(f, "| {} |", row.join(" | ")))
    }
}

const CLIENTS: [&str; 6] = ["ours", "ours-unlimited", "bare", "peer", "hyper", "raw"];
const PAGES: [&str; 7] = ["bans:1", "bans:20", "bans:50", "bans:100", "members:1", "members:20", "members:50"];
/// Interleaved repetitions of each measurement in time.
const REPETITIONS: usize = 5;

/// Measures one subject.
pub(super) fn tables(subject: &str) -> anyhow::Result<Vec<Table>> {
    if subject == "consumer" {
        return consumer::tables();
    }
    let program = build()?;
    match subject {
        "calls" => calls(&program),
        "lists" => lists(&program),
        "permits" => permits(&program),
        "user-sigs" => user_sigs(&program),
        _ => bail!("{subject} is no comparison"),
    }
}

/// Measures everything and writes it between the marks in docs/performance.md.
pub(super) fn write(out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let path = project_root().join("docs/performance.md");
    let mut page = std::fs::read_to_string(&path).context("docs/performance.md")?;
    for subject in TABLES {
        writeln!(out, "== {subject}")?;
        let text: String = tables(subject)?.iter().map(|table| format!("{table}\n")).collect();
        let (begin, end) = (format!("<!-- {subject} -->\n"), format!("<!-- end of {subject} -->"));
        let (Some(from), Some(to)) = (page.find(&begin), page.find(&end)) else {
            bail!("docs/performance.md has no marks for {subject}");
        };
        page.replace_range(from + begin.len()..to, &format!("\n{text}"));
        std::fs::write(&path, &page)?;
    }
    writeln!(out, "docs/performance.md written")?;
    Ok(Outcome::Fine)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A value, and its ratio to the bare program's.
fn beside(value: f64, bare: f64, digits: usize) -> String {
    format!("{value:.digits$} ({:.2})", value / bare)
}

fn knows(client: &str, page: &str) -> bool {
    client != "peer" || page.starts_with("bans")
}

fn calls(program: &Path) -> anyhow::Result<Vec<Table>> {
    let responder = Responder::start(&program.to_path_buf(), &[])?;
    let head = |title: &str| Table {
        title: title.to_owned(),
        head: std::iter::once("page".to_owned()).chain(CLIENTS.map(str::to_owned)).collect(),
        rows: Vec::new(),
    };
    let mut counted = head("Instructions a call, one call after the other; in brackets the ratio to `bare`:");
    let mut timed = head("CPU time a call in µs (median of five interleaved runs of 2,000 calls):");
    let mut eight = head("The same with eight calls at a time:");
    let mut heap = head("Allocations a call:");
    for page in PAGES {
        let call = |client: &str, width: &str, calls: &str| {
            numbers(Command::new(program).args([
                "call",
                "--client",
                client,
                "--page",
                page,
                "--url",
                &responder.url,
                "--width",
                width,
                "--calls",
                calls,
            ]))
        };
        let (mut of_all, mut cpu, mut cpu_of_eight, mut allocations) = (Vec::new(), vec![], vec![], Vec::new());
        for client in CLIENTS {
            if !knows(client, page) {
                of_all.push(f64::NAN);
                allocations.push(f64::NAN);
                continue;
            }
            let arguments = ["call", "--client", client, "--page", page, "--url", &responder.url];
            of_all.push(instructions::of_one(program, &arguments, "--calls", (100, 400))?.total);
            allocations.push(call(client, "1", "1000")?[2] / 1000.0);
        }
        for _ in 0..REPETITIONS {
            let round = |width: &str| {
                let one =
                    |client| if knows(client, page) { Ok(call(client, width, "2000")?[0] / 2e6) } else { Ok(f64::NAN) };
                CLIENTS.into_iter().map(one).collect::<anyhow::Result<Vec<f64>>>()
            };
            cpu.push(round("1")?);
            cpu_of_eight.push(round("8")?);
        }
        let medians =
            |rounds: &[Vec<f64>]| (0..CLIENTS.len()).map(|i| median(rounds.iter().map(|r| r[i]).collect())).collect();
        for (table, values, digits) in [
            (&mut counted, of_all, 0),
            (&mut timed, medians(&cpu), 1),
            (&mut eight, medians(&cpu_of_eight), 1),
            (&mut heap, allocations, 0),
        ] {
            let bare = values[2];
            let shown = values.iter().map(|v: &f64| if v.is_nan() { "–".into() } else { beside(*v, bare, digits) });
            table.rows.push(std::iter::once(page.replace(':', " ")).chain(shown).collect());
        }
    }
    Ok(vec![counted, timed, eight, heap, tls(program)?, ceiling(program)?])
}

fn tls(program: &Path) -> anyhow::Result<Table> {
    let responder = Responder::with_tls(&program.to_path_buf())?;
    let certificate = responder.certificate.as_ref().context("no certificate")?;
    let mut rows = Vec::new();
    for page in ["bans:20", "members:50"] {
        let call = |client: &str| -> anyhow::Result<f64> {
            let arguments = ["call", "--client", client, "--page", page, "--url", &responder.url, "--calls", "2000"];
            Ok(numbers(Command::new(program).args(arguments).arg("--certificate").arg(certificate))?[0] / 2e6)
        };
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        for _ in 0..REPETITIONS {
            ours.push(call("ours")?);
            bare.push(call("bare")?);
        }
        let bare = median(bare);
        rows.push(vec![page.replace(':', " "), beside(median(ours), bare, 1), beside(bare, bare, 1)]);
    }
    let head = ["page", "ours", "bare"].map(str::to_owned).to_vec();
    Ok(Table { title: "CPU time a call over TLS in µs:".into(), head, rows })
}

/// What the responder could answer, so that it is seen not to be the bottleneck.
fn ceiling(program: &Path) -> anyhow::Result<Table> {
    let responder = Responder::start(&program.to_path_buf(), &[])?;
    let before = responder.cpu_seconds();
    let arguments = ["call", "--client", "raw", "--page", "bans:20", "--url", &responder.url, "--calls", "50000"];
    let wall = numbers(Command::new(program).args(arguments))?[1] / 1e9;
    let cpu = (responder.cpu_seconds() - before) / 50_000.0 * 1e6;
    let row = vec![format!("{:.0}", 50_000.0 / wall), format!("{cpu:.1}")];
    let head = ["answers a second to one connection", "its CPU time an answer in µs"].map(str::to_owned).to_vec();
    Ok(Table { title: "The responder's own ceiling:".into(), head, rows: vec![row] })
}

fn lists(program: &Path) -> anyhow::Result<Vec<Table>> {
    let readers: [(&str, &[&str]); 6] = [
        ("bare loop", &["--reader=bare"]),
        ("`members()`, look-ahead 0", &["--reader=members", "--look-ahead=0"]),
        ("`members()`, look-ahead 1 (default)", &["--reader=members"]),
        ("`members()`, look-ahead 8", &["--reader=members", "--look-ahead=8"]),
        ("`pages()`, look-ahead 0", &["--reader=pages", "--look-ahead=0"]),
        ("`pages()`, look-ahead 1", &["--reader=pages"]),
    ];
    let responder = Responder::start(&program.to_path_buf(), &[])?;
    let (mut rows, mut of_bare) = (Vec::new(), (f64::NAN, f64::NAN));
    for (name, flags) in readers {
        let url = format!("--url={}", responder.url);
        let arguments: Vec<_> = ["list", &url].iter().chain(flags).copied().collect();
        let count = instructions::of_one(program, &arguments, "--pages", (50, 150))?.total;
        let runs = (0..REPETITIONS).map(|_| numbers(Command::new(program).args(&arguments)));
        let runs = runs.collect::<anyhow::Result<Vec<_>>>()?;
        let cpu = median(runs.iter().map(|run| run[1] / 1e6).collect());
        if rows.is_empty() {
            of_bare = (count, cpu);
        }
        let allocations = runs[0][3] / runs[0][0];
        rows.push(vec![
            name.into(),
            beside(count, of_bare.0, 0),
            beside(cpu, of_bare.1, 1),
            format!("{allocations:.2}"),
        ]);
    }
    let head = ["reader", "instructions a page", "CPU time in ms", "allocations a member"].map(str::to_owned).to_vec();
    let whole = Table { title: "A list of 100,000 bans, 1,000 pages:".into(), head, rows };

    let mut rows = Vec::new();
    for delay in ["0", "20", "100"] {
        let responder = Responder::start(&program.to_path_buf(), &["--delay", delay, "--members", "10000"])?;
        let mut row = vec![format!("{delay} ms")];
        let mut sequential = f64::NAN;
        for look_ahead in ["0", "1", "8"] {
            let mut list = Command::new(program);
            list.args(["list", "--reader=members", "--url", &responder.url, "--look-ahead", look_ahead]);
            let wall = numbers(&mut list)?[2] / 1e9;
            sequential = if look_ahead == "0" { wall } else { sequential };
            row.push(format!("{wall:.2} s (1/{:.1})", sequential / wall));
        }
        rows.push(row);
    }
    let head = ["delay of an answer", "look-ahead 0", "1", "8"].map(str::to_owned).to_vec();
    Ok(vec![
        whole,
        Table { title: "10,000 bans, 100 pages, wall time; in brackets the part of look-ahead 0:".into(), head, rows },
    ])
}

fn permits(program: &Path) -> anyhow::Result<Vec<Table>> {
    let mut rows = Vec::new();
    for (threads, tasks) in [("1", "1"), ("1", "8"), ("1", "64"), ("1", "1000"), ("2", "8"), ("2", "1000")] {
        let arguments = ["permits", "--tasks", tasks, "--threads", threads];
        let time = |unlimited: bool| -> anyhow::Result<f64> {
            let mut command = Command::new(program);
            command.args(arguments).args(["--permits", "200000"]).args(unlimited.then_some("--unlimited"));
            Ok(numbers(&mut command)?[0] / 200_000.0 / 1e3)
        };
        let both = (0..REPETITIONS).map(|_| Ok((time(false)?, time(true)?))).collect::<anyhow::Result<Vec<_>>>()?;
        let (ours, without) = (median(both.iter().map(|b| b.0).collect()), median(both.iter().map(|b| b.1).collect()));
        rows.push(vec![threads.into(), tasks.into(), format!("{ours:.2}"), format!("{without:.2}")]);
    }
    let head = ["threads", "tasks", "local limiter", "`Unlimited`"].map(str::to_owned).to_vec();
    Ok(vec![Table { title: "Wall time in µs of a permit that need not be waited for:".into(), head, rows }])
}

fn user_sigs(program: &Path) -> anyhow::Result<Vec<Table>> {
    let mut rows = Vec::new();
    for job in ["sign", "check", "read"] {
        let arguments = ["user-sig", "--job", job];
        let count = instructions::of_one(program, &arguments, "--times", (10, 90))?.total;
        let times = (0..REPETITIONS).map(|_| numbers(Command::new(program).args(arguments).args(["--times", "20000"])));
        let times = times.collect::<anyhow::Result<Vec<_>>>()?;
        let micros = median(times.iter().map(|t| t[0] / 20_000.0 / 1e3).collect());
        rows.push(vec![job.into(), format!("{micros:.1}"), format!("{count:.0}")]);
    }
    let head = ["job", "µs", "instructions"].map(str::to_owned).to_vec();
    Ok(vec![Table { title: "A UserSig:".into(), head, rows }])
}
