//! One call: ours beside a bare reqwest program, another client, hyper-util and a socket.

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use anyhow::{Context, anyhow};

use super::plot::Plot;
use super::rivals::{Responder, build, build_patched, numbers};
use super::table::{Spread, Table, beside, thousands};
use super::{Effort, Section, instructions};

const CLIENTS: [&str; 6] = ["ours", "ours-unlimited", "bare", "peer", "hyper", "raw"];
const BARE: usize = 2;
const PAGES: [&str; 7] = ["bans:1", "bans:20", "bans:50", "bans:100", "members:1", "members:20", "members:50"];
/// Pages over TLS, and those that are counted eight at a time.
const SOME: [&str; 4] = ["bans:1", "bans:100", "members:1", "members:50"];
const OVER_TLS: [&str; 2] = ["ours", "bare"];

/// What a call costs, counted: others may use the machine, too, as long as no client has to wait until it gives up.
pub(super) fn section(effort: Effort) -> anyhow::Result<Section> {
    let program = build()?;
    let plain = Responder::start(&program, &[])?;
    let pages = pages(effort);

    let mut counted = Table::new("Instructions a call, one call after the other:", head());
    let counts = counts(&program, &plain, &CLIENTS, pages, 1)?;
    let patched = parsed_once(effort, &plain, pages, &counts)?;
    let mut at_once = Table::new("Instructions a call with eight at a time:", head());
    let counts_at_once = self::counts(&program, &plain, &CLIENTS, some(effort), 8)?;
    for (table, pages, counts) in [(&mut counted, pages, &counts), (&mut at_once, some(effort), &counts_at_once)] {
        for (page, of_page) in pages.iter().zip(counts) {
            let shown = of_page.iter().map(|count| beside(*count, of_page[BARE]));
            table.rows.push(std::iter::once(label(page)).chain(shown).collect());
        }
    }
    let heap = heap(&program, &plain, pages, effort.times(3_000))?;
    let mut section = Section::of([counted, patched, at_once, heap, building(&program)?]);
    let title = "Instructions a call, in thousands";
    section.plots = vec![plot("instructions", title, pages, &|page, client| counts[page][client] / 1e3)];
    Ok(section)
}

/// What a call takes, timed: on a quiet machine only.
pub(super) fn timed(effort: Effort) -> anyhow::Result<Section> {
    let program = build()?;
    let (plain, tls) = (Responder::start(&program, &[])?, Responder::with_tls(&program)?);
    let (pages, calls) = (pages(effort), effort.times(3_000));

    let (mut tables, mut series) = (Vec::new(), Vec::new());
    for width in [1, 8] {
        let title = format!("CPU time a call in µs, {}:", if width == 1 { "one at a time" } else { "eight at a time" });
        let mut table = Table::new(&title, head());
        for page in pages {
            let times = times(&program, &plain, &CLIENTS, page, width, calls, effort.runs)?;
            table.rows.push(row(page, &times, BARE));
            if width == 1 {
                series.push(times);
            }
        }
        tables.push(table);
    }

    // Not counted: under callgrind a handshake can take longer than a client waits for a connection.
    let head = ["page", "one at a time", "eight at a time"];
    let mut table = Table::new("CPU time a call in µs over TLS, `ours` with the ratio to `bare`:", head);
    for page in some(effort) {
        let mut row = vec![label(page)];
        for width in [1, 8] {
            let times = times(&program, &tls, &OVER_TLS, page, width, calls, effort.runs)?;
            row.push(times[0].beside(times[1], 1));
        }
        table.rows.push(row);
    }
    tables.extend([table, ceiling(&program, effort)?]);

    let mut section = Section::of(tables);
    let title = "CPU time a call, in µs";
    section.plots = vec![plot("cpu", title, pages, &|page, client| series[page][client].median)];
    Ok(section)
}

