//! Two documents side by side: what has been found so far, and which differences are accounted for.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::Value;

use crate::document::Position;
use crate::operations::operations;
use crate::rules::Rule;
use crate::show::show;
use crate::side::{Node, Side, child};
use crate::usage::{Uses, references, unchanged_references};
use crate::verdict::{Direction, Promise, Verdict};
use crate::words;

/// What one of the documents says where a change is.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    pub(crate) pointer: String,
    pub(crate) at: Position,
    /// `None` where this document has nothing, and `at` is what stands around.
    pub(crate) value: Option<Value>,
}

/// One judged change.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) rule: Rule,
    pub(crate) place: String,
    pub(crate) direction: Direction,
    pub(crate) wire: Verdict,
    pub(crate) source: Verdict,
    pub(crate) operations: Vec<String>,
    pub(crate) message: String,
    pub(crate) old: Option<Spot>,
    pub(crate) new: Option<Spot>,
}

impl Change {
    /// The worst of both verdicts.
    pub(crate) fn worst(&self) -> Verdict {
        self.wire.max(self.source)
    }

    /// The worst, where only what is promised can break.
    pub(crate) fn against(&self, promise: Promise) -> Verdict {
        let mild = |verdict: Verdict| verdict.min(Verdict::Compatible);
        match promise {
            Promise::Wire | Promise::Source if self.rule.is_behaviour() => mild(self.worst()),
            Promise::Wire => self.wire.max(mild(self.source)),
            _ => self.worst(),
        }
    }

    /// Line and column, for people.
    pub(crate) fn location(&self) -> String {
        let at = |spot: &Option<Spot>| spot.as_ref().filter(|spot| spot.value.is_some()).map(|spot| spot.at);
        match (at(&self.old), at(&self.new)) {
            (_, Some(at)) => at.to_string(),
            (Some(at), None) => format!("was at {at}"),
            (None, None) => "-".to_owned(),
        }
    }

    /// What both sides say, where it is prose.
    pub(crate) fn words(&self, mark: impl Fn(bool, &str) -> String) -> Option<String> {
        let text = |spot: &Option<Spot>| match spot.as_ref().and_then(|spot| spot.value.as_ref()) {
            None => Some(String::new()),
            Some(Value::String(text)) => Some(text.clone()),
            Some(_) => None,
        };
        let (old, new) = (text(&self.old)?, text(&self.new)?);
        let is_prose = self.worst() == Verdict::Documentation && (old.contains(' ') || new.contains(' '));
        is_prose.then(|| words::changed(&old, &new, mark))
    }
}

/// Where the walk stands.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// What a reader calls it: `Schema.property`, `query parameter random`.
    pub(crate) name: String,
    pub(crate) direction: Direction,
    pub(crate) operations: Rc<[String]>,
    /// Inside a component that both documents have: walked once for all that use it.
    pub(crate) is_shared: bool,
}

/// Pointers of the old and of the new document that a change accounts for, with all below them.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    pub(crate) old: Vec<String>,
    pub(crate) new: Vec<String>,
}

/// The state of a comparison.
#[derive(Debug)]
pub(crate) struct Comparison<'d> {
    pub(crate) old: &'d Side,
    pub(crate) new: &'d Side,
    pub(crate) old_uses: Uses,
    pub(crate) new_uses: Uses,
    /// `$ref`s whose whole content is the same in both documents: the walk need not go there.
    unchanged: HashSet<String>,
    visited: HashSet<(String, String, Direction, bool)>,
    /// In which direction any walk has compared two schemas.
    compared: HashMap<(String, String), Direction>,
    changes: Vec<Change>,
    /// Where in `changes` the same finding is, so that one edit seen from ten places is one change.
    index: HashMap<(&'static str, String, String), usize>,
    reports: usize,
    old_operations: HashSet<String>,
    covered_old: HashSet<String>,
    covered_new: HashSet<String>,
}

