//! What the renderings for people have in common: the answer first, then groups by severity.

use crate::comparison::Change;
use crate::document::Position;
use crate::verdict::{Direction, Promise, Verdict};
use crate::version::Judgement;

/// A finished comparison.
#[derive(Debug, Default)]
pub struct Report {
    pub(crate) old: String,
    pub(crate) new: String,
    pub(crate) changes: Vec<Change>,
    pub(crate) version: Judgement,
    pub(crate) operation_count: usize,
    pub(crate) promise: Promise,
    /// Where the new document says its version.
    pub(crate) version_at: Option<Position>,
}

impl Report {
    /// The worst for clients in the field.
    #[must_use]
    pub fn wire(&self) -> Verdict {
        self.changes.iter().map(|change| change.wire).max().unwrap_or(Verdict::None)
    }

    /// The worst for code around generated clients.
    #[must_use]
    pub fn source(&self) -> Verdict {
        self.changes.iter().map(|change| change.source).max().unwrap_or(Verdict::None)
    }

    /// For a terminal.
    #[must_use]
    pub fn text(&self) -> String {
        crate::render_text::render(self)
    }

    /// For the summary of a pull request's job.
    #[must_use]
    pub fn markdown(&self) -> String {
        crate::render_markdown::render(self)
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> String {
        crate::render_json::render(self)
    }

    /// Annotations for GitHub, on the file that has the new document.
    #[must_use]
    pub fn github(&self, path: &str) -> String {
        crate::render_github::render(self, path)
    }

    /// Whether something breaks that is promised.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.changes.iter().any(|change| change.against(self.promise).is_breaking())
    }

    /// Whether the changes ask for a higher `info.version` than there is.
    #[must_use]
    pub fn is_version_too_low(&self) -> bool {
        self.version.is_too_low()
    }

    /// The answer in one sentence.
    pub(crate) fn answer(&self) -> String {
        if self.changes.is_empty() {
            return "nothing changed".to_owned();
        }
        let wire = verb(self.changes.iter().map(|change| change.wire));
        let source = verb(self.changes.iter().map(|change| change.source));
        match (wire, source) {
            (Some(a), Some(b)) if a == b => {
                format!("{a} clients in the field and code around generated clients")
            }
            (Some(a), Some(b)) => {
                format!("{a} clients in the field and {b} code around generated clients")
            }
            (Some(a), None) => {
                format!("{a} clients in the field, not the code around generated clients")
            }
            (None, Some(b)) => {
                format!("{b} code around generated clients, not clients in the field")
            }
            (None, None) => match self.wire().max(self.source()) {
                Verdict::None => "changes nothing for anybody",
                Verdict::Documentation => "changes words only",
                _ => "breaks nobody",
            }
            .to_owned(),
        }
    }

    /// Title and changes of each group that has any, the worst first.
    pub(crate) fn groups(&self) -> Vec<(&'static str, Vec<&Change>)> {
        let titles = [
            "breaks clients in the field",
            "cannot tell: counts as breaking, judge it yourself",
            "breaks code around generated clients",
            "compatible",
            "documentation only",
            "no effect",
        ];
        let group = |change: &Change| match change.worst() {
            _ if change.wire == Verdict::Breaking => 0,
            _ if change.wire == Verdict::CannotTell => 1,
            Verdict::CannotTell => 1,
            Verdict::Breaking => 2,
            Verdict::Compatible => 3,
            Verdict::Documentation => 4,
            Verdict::None => 5,
        };
        titles
            .into_iter()
            .enumerate()
            .map(|(index, title)| (title, self.changes.iter().filter(|change| group(change) == index).collect()))
            .filter(|(_, changes): &(_, Vec<&Change>)| !changes.is_empty())
            .collect()
    }

    /// Who meets a change.
    pub(crate) fn affected(&self, change: &Change) -> String {
        const MOST_NAMES: usize = 8;
        let whom = match change.operations.as_slice() {
            [] => return "no operation".to_owned(),
            all if all.len() == self.operation_count && all.len() > 1 => "every operation".to_owned(),
            some if some.len() <= MOST_NAMES => some.join(", "),
            some => {
                let (named, others) = some.split_at(MOST_NAMES);
                format!("{} and {} more", named.join(", "), others.len())
            }
        };
        match change.direction {
            Direction::None => whom,
            Direction::Both => format!("{whom}, request and response"),
            one => format!("{whom}, {}", one.as_str()),
        }
    }
}

/// Whether verdicts break, or may.
fn verb(verdicts: impl Iterator<Item = Verdict>) -> Option<&'static str> {
    let worst: Vec<_> = verdicts.filter(|verdict| verdict.is_breaking()).collect();
    if worst.contains(&Verdict::Breaking) { Some("breaks") } else { worst.first().map(|_| "may break") }
}
