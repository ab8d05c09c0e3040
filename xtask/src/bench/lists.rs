//! Whole lists: what a stream costs over a loop, and what reading ahead is worth.

use std::path::Path;
use std::process::Command;
use std::thread::JoinHandle;

use super::plot::Plot;
use super::rivals::{Responder, build, numbers};
use super::table::{Spread, Table, beside};
use super::{Effort, Section, instructions};

const READERS: [(&str, &[&str]); 7] = [
    ("bare loop", &["--reader=bare"]),
    ("`members()`, look-ahead 0", &["--reader=members", "--look-ahead=0"]),
    ("`members()`, look-ahead 1 (default)", &["--reader=members"]),
    ("`members()`, look-ahead 8", &["--reader=members", "--look-ahead=8"]),
    ("`pages()`, look-ahead 0", &["--reader=pages", "--look-ahead=0"]),
    ("`pages()`, look-ahead 1 (default)", &["--reader=pages"]),
    ("`pages()`, look-ahead 8", &["--reader=pages", "--look-ahead=8"]),
];

pub(super) fn section(effort: Effort) -> anyhow::Result<Section> {
    let program = build()?;
    let (ahead, plot) = ahead(&program, effort)?;
    let mut section = Section::of([whole(&program, effort)?, ahead]);
    section.plots.push(plot);
    Ok(section)
}

/// What reading costs when no answer has to be waited for.
fn whole(program: &Path, effort: Effort) -> anyhow::Result<Table> {
    let responder = Responder::start(program, &[])?;
    let url = format!("--url={}", responder.url);
    let arguments = |flags: &[&'static str]| [&["list", &url], flags].concat();
    let mut runs = vec![Vec::new(); READERS.len()];
    for _ in 0..effort.runs {
        for ((_, flags), runs) in READERS.iter().zip(&mut runs) {
            runs.push(numbers(Command::new(program).args(arguments(flags)))?);
        }
    }
    let head = ["reader", "instructions a page", "CPU time a page in µs", "allocations a member"];
    let mut table = Table::new("A list of 100,000 bans, 1,000 pages; beside a loop over the bare client:", head);
    let mut bare = None;
    for ((name, flags), runs) in READERS.iter().zip(runs) {
        let count = instructions::of_one(program, &arguments(flags), "--pages", (50, 150))?.total;
        let time = Spread::of(runs.iter().map(|run| run[1] / run[0] / 10.0));
        let (bare_count, bare_time) = *bare.get_or_insert((count, time));
        let allocations = format!("{:.2}", runs[0][3] / runs[0][0]);
        table.rows.push(vec![(*name).into(), beside(count, bare_count), time.beside(bare_time, 1), allocations]);
    }
    Ok(table)
}

/// What is gained when answers take their time. All lists are read at once: they wait and hardly compute.
fn ahead(program: &Path, effort: Effort) -> anyhow::Result<(Table, Plot)> {
    let members = effort.times(100_000).to_string();
    let head = ["reader", "delay", "look-ahead 0", "1 (default)", "8"];
    let title =
        "The same list with a delay before each answer: how many times faster than without look-ahead, wall time:";
    let mut table = Table::new(title, head);
    let (mut labels, mut speed) = (Vec::new(), vec![Vec::new(); 3]);
    for delays in [&["0"][..], &["20", "100"]] {
        let mut started = Vec::new();
        for delay in delays {
            let responder = Responder::start(program, &["--delay", delay, "--members", &members])?;
            let mut row = Vec::new();
            for reader in ["members", "pages"] {
                for look_ahead in ["0", "1", "8"] {
                    let mut list = Command::new(program);
                    list.args(["list", "--reader", reader, "--url", &responder.url, "--look-ahead", look_ahead]);
                    // Without a delay they would take the processors from each other.
                    let times = if *delay == "0" { effort.runs } else { 1 };
                    let running = std::thread::spawn(move || seconds(&mut list, times));
                    row.push(if *delay == "0" { Run::Done(done(running.join())?) } else { Run::Started(running) });
                }
            }
            started.push((*delay, responder, row));
        }
        for (delay, _responder, row) in started {
            let seconds = row.into_iter().map(|run| run.wait()).collect::<anyhow::Result<Vec<_>>>()?;
            for (reader, seconds) in ["members()", "pages()"].into_iter().zip(seconds.chunks(3)) {
                let shown = seconds.iter().map(|s| format!("{:.1} ({s:.2} s)", seconds[0] / s));
                table.rows.push([format!("`{reader}`"), format!("{delay} ms")].into_iter().chain(shown).collect());
                if reader == "members()" {
                    labels.push(format!("{delay} ms"));
                    speed.iter_mut().zip(seconds).for_each(|(speed, s)| speed.push(seconds[0] / s));
                }
            }
        }
    }
    table.rows.sort_by_key(|row| row[0].clone());
    let names = ["look-ahead 0", "look-ahead 1", "look-ahead 8"].map(str::to_owned);
    let title = "members(): times faster than without look-ahead, by the delay of an answer".to_owned();
    Ok((table, Plot { name: "look-ahead", title, series: names.into_iter().zip(speed).collect(), labels }))
}

/// Wall time of a list: the median of so many readings.
fn seconds(list: &mut Command, times: usize) -> anyhow::Result<f64> {
    let runs = (0..times).map(|_| Ok(numbers(list)?[2] / 1e9)).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(Spread::of(runs).median)
}

/// A list that is being read beside others, or one that has been read.
enum Run {
    Started(JoinHandle<anyhow::Result<f64>>),
    Done(f64),
}

impl Run {
    fn wait(self) -> anyhow::Result<f64> {
        match self {
            Self::Started(running) => done(running.join()),
            Self::Done(seconds) => Ok(seconds),
        }
    }
}

fn done(joined: std::thread::Result<anyhow::Result<f64>>) -> anyhow::Result<f64> {
    joined.map_err(|_| anyhow::anyhow!("a reader failed"))?
}