impl<'d> Comparison<'d> {
    pub(crate) fn new(old: &'d Side, new: &'d Side) -> Self {
        Self {
            old,
            new,
            old_uses: Uses::of(old),
            new_uses: Uses::of(new),
            unchanged: unchanged_references(old, new),
            visited: HashSet::new(),
            compared: HashMap::new(),
            changes: Vec::new(),
            index: HashMap::new(),
            reports: 0,
            old_operations: operations(old).into_iter().map(|one| one.label).collect(),
            covered_old: HashSet::new(),
            covered_new: HashSet::new(),
        }
    }

    /// Records a change and that it accounts for `touched`.
    pub(crate) fn report(
        &mut self,
        rule: Rule,
        place: &Place,
        verdicts: (Verdict, Verdict),
        touched: Touched,
        message: impl Into<String>,
    ) {
        self.report_at(rule, place, verdicts, &touched, message);
        self.cover(touched);
    }

    /// Records a change that accounts for nothing: `around` only says where it is.
    pub(crate) fn report_at(
        &mut self,
        rule: Rule,
        place: &Place,
        (wire, source): (Verdict, Verdict),
        around: &Touched,
        message: impl Into<String>,
    ) {
        self.reports += 1;
        let message = message.into();
        let key = (rule.id, place.name.clone(), message.clone());
        if let Some(&at) = self.index.get(&key) {
            let change = &mut self.changes[at];
            change.direction = change.direction.and(place.direction);
            change.wire = change.wire.max(wire);
            change.source = change.source.max(source);
            for operation in place.operations.iter() {
                if !change.operations.contains(operation) {
                    change.operations.push(operation.clone());
                }
            }
            return;
        }
        self.index.insert(key, self.changes.len());
        self.changes.push(Change {
            rule,
            place: place.name.clone(),
            direction: place.direction,
            wire,
            source,
            operations: place.operations.to_vec(),
            message,
            old: spot(self.old, &around.old),
            new: spot(self.new, &around.new),
        });
    }

    /// Reports a key that differs, with what it was and what it is.
    pub(crate) fn key(
        &mut self,
        rule: Rule,
        place: &Place,
        verdicts: (Verdict, Verdict),
        (old, new): (&Node<'_>, &Node<'_>),
        key: &str,
    ) {
        let (before, after) = (old.get(key), new.get(key));
        if before.as_ref().map(|node| node.value) != after.as_ref().map(|node| node.value) {
            let message = format!("`{key}` {} -> {}", show(before.as_ref()), show(after.as_ref()));
            self.report(rule, place, verdicts, Touched::key(old, new, key), message);
        }
    }

    /// Accounts for differences that mean nothing, or that other reports have told.
    pub(crate) fn cover(&mut self, touched: Touched) {
        self.covered_old.extend(touched.old);
        self.covered_new.extend(touched.new);
    }

    /// How many reports there were so far: tells whether a comparison found anything.
    pub(crate) fn reports(&self) -> usize {
        self.reports
    }

    pub(crate) fn is_covered(&self, old: &str, new: &str) -> bool {
        self.covered_old.contains(old) || self.covered_new.contains(new)
    }

    pub(crate) fn into_changes(self) -> Vec<Change> {
        self.changes
    }

    /// True the first time; breaks the circles of recursive schemas.
    pub(crate) fn enter(&mut self, old: String, new: String, at: &Place) -> bool {
        let known = self.compared.entry((old.clone(), new.clone())).or_insert(at.direction);
        *known = known.and(at.direction);
        self.visited.insert((old, new, at.direction, at.is_shared))
    }

    /// Whether walks have been there in this direction.
    pub(crate) fn has_compared(&self, old: &str, new: &str, direction: Direction) -> bool {
        let known = self.compared.get(&(old.to_owned(), new.to_owned()));
        known.is_some_and(|known| known.and(direction) == *known)
    }

    /// Forgets what was visited for one operation: each is walked on its own, to know whom a
    /// change affects.
    pub(crate) fn start_operation(&mut self) {
        self.visited.retain(|(.., is_shared)| *is_shared);
    }

    /// Whether both nodes are the same `$ref` with nothing changed behind it.
    pub(crate) fn is_unchanged(&self, old: &Node<'_>, new: &Node<'_>) -> bool {
        old.value == new.value && old.reference().is_some_and(|reference| self.unchanged.contains(reference))
    }

