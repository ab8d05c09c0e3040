//! Which version of the document a change asks for.

use semver::Version;
use serde_json::{Value, json};

use crate::comparison::Change;
use crate::rules;
use crate::side::Side;
use crate::verdict::{Promise, Verdict};

/// What the document's version says about the changes.
#[derive(Debug, Default)]
pub(crate) enum Judgement {
    /// Nothing changed that asks for a version.
    #[default]
    NotNeeded,
    /// The version has moved as far as it must.
    Enough { version: String },
    /// The version should be at least `needed`.
    TooLow { version: String, needed: String },
    /// Not a semantic version: whether it moved far enough is for people to say.
    Unordered { old: String, new: String },
}

/// Judges `info.version` by the worst of the changes, as `info.description` explains.
pub(crate) fn judge(old: &Side, new: &Side, changes: &[Change], promise: Promise) -> Judgement {
    let (before, after) = (version(old), version(new));
    let worst = worst(changes, promise);
    if worst == Verdict::None {
        return Judgement::NotNeeded;
    }
    let (Ok(base), Ok(head)) = (Version::parse(&before), Version::parse(&after)) else {
        return Judgement::Unordered { old: before, new: after };
    };
    let needed = needed(&base, worst);
    // A pre-release of the version needed will do.
    let core = Version::new(head.major, head.minor, head.patch);
    if core >= needed {
        Judgement::Enough { version: after }
    } else {
        Judgement::TooLow { version: after, needed: needed.to_string() }
    }
}

impl Judgement {
    /// Whether the version did not move although it should have.
    pub(crate) fn is_too_low(&self) -> bool {
        match self {
            Self::NotNeeded | Self::Enough { .. } => false,
            Self::TooLow { .. } => true,
            Self::Unordered { old, new } => old == new,
        }
    }

    /// For programs.
    pub(crate) fn json(&self) -> Value {
        match self {
            Self::NotNeeded => json!({ "status": "not-needed" }),
            Self::Enough { version } => json!({ "status": "enough", "version": version }),
            Self::TooLow { version, needed } => json!({ "status": "too-low", "version": version, "needed": needed }),
            Self::Unordered { old, new } => json!({ "status": "unordered", "old": old, "version": new }),
        }
    }

    /// One line for the reader.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::NotNeeded => "no new version is needed".to_owned(),
            Self::Enough { version } => format!("`info.version` {version} says so"),
            Self::TooLow { version, needed } => {
                format!("`info.version` is {version} and should be {needed}")
            }
            Self::Unordered { old, new } if old == new => {
                format!("`info.version` is still {new} (not a semantic version) and should change")
            }
            Self::Unordered { old, new } => format!(
                "`info.version` went from {old} to {new}; without semantic versions, \
                 whether that is enough is for you to say"
            ),
        }
    }
}

/// The worst verdict of changes other than that of the version itself.
fn worst(changes: &[Change], promise: Promise) -> Verdict {
    changes
        .iter()
        .filter(|change| change.rule.id != rules::DOCUMENT_VERSION_CHANGED.id)
        .map(|change| change.against(promise))
        .max()
        .unwrap_or(Verdict::None)
}

/// Before 1.0.0 the minor version stands for the major one.
fn needed(base: &Version, worst: Verdict) -> Version {
    match worst {
        Verdict::None => base.clone(),
        Verdict::Documentation => Version::new(base.major, base.minor, base.patch + 1),
        Verdict::Breaking | Verdict::CannotTell if base.major > 0 => Version::new(base.major + 1, 0, 0),
        _ => Version::new(base.major, base.minor + 1, 0),
    }
}

fn version(document: &Side) -> String {
    let info = document.root().get("info");
    let text = info.and_then(|info| info.text("version"));
    text.unwrap_or("missing").to_owned()
}
