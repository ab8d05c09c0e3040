//! The plan of the house: imports point downwards, DESIGN's drawing is what the code does, and the core stays small.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms that stand beside or above the core and that no room of the core may enter.
const ABOVE: [&str; 3] = ["lib", "sandbox", "bin"];
/// The most code lines that a consumer compiles without optional features, without `src/operations`, which grows with each
/// operation. The aim is 2,200; lower it with each gain.
const MOST_LINES: usize = 3_231;

type Arrows = BTreeSet<(String, String)>;

#[test]
fn imports_point_downwards_only() {
    let arrows = imports();
    let mut above: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in &arrows {
        assert!(!ABOVE.contains(&to.as_str()), "{from} imports {to}, which stands above it");
        above.entry(to.clone()).or_default().insert(from.clone());
        above.entry(from.clone()).or_default();
    }
    // Take away the rooms that nobody imports, until none is left or the rest is a circle.
    while !above.is_empty() {
        let top: Vec<_> = above.iter().filter(|(_, from)| from.is_empty()).map(|(room, _)| room.clone()).collect();
        assert!(!top.is_empty(), "these rooms import each other in a circle: {above:?}");
        above.retain(|room, _| !top.contains(room));
        above.values_mut().for_each(|from| from.retain(|room| !top.contains(room)));
    }
}

#[test]
fn the_drawing_in_design_is_what_the_code_imports() {
    let design = fs::read_to_string(root().join("DESIGN.md")).unwrap();
    let drawing = design.split("```mermaid\n").nth(1).expect("DESIGN.md has a drawing");
    let drawing = drawing.split("```").next().unwrap();
    let mut drawn = Arrows::new();
    for line in drawing.lines().map(str::trim) {
        if let Some((from, to)) = line.split_once(" --> ") {
            drawn.extend(to.split(" & ").map(|to| (from.to_owned(), to.to_owned())));
        }
    }
    let found = imports();
    let only = |a: &Arrows, b: &Arrows| a.difference(b).map(|(a, b)| format!("{a} --> {b}")).collect::<Vec<_>>();
    assert_eq!(only(&found, &drawn), [""; 0], "imports that the drawing lacks");
    assert_eq!(only(&drawn, &found), [""; 0], "arrows that the code does not have");
}

#[test]
fn the_core_stays_small() {
    let mut lines = BTreeMap::new();
    let operations = root().join("src/operations");
    let core = core_files().filter(|file| !file.starts_with(&operations));
    for file in core.chain([root().join("build.rs")]).chain(files(&root().join("build"))) {
        lines.insert(file.strip_prefix(root()).unwrap().to_owned(), code_lines(&file));
    }
    let sum: usize = lines.values().sum();
    assert!(sum <= MOST_LINES, "{sum} code lines, at most {MOST_LINES} are wanted: {lines:#?}");
}

/// Lines that are neither blank nor comment, without the tests at the end.
fn code_lines(file: &Path) -> usize {
    let text = fs::read_to_string(file).unwrap();
    let code = ["#[cfg(test)]\nmod ", "#[cfg(test)]\npub(crate) mod "]
        .iter()
        .fold(&*text, |text, tests| text.split(tests).next().unwrap_or_default());
    code.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

/// Which room imports which, by the paths that begin with `crate::`.
fn imports() -> Arrows {
    let expanded = root().join("expanded");
    let generated = [("generated", "client.rs"), ("contract", "contract.rs"), ("operations", "operations.rs")];
    let generated = generated.map(|(room, file)| (room.to_owned(), expanded.join(file)));
    let written = core_files().map(|file| (room(&file), file));
    let mut arrows = Arrows::new();
    for (room, file) in written.chain(generated) {
        let text = fs::read_to_string(&file).unwrap();
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for path in line.split("crate::").skip(1) {
                let other: String = path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                assert!(!other.is_empty(), "{}: write one path a line, not `{line}`", file.display());
                if other != room {
                    arrows.insert((room.clone(), other));
                }
            }
        }
    }
    arrows.into_iter().filter(|(from, _)| from != "lib").collect()
}

/// The files of `src/` that are compiled without optional features.
fn core_files() -> impl Iterator<Item = PathBuf> {
    let optional = ["sandbox", "bin", "redis", "json", "blocking", "chrono", "jiff", "json_schema"];
    files(&root().join("src")).into_iter().filter(move |file| {
        let path = file.strip_prefix(root()).unwrap();
        !path.with_extension("").iter().any(|part| optional.iter().any(|name| part == *name))
    })
}

/// The folder or file right below `src/`.
fn room(file: &Path) -> String {
    let path = file.strip_prefix(root().join("src")).unwrap().with_extension("");
    path.iter().next().unwrap().to_string_lossy().into_owned()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
