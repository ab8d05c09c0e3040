//! Deliberate mistakes: small edits of the contract as it stands, in `tests/mistakes/`.
//!
//! They edit the real document and not a frozen copy, so that they speak of the contract of today and no second copy
//! of its facts has to be kept. An edit names its place by a JSON pointer and edits lines below it, which must occur
//! there once; another operation that looks the same does not disturb it. When the contract changes at that place,
//! the test names the file to adapt.
//!
//! A file begins with `rule: ID` and perhaps a remark. `=== mistake PLACE` and `=== mended PLACE` each begin an edit,
//! `@@ PLACE` begins another place of the same edit. A place is a JSON pointer; a step such as `code=10010` finds the
//! item of a list that has this value, and no pointer at all means the whole document. In an edit, ` ` keeps a line,
//! `-` removes it, `+` adds it; `!` adds and `>` keeps the line at which the mistake must be found. A `*` at the end of
//! a removed line stands for the rest of it, so that a value which changes often, as the version, stands in no edit.

use std::fs;
use std::ops::Range;
use std::path::Path;

use xtask::document::{Document, Node};

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
#[derive(Debug, Default)]
pub(crate) struct Edit(Vec<Place>);

/// Lines below a JSON pointer, each with its mark.
#[derive(Debug)]
struct Place {
    pointer: String,
    lines: Vec<(char, String)>,
}

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
        let rule = text.lines().next().and_then(|line| line.strip_prefix("rule: "));
        let rule = rule.unwrap_or_else(|| panic!("{name}: begin with `rule: ID`")).to_owned();
        let mut edits: Vec<(bool, Edit)> = Vec::new();
        for line in text.lines() {
            let begins = [("=== mistake", true), ("=== mended", false)];
            if let Some((rest, is_mistake)) = begins.iter().find_map(|(head, is)| Some((line.strip_prefix(head)?, is)))
            {
                edits.push((*is_mistake, Edit(vec![Place::at(rest)])));
            } else if let Some((_, edit)) = edits.last_mut() {
                match line.strip_prefix("@@") {
                    Some(rest) => edit.0.push(Place::at(rest)),
                    None => edit.0.last_mut().unwrap().push(line, &name),
                }
            }
        }
        let mut take = |wanted| {
            let place = edits.iter().position(|(is_mistake, _)| *is_mistake == wanted);
            place.map(|place| edits.remove(place).1)
        };
        let mistake = take(true).unwrap_or_else(|| panic!("{name}: has no `=== mistake`"));
        Self { rule, mistake, mended: take(false), name }
    }
}

impl Edit {
    /// The edited text, and the marked line in it.
    pub(crate) fn apply(&self, text: &str, name: &str) -> (String, Option<usize>) {
        let document = Document::read(text).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let mut places: Vec<_> = self.0.iter().map(|place| (place.find(&document, &lines, name), place)).collect();
        places.sort_by_key(|(range, _)| range.start);
        let mut edited = Vec::new();
        let mut marked = None;
        let mut next = 0;
        for (range, place) in places {
            assert!(next <= range.start, "{name}: two places overlap at line {}", range.start + 1);
            edited.extend(&lines[next..range.start]);
            let kept = place.lines.iter().filter(|(mark, _)| *mark != '-');
            let mark = kept.clone().position(|(mark, _)| "!>".contains(*mark));
            marked = marked.or(mark.map(|offset| edited.len() + offset + 1));
            edited.extend(kept.map(|(_, line)| line.as_str()));
            next = range.end;
        }
        edited.extend(&lines[next..]);
        (edited.join("\n") + "\n", marked)
    }
}

impl Place {
    fn at(pointer: &str) -> Self {
        Self { pointer: pointer.trim().to_owned(), lines: Vec::new() }
    }

    fn push(&mut self, line: &str, name: &str) {
        let mark = line.chars().next().unwrap_or(' ');
        assert!(" -+!>".contains(mark), "{name}: `{line}` begins with no known mark");
        self.lines.push((mark, line.get(1..).unwrap_or_default().to_owned()));
    }

    /// The lines that the place replaces.
    fn find(&self, document: &Document, lines: &[&str], name: &str) -> Range<usize> {
        let old: Vec<_> = self.lines.iter().filter(|(mark, _)| " ->".contains(*mark)).collect();
        let below = below(document, lines, &self.pointer);
        let below = below.unwrap_or_else(|| panic!("{name}: the contract has no `{}`", self.pointer));
        let fits = |start: &usize| {
            let lines = &lines[*start..below.end];
            lines.len() >= old.len() && old.iter().zip(lines).all(|(old, line)| is_line(old, line))
        };
        let starts = below.clone().filter(fits);
        match starts.collect::<Vec<_>>()[..] {
            [start] => start..start + old.len(),
            ref starts => panic!(
                "{name}: its lines occur {} times below `{}`:\n{}",
                starts.len(),
                self.pointer,
                old.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n")
            ),
        }
    }
}

/// Whether a line of the document is the one that an edit keeps or removes.
fn is_line((mark, old): &(char, String), line: &str) -> bool {
    let rest = if *mark == '-' { old.strip_suffix('*') } else { None };
    rest.map_or(old == line, |beginning| line.starts_with(beginning))
}

/// The lines of what a pointer names, its key included; counted from 0.
fn below(document: &Document, lines: &[&str], pointer: &str) -> Option<Range<usize>> {
    let mut node = &document.root;
    let mut first = 0;
    // The least indentation of the lines that belong to the node.
    let mut inside = 0;
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        if let Some(entry) = node.entry(&step) {
            (node, first, inside) = (&entry.value, entry.at.line - 1, entry.at.column);
        } else {
            let (key, value) = step.split_once('=')?;
            let item = |item: &&Node| item.get(key).is_some_and(|found| text(found) == value);
            node = node.items().iter().find(item)?;
            (first, inside) = (node.at.line - 1, node.at.column - 1);
        }
    }
    let belongs = |line: &&&str| {
        let indent = line.len() - line.trim_start_matches(' ').len();
        line.is_empty() || indent >= inside
    };
    let more = lines[(first + 1).min(lines.len())..].iter().take_while(belongs).count();
    Some(first..first + 1 + more)
}

/// A single value as it is written.
fn text(node: &Node) -> String {
    match node.as_str() {
        Some(text) => text.to_owned(),
        None => node.to_json().to_string(),
    }
}