fn pages(effort: Effort) -> &'static [&'static str] {
    if effort.quick { &["bans:20", "members:50"] } else { &PAGES }
}

fn some(effort: Effort) -> &'static [&'static str] {
    if effort.quick { &["bans:100"] } else { &SOME }
}

fn head() -> impl Iterator<Item = &'static str> {
    std::iter::once("page").chain(CLIENTS)
}

/// A series for each client except `ours-unlimited`, which would hide behind `ours`.
fn plot(name: &'static str, title: &str, pages: &[&str], values: &dyn Fn(usize, usize) -> f64) -> Plot {
    let of = |client: usize| (CLIENTS[client].to_owned(), (0..pages.len()).map(|page| values(page, client)).collect());
    let labels = pages.iter().map(|page| label(page)).collect();
    Plot { name, title: title.to_owned(), series: [0, 2, 3, 4, 5].map(of).to_vec(), labels }
}

fn label(page: &str) -> String {
    page.replace(':', " ")
}

fn row(page: &str, times: &[Spread], other: usize) -> Vec<String> {
    std::iter::once(label(page)).chain(times.iter().map(|time| time.beside(times[other], 1))).collect()
}

fn knows(client: &str, page: &str) -> bool {
    client != "peer" || page.starts_with("bans")
}

fn call(program: &Path, responder: &Responder, client: &str, page: &str, width: usize) -> Vec<String> {
    let mut arguments = vec![program.display().to_string(), "call".to_owned()];
    let width = width.to_string();
    for (flag, value) in [("client", client), ("page", page), ("url", &*responder.url), ("width", &*width)] {
        arguments.push(format!("--{flag}={value}"));
    }
    arguments.extend(responder.certificate.iter().map(|path| format!("--certificate={}", path.display())));
    arguments
}

/// Instructions of each client for each page. Two are counted at a time.
fn counts(
    program: &Path,
    responder: &Responder,
    clients: &[&str],
    pages: &[&str],
    width: usize,
) -> anyhow::Result<Vec<Vec<f64>>> {
    let jobs: Vec<_> = pages.iter().flat_map(|page| clients.iter().map(move |client| (*client, *page))).collect();
    let done = Mutex::new(vec![f64::NAN; jobs.len()]);
    let next = Mutex::new(0..jobs.len());
    let work = || -> anyhow::Result<()> {
        loop {
            let Some(job) = next.lock().map_err(|_| anyhow!("a counter failed"))?.next() else { return Ok(()) };
            let (client, page) = jobs[job];
            if !knows(client, page) {
                continue;
            }
            let arguments = call(program, responder, client, page, width);
            let arguments: Vec<_> = arguments[1..].iter().map(String::as_str).collect();
            let count = instructions::of_one(program, &arguments, "--calls", (100, 400))
                .with_context(|| format!("{client}, {page}"))?;
            done.lock().map_err(|_| anyhow!("a counter failed"))?[job] = count.total;
        }
    };
    std::thread::scope(|scope| {
        let workers = [scope.spawn(work), scope.spawn(work)];
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("a counter failed"))?)
    })?;
    let done = done.into_inner().map_err(|_| anyhow!("a counter failed"))?;
    Ok(done.chunks(clients.len()).map(<[f64]>::to_vec).collect())
}

/// The same with a reqwest that parses a URL once, as that of the peer does.
fn parsed_once(effort: Effort, responder: &Responder, pages: &[&str], unpatched: &[Vec<f64>]) -> anyhow::Result<Table> {
    let program = build_patched()?;
    let head = ["page", "ours beside bare", "ours beside peer", "ours, saved", "bare, saved"];
    let mut table =
        Table::new("With a reqwest that parses the URL once (`xtask/rivals/reqwest.patch`), instructions:", head);
    let pages = if effort.quick { &pages[..1] } else { pages };
    let counts = counts(&program, responder, &OVER_TLS, pages, 1)?;
    for ((page, patched), before) in pages.iter().zip(counts).zip(unpatched) {
        let saved = |before: f64, after: f64| {
            format!("{} ({:.0} %)", thousands(before - after), (1.0 - after / before) * 100.0)
        };
        let (ours, bare, peer) = (patched[0], patched[1], before[3]);
        let to_peer = if peer.is_nan() { "–".to_owned() } else { format!("{:.2}", ours / peer) };
        table.rows.push(vec![
            label(page),
            beside(ours, bare),
            to_peer,
            saved(before[0], ours),
            saved(before[BARE], bare),
        ]);
    }
    Ok(table)
}

