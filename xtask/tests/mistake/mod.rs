//! Deliberate mistakes: small edits of the contract as it stands, in `tests/mistakes/`.
//!
//! They edit the real document and not a frozen copy, so that they speak of the contract of today and no second copy
//! of its facts has to be kept. An edit finds its place by its lines, which must occur once; when the contract changes
//! there, the test names the file to adapt.
//!
//! A file begins with `rule: ID` and perhaps a remark. `=== mistake` and `=== mended` each begin an edit,
//! `@@` begins another place of the same edit. In an edit, ` ` keeps a line, `-` removes it, `+` adds it;
//! `!` adds and `>` keeps the line at which the mistake must be found. A `*` at the end of a removed line stands for
//! the rest of it, so that a value which changes often, as the version, stands in no edit.

use std::fs;
use std::path::Path;

/// A file of `tests/mistakes/`.
#[derive(Debug)]
pub(crate) struct Mistake {
    /// Name of the file without its ending.
    pub(crate) name: String,
    /// Id of the rule that must find it.
    pub(crate) rule: String,
    /// The mistake.
    pub(crate) mistake: Edit,
    /// Another text at that place, which every rule must accept.
    pub(crate) mended: Option<Edit>,
}

/// An edit at one or several places.
#[derive(Debug)]
pub(crate) struct Edit(Vec<Vec<(char, String)>>);

impl Mistake {
    /// Every mistake, by name.
    pub(crate) fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.iter().map(|path| Self::read(path)).collect()
    }

    /// The mistake of a name.
    pub(crate) fn named(name: &str) -> Self {
        Self::all().into_iter().find(|mistake| mistake.name == name).unwrap()
    }

    fn read(path: &Path) -> Self {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(path).unwrap();
        let (head, edits) = text.split_once("=== mistake\n").unwrap();
        let rule = head.lines().next().and_then(|line| line.strip_prefix("rule: "));
        let rule = rule.unwrap_or_else(|| panic!("{name}: begin with `rule: ID`")).to_owned();
        let (mistake, mended) = match edits.split_once("=== mended\n") {
            Some((mistake, mended)) => (mistake, Some(Edit::read(mended, &name))),
            None => (edits, None),
        };
        Self { rule, mistake: Edit::read(mistake, &name), mended, name }
    }
}

impl Edit {
    fn read(text: &str, name: &str) -> Self {
        let lines = |place: &str| {
            place
                .lines()
                .map(|line| {
                    let mark = line.chars().next().unwrap_or(' ');
                    assert!(" -+!>".contains(mark), "{name}: `{line}` begins with no known mark");
                    (mark, line.get(1..).unwrap_or_default().to_owned())
                })
                .collect()
        };
        Self(text.split("@@\n").map(lines).collect())
    }

    /// The edited text, and the marked line in it.
    pub(crate) fn apply(&self, text: &str, name: &str) -> (String, Option<usize>) {
        let mut lines: Vec<&str> = text.lines().collect();
        let mut marked = None;
        for place in &self.0 {
            let old: Vec<_> = place.iter().filter(|(mark, _)| " ->".contains(*mark)).collect();
            let fits = |start: usize| old.iter().zip(&lines[start..]).all(|(old, line)| is_line(old, line));
            let starts: Vec<_> = (0..=lines.len() - old.len()).filter(|&start| fits(start)).collect();
            let [start] = starts[..] else {
                panic!("{name}: its lines occur {} times:\n{}", starts.len(), chosen(place, " ->").join("\n"));
            };
            let mark = place.iter().filter(|(mark, _)| *mark != '-').position(|(mark, _)| "!>".contains(*mark));
            let new = chosen(place, " +!>");
            let grown = new.len().cast_signed() - old.len().cast_signed();
            // A mark of an earlier place moves with the lines above it.
            marked = marked.map(|line: usize| if line > start { line.saturating_add_signed(grown) } else { line });
            marked = marked.or(mark.map(|offset| start + offset + 1));
            lines.splice(start..start + old.len(), new);
        }
        (lines.join("\n") + "\n", marked)
    }
}

/// Whether a line of the document is the one that an edit keeps or removes.
fn is_line((mark, old): &(char, String), line: &str) -> bool {
    let rest = if *mark == '-' { old.strip_suffix('*') } else { None };
    rest.map_or(old == line, |beginning| line.starts_with(beginning))
}

fn chosen<'a>(place: &'a [(char, String)], marks: &str) -> Vec<&'a str> {
    let chosen = place.iter().filter(|(mark, _)| marks.contains(*mark));
    chosen.map(|(_, line)| line.as_str()).collect()
}
