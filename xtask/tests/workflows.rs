//! The workflows run what `cargo xtask ci` runs, and do so safely.

use std::collections::BTreeSet;
use std::fs;

use xtask::document::{Document, Node};
use xtask::{ci, project_root};

#[test]
fn every_workflow_is_read_without_duplicate_keys() {
    assert!(workflows().iter().any(|(name, _)| name == "ci.yml"));
}

#[test]
fn every_step_of_ci_has_a_job_and_every_job_a_step() {
    let covered: BTreeSet<_> = lines("ci.yml")
        .iter()
        .filter_map(|line| line.strip_prefix("cargo xtask ci "))
        .flat_map(|step| steps(Some(step)).unwrap_or_else(|error| panic!("ci.yml runs `ci {step}`: {error}")))
        .collect();
    let all: BTreeSet<_> = steps(None).expect("the steps are listed").into_iter().collect();
    assert_eq!(covered, all, "what the jobs run, and what `cargo xtask ci` runs");
}

#[test]
fn an_unknown_step_is_refused() {
    steps(Some("nonsense")).expect_err("there is none");
}

#[test]
fn actions_are_pinned_by_commit_and_leave_no_token_behind() {
    for (name, workflow) in workflows() {
        for step in job_steps(&workflow.root) {
            let Some(action) = step.str("uses") else { continue };
            let commit = action.split_once('@').map_or("", |(_, commit)| commit);
            let is_commit = commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit());
            assert!(is_commit, "{name}: {action} is not pinned by commit");
            if action.starts_with("actions/checkout@") {
                let persists = step.get("with").and_then(|with| with.get("persist-credentials"));
                let persists = persists.map(Node::to_json);
                assert_eq!(persists, Some(false.into()), "{name}:{}: the token stays in the checkout", step.at);
            }
        }
    }
}

/// Every workflow by its file name, read strictly.
fn workflows() -> Vec<(String, Document)> {
    let folder = project_root().join(".github/workflows");
    let files = fs::read_dir(folder).expect("there are workflows").map(|entry| entry.expect("an entry").path());
    files
        .map(|path| {
            let name = path.file_name().expect("a file").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("the workflow can be read");
            let workflow = Document::read(&text).unwrap_or_else(|error| panic!("{name}:{error}"));
            (name, workflow)
        })
        .collect()
}

fn job_steps(workflow: &Node) -> Vec<&Node> {
    let jobs = workflow.get("jobs").expect("a workflow has jobs").entries();
    jobs.iter().flat_map(|job| job.value.list("steps")).collect()
}

/// The lines of every command that a workflow runs.
fn lines(workflow: &str) -> Vec<String> {
    let (_, workflow) = workflows().into_iter().find(|(name, _)| name == workflow).expect("the workflow is there");
    let steps = job_steps(&workflow.root);
    let commands = steps.iter().filter_map(|step| step.str("run"));
    commands.flat_map(str::lines).map(|line| line.trim().to_owned()).collect()
}

/// The steps that `cargo xtask ci` or `cargo xtask ci ONLY` runs.
fn steps(only: Option<&str>) -> anyhow::Result<Vec<String>> {
    let mut out = Vec::new();
    ci::run(&ci::Arguments { list: true, only: only.map(str::to_owned) }, &mut out)?;
    Ok(String::from_utf8(out)?.lines().map(str::to_owned).collect())
}