/// CPU time of a call by each client, their runs one after the other in turn.
fn times(
    program: &Path,
    responder: &Responder,
    clients: &[&str],
    page: &str,
    width: usize,
    calls: usize,
    runs: usize,
) -> anyhow::Result<Vec<Spread>> {
    let mut of_all = vec![Vec::new(); clients.len()];
    for _ in 0..runs {
        for (client, times) in clients.iter().zip(&mut of_all) {
            if knows(client, page) {
                times.push(run(program, responder, client, page, width, calls)?[0] / calls as f64 / 1e3);
            }
        }
    }
    Ok(of_all.into_iter().map(Spread::of).collect())
}

/// CPU time and wall time in ns, allocations and bytes of so many calls.
fn run(
    program: &Path,
    responder: &Responder,
    client: &str,
    page: &str,
    width: usize,
    calls: usize,
) -> anyhow::Result<Vec<f64>> {
    let arguments = call(program, responder, client, page, width);
    numbers(Command::new(program).args(&arguments[1..]).arg(format!("--calls={calls}")))
}

fn heap(program: &Path, responder: &Responder, pages: &[&str], calls: usize) -> anyhow::Result<Table> {
    let mut table = Table::new("Allocations a call, and KiB that are allocated:", head());
    for page in pages {
        let mut row = vec![label(page)];
        for client in CLIENTS {
            row.push(if knows(client, page) {
                let run = run(program, responder, client, page, 1, calls)?;
                let each = |total: f64| total / calls as f64;
                format!("{:.0} / {:.1}", each(run[2]), each(run[3]) / 1024.0)
            } else {
                "–".to_owned()
            });
        }
        table.rows.push(row);
    }
    Ok(table)
}

/// What building a request costs as progenitor has it done, for its maintainers.
fn building(program: &Path) -> anyhow::Result<Table> {
    let ways = [
        ("generated", "as generated: five `.query()`, header `api-version`"),
        ("no-version", "without the header"),
        ("one-query", "without the header, one `.query()` with five parameters"),
    ];
    let mut table = Table::new("A request built and not sent:", ["way", "instructions"]);
    let mut generated = None;
    for (way, name) in ways {
        let count = instructions::of_one(program, &["build", "--way", way], "--times", (50, 450))?.total;
        table.rows.push(vec![name.into(), beside(count, *generated.get_or_insert(count))]);
    }
    Ok(table)
}

/// What the responder could answer, so that it is seen not to be the bottleneck.
fn ceiling(program: &Path, effort: Effort) -> anyhow::Result<Table> {
    let responder = Responder::start(program, &[])?;
    let head = ["connections", "answers a second", "its CPU time an answer in µs"];
    let mut table = Table::new("The responder's own ceiling, pages of 20 bans, asked by sockets:", head);
    let seconds = if effort.quick { "1" } else { "3" };
    for connections in ["1", "8"] {
        let before = responder.cpu_seconds();
        let arguments = ["flood", "--url", &responder.url, "--connections", connections, "--seconds", seconds];
        let flood = numbers(Command::new(program).args(arguments))?;
        let cpu = (responder.cpu_seconds() - before) / flood[0] * 1e6;
        table.rows.push(vec![connections.into(), thousands(flood[0] / (flood[1] / 1e9)), format!("{cpu:.1}")]);
    }
    Ok(table)
}