    /// Whether both nodes say the same, down to the last thing that they refer to.
    pub(crate) fn is_same(&self, old: &Node<'_>, new: &Node<'_>) -> bool {
        old.value == new.value && references(old.value).iter().all(|reference| self.unchanged.contains(*reference))
    }

    /// Every operation of the old document, or of the new one when the old has none.
    pub(crate) fn all_operations(&self) -> Rc<[String]> {
        let labels =
            |document| -> Rc<[String]> { operations(document).into_iter().map(|operation| operation.label).collect() };
        let old = labels(self.old);
        if old.is_empty() { labels(self.new) } else { old }
    }

    /// The place of a component, with the operations and the direction that use it.
    pub(crate) fn component_place(&self, section: &str, name: &str, label: &str) -> Place {
        let pointer = child(&format!("/components/{section}"), name);
        let direction = self.old_uses.direction(&pointer).and(self.new_uses.direction(&pointer));
        Place {
            name: label.to_owned(),
            direction,
            operations: self.users(&pointer, &pointer, direction),
            is_shared: true,
        }
    }

    /// The place inside a component, seen from a place that refers to it on both sides.
    pub(crate) fn shared_place(&self, old: &Node<'_>, new: &Node<'_>, at: &Place) -> Place {
        let operations = self.users(&old.pointer, &new.pointer, at.direction);
        Place { operations, is_shared: true, ..at.clone() }
    }

    fn users(&self, old: &str, new: &str, direction: Direction) -> Rc<[String]> {
        let mut users = self.old_uses.operations(old, direction);
        for operation in self.new_uses.operations(new, direction) {
            // An operation that is new uses what it uses from the start.
            let is_known = self.old_operations.contains(&operation);
            if is_known && !users.contains(&operation) {
                users.push(operation);
            }
        }
        users.into()
    }
}

/// The first of the pointers that leads to something; else what stands around the first.
fn spot(side: &Side, pointers: &[String]) -> Option<Spot> {
    let found = pointers.iter().find_map(|pointer| side.at(pointer));
    let pointer = found.as_ref().map_or_else(|| pointers.first(), |node| Some(&node.pointer))?.clone();
    Some(Spot { at: side.position(&pointer), value: found.map(|node| node.value.clone()), pointer })
}

impl Place {
    /// A place that belongs to no operation and no direction.
    pub(crate) fn document(name: impl Into<String>) -> Self {
        Self { name: name.into(), direction: Direction::None, operations: Rc::new([]), is_shared: true }
    }

    /// The same operations and direction under another name.
    pub(crate) fn named(&self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self.clone() }
    }

    pub(crate) fn going(&self, direction: Direction) -> Self {
        Self { direction, ..self.clone() }
    }
}

impl Touched {
    pub(crate) fn both(old: &Node<'_>, new: &Node<'_>) -> Self {
        Self { old: vec![old.pointer.clone()], new: vec![new.pointer.clone()] }
    }

    pub(crate) fn old(node: &Node<'_>) -> Self {
        Self { old: vec![node.pointer.clone()], new: Vec::new() }
    }

    pub(crate) fn new(node: &Node<'_>) -> Self {
        Self { old: Vec::new(), new: vec![node.pointer.clone()] }
    }

    /// A key that either side may lack.
    pub(crate) fn key(old: &Node<'_>, new: &Node<'_>, key: &str) -> Self {
        Self::keys(old, new, &[key])
    }

    /// Several keys, each of which either side may lack.
    pub(crate) fn keys(old: &Node<'_>, new: &Node<'_>, keys: &[&str]) -> Self {
        let pointers = |node: &Node<'_>| keys.iter().map(|key| child(&node.pointer, key)).collect();
        Self { old: pointers(old), new: pointers(new) }
    }

    pub(crate) fn options(old: Option<&Node<'_>>, new: Option<&Node<'_>>) -> Self {
        Self {
            old: old.map(|node| node.pointer.clone()).into_iter().collect(),
            new: new.map(|node| node.pointer.clone()).into_iter().collect(),
        }
    }
}
