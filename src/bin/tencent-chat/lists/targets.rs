//! Which lists are to be read: from the arguments, stdin or a file.

use std::collections::HashSet;
use std::io::Read;
use std::path::Path;

use crate::contract::List;
use crate::failure::{Failure, quoted, warn};
use crate::names::{kebab, shouted};

/// What names one list: a value for each key of its operation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Target(pub(crate) Vec<String>);

/// The lists, each once, in the order in which they were named; and whether there may be several.
pub(super) fn read(list: &List, ids: &[String], file: Option<&Path>) -> Result<(Vec<Target>, bool), Failure> {
    let mut targets = Vec::new();
    let stdin = ids.iter().any(|id| id == "-") || file.is_some_and(|file| file == Path::new("-"));
    let typed: Vec<_> = ids.iter().filter(|id| *id != "-").cloned().collect();
    for ids in typed.chunks(list.keys.len()) {
        targets.push(target(list, ids)?);
    }
    if stdin {
        let mut text = String::new();
        let read = std::io::stdin().lock().read_to_string(&mut text);
        read.map_err(|error| Failure::usage(format!("stdin cannot be read: {error}")))?;
        targets.extend(lines(list, &text, "stdin")?);
    }
    if let Some(file) = file.filter(|file| *file != Path::new("-")) {
        let shown = file.display().to_string();
        let text = std::fs::read_to_string(file)
            .map_err(|error| Failure::usage(format!("{shown} cannot be read: {error}")))?;
        targets.extend(lines(list, &text, &shown)?);
    }
    if targets.is_empty() {
        return Err(Failure::usage("there is no list to read: not one ID was given"));
    }
    let several = stdin || file.is_some() || targets.len() > 1;
    let (before, mut seen) = (targets.len(), HashSet::new());
    targets.retain(|target| seen.insert(target.clone()));
    if targets.len() < before {
        warn(&format!("{} lists were named more than once; each is read once", before - targets.len()));
    }
    Ok((targets, several))
}

impl Target {
    /// For a reader, such as `group '@TGS#a'`.
    pub(crate) fn label(&self, list: &List) -> String {
        let one = |(key, value): (&crate::contract::Parameter, &String)| {
            let kind = kebab(key.name);
            format!("{} '{value}'", kind.strip_suffix("-id").unwrap_or(&kind).replace('-', " "))
        };
        list.keys.iter().zip(&self.0).map(one).collect::<Vec<_>>().join(", ")
    }

    /// For a shell.
    pub(crate) fn arguments(&self) -> String {
        self.0.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(" ")
    }
}

/// One list from as many IDs as it has keys.
fn target(list: &List, ids: &[String]) -> Result<Target, Failure> {
    if let Some(missing) = list.keys.get(ids.len()) {
        let last = ids.last().map(String::as_str).unwrap_or_default();
        return Err(Failure::usage(format!("<{}> is missing after '{last}'", shouted(missing.name))));
    }
    for (key, id) in list.keys.iter().zip(ids) {
        if id.trim().is_empty() {
            let what = key.description.split('.').next().unwrap_or_default();
            return Err(Failure::usage(format!("{} is empty: it is the {what}", shouted(key.name))));
        }
        if id.len() > 1 && id.starts_with('\'') && id.ends_with('\'') {
            return Err(Failure::usage(format!("the quotes of {id} are part of the ID"))
                .hint("cmd.exe does not take single quotes away; use double quotes"));
        }
    }
    Ok(Target(ids.to_vec()))
}

/// A list from each line that is not blank.
fn lines(list: &List, text: &str, place: &str) -> Result<Vec<Target>, Failure> {
    let mut targets = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        let parts: Vec<String> = match list.keys.len() {
            1 => vec![line.to_owned()],
            _ if line.contains('\t') => line.split('\t').map(|part| part.trim().to_owned()).collect(),
            _ if line.contains(',') => line.split(',').map(|part| part.trim().to_owned()).collect(),
            _ => line.split_whitespace().map(str::to_owned).collect(),
        };
        // The header of our own CSV.
        let header = number == 0 && parts.iter().zip(&list.keys).all(|(part, key)| part == key.name);
        if line.is_empty() || header {
            continue;
        }
        if parts.len() != list.keys.len() || parts.iter().any(String::is_empty) {
            let keys: Vec<_> = list.keys.iter().map(|key| shouted(key.name)).collect();
            return Err(Failure::usage(format!(
                "{place}, line {}: {line:?} is not {}",
                number + 1,
                keys.join(" and ")
            )));
        }
        targets.push(Target(parts));
    }
    Ok(targets)
}
