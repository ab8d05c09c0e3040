//! The table of results and the snippets in `docs/other-languages.md`, which the command writes.

use std::fmt::Write as _;
use std::fs;
use std::io::Write;

use super::client::Result;
use super::scenario::CHECKS;
use crate::project_root;

/// Writes what came of it into the page, or says that the page tells something else.
pub(super) fn update(results: &[Result], write: bool, out: &mut dyn Write) -> anyhow::Result<bool> {
    let path = project_root().join("docs/other-languages.md");
    let page = fs::read_to_string(&path)?;
    let mut fresh = between(&page, "results", &table(results)?)?;
    for result in results.iter().filter(|result| page.contains(&format!("<!-- {} -->", result.client.name))) {
        let client = &result.client;
        let fence = client.text("fence");
        let mut own = format!("```sh\n{}\n```\n", client.text("generate").trim());
        for (shared, name, text) in client.team_code()? {
            let shown = format!("`{name}`:\n\n```{fence}\n{text}```\n");
            match shared {
                true => fresh = between(&fresh, &name, &shown)?,
                false => own += &format!("\n{shown}"),
            }
        }
        fresh = between(&fresh, &client.name, &own)?;
    }
    if fresh == page {
        return Ok(true);
    }
    if write {
        fs::write(&path, fresh)?;
        writeln!(out, "{} written", path.display())?;
    } else {
        writeln!(out, "FAILED: docs/other-languages.md tells something else; run `cargo xtask conformance --write`")?;
    }
    Ok(write)
}

/// The page with another text between `<!-- NAME -->` and `<!-- end of NAME -->`.
fn between(page: &str, name: &str, text: &str) -> anyhow::Result<String> {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let parts = page.split_once(&begin).and_then(|(head, rest)| Some((head, rest.split_once(&end)?.1)));
    let (head, tail) = parts.ok_or_else(|| anyhow::anyhow!("docs/other-languages.md has no place for {name}"))?;
    Ok(format!("{head}{begin}\n{text}\n{end}{tail}"))
}

fn table(results: &[Result]) -> anyhow::Result<String> {
    let mut text = String::from(
        "| language | generator | checks | lines a team writes | signature in an error's text |\n|---|---|---|---|---|\n",
    );
    let mut notes = String::new();
    for result in results {
        let client = &result.client;
        let failed: Vec<_> = CHECKS.iter().filter(|(name, _)| client.expected(name).is_some()).collect();
        let leaks = if result.leaks.is_empty() { "no".to_owned() } else { result.leaks.join(", ") };
        let passed = result.checks.len() - failed.len();
        writeln!(
            text,
            "| {} | {} | {passed} of {} | {} | {leaks} |",
            client.text("language"),
            client.text("generator"),
            result.checks.len(),
            client.team_lines()?,
        )?;
        for (name, _) in failed {
            writeln!(notes, "- {}, {}: {}", client.text("generator"), name, client.expected(name).unwrap_or_default())?;
        }
    }
    writeln!(text, "\nWhat is not passed, and why:\n\n{notes}")?;
    writeln!(text, "The checks:\n")?;
    CHECKS.iter().try_for_each(|(name, about)| writeln!(text, "- *{name}*: {about}"))?;
    Ok(text)
}
