//! UserSigs: ours beside the vendor's own packages for Node.js and Python.

use std::io::Write;
use std::process::Command;

use super::rivals::{build, numbers};
use super::table::{Spread, Table, thousands};
use super::{Effort, Section, instructions};
use crate::external;

/// Both take the number of signatures and print the nanoseconds that they took.
const NODE: &str = "const {Api} = require('tls-sig-api-v2'); const api = new Api(1400000000, 'KEY'.repeat(21));
const times = Number(process.argv[1]); const begun = process.hrtime.bigint();
for (let i = 0; i < times; i++) api.genUserSig('administrator', 86400);
console.log(String(process.hrtime.bigint() - begun));";
const PYTHON: &str = "import sys, time
from TLSSigAPIv2 import TLSSigAPIv2
api = TLSSigAPIv2(1400000000, 'KEY' * 21)
begun = time.perf_counter_ns()
for _ in range(int(sys.argv[1])): api.gen_sig('administrator', 86400)
print(time.perf_counter_ns() - begun)";

pub(super) fn section(effort: Effort, out: &mut dyn Write) -> anyhow::Result<Section> {
    let program = build()?;
    let modules = external::npm("signers", out)?;
    let python = external::python("signers-python", out)?.join("python");

    let ours = |job: &str, times: usize| {
        let mut command = Command::new(&program);
        command.args(["user-sig", "--job", job, "--times", &times.to_string()]);
        command
    };
    let (many, few) = (effort.times(20_000), effort.times(5_000));
    let mut runs = [const { Vec::new() }; 5];
    for _ in 0..effort.runs {
        let mut node = Command::new("node");
        node.args(["-e", NODE, &many.to_string()]).env("NODE_PATH", &modules);
        let mut python = Command::new(&python);
        python.args(["-c", PYTHON, &few.to_string()]);
        let programs = [
            (ours("sign", many), many),
            (node, many),
            (python, few),
            (ours("check", many), many),
            (ours("read", many), many),
        ];
        for ((mut program, times), runs) in programs.into_iter().zip(&mut runs) {
            runs.push(numbers(&mut program)?[0] / times as f64 / 1e3);
        }
    }
    let [sign, node, python, check, read] = runs.map(Spread::of);
    let mut table = Table::new(
        "Wall time of one UserSig in µs, beside ours:",
        ["job", "ours", "Node.js", "Python", "our instructions"],
    );
    for (job, time, others) in [("sign", sign, Some((node, python))), ("check", check, None), ("read", read, None)] {
        let arguments = ["user-sig", "--job", job];
        let count = instructions::of_one(&program, &arguments, "--times", (10, 90))?.total;
        let (node, python) =
            others.map_or(("–".into(), "–".into()), |(n, p)| (n.beside(time, 1), p.beside(time, 1)));
        table.rows.push(vec![job.into(), format!("{time:.1}"), node, python, thousands(count)]);
    }
    let mut section = Section::of([table]);
    section.text += "\nThe vendor's packages (tls-sig-api-v2 1.0.2 for Node.js, 1.1 for Python) only sign.\n";
    Ok(section)
}
