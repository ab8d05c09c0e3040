//! Permits of the rate limiter that need not be waited for.

use std::process::Command;

use super::rivals::{build, numbers};
use super::table::{Spread, Table};
use super::{Effort, Section, instructions};

pub(super) fn section(effort: Effort) -> anyhow::Result<Section> {
    let program = build()?;
    let mut table = Table::new(
        "Wall time in µs of a permit that need not be waited for, the task's switch included:",
        ["threads", "tasks", "local limiter", "`Unlimited`"],
    );
    let permits = effort.times(200_000);
    for (threads, tasks) in [(1, 1), (1, 8), (1, 64), (1, 1000), (2, 1), (2, 8), (2, 64), (2, 1000)] {
        let arguments = ["permits", "--tasks", &tasks.to_string(), "--threads", &threads.to_string()];
        let time = |unlimited: bool| -> anyhow::Result<f64> {
            let mut command = Command::new(&program);
            command.args(arguments).args(["--permits", &permits.to_string()]);
            command.args(unlimited.then_some("--unlimited"));
            Ok(numbers(&mut command)?[0] / permits as f64 / 1e3)
        };
        let runs = (0..effort.runs).map(|_| Ok((time(false)?, time(true)?))).collect::<anyhow::Result<Vec<_>>>()?;
        let local = Spread::of(runs.iter().map(|run| run.0));
        let unlimited = Spread::of(runs.iter().map(|run| run.1));
        table.rows.push(vec![threads.to_string(), tasks.to_string(), format!("{local:.2}"), format!("{unlimited:.2}")]);
    }
    let mut section = Section::of([table]);
    let [local, unlimited] = [&["permits"][..], &["permits", "--unlimited"]]
        .map(|arguments| instructions::of_one(&program, arguments, "--permits", (1_000, 9_000)));
    section.text += &format!(
        "\nOne task on one thread: {:.0} instructions with the local limiter, {:.0} with `Unlimited`.\n",
        local?.total, unlimited?.total
    );
    Ok(section)
}
