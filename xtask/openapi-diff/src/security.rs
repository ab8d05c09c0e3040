//! Who may call: security requirements and schemes.

use std::collections::BTreeMap;

use crate::comparison::{Comparison, Place, Touched};
use crate::operation::words;
use crate::operations::Operation;
use crate::rest::{self, keys};
use crate::rules;
use crate::side::Node;
use crate::sites;
use crate::verdict::Verdict;

use Verdict::{Breaking, Compatible, Documentation};

/// One way to be let in: schemes with their scopes, all of which are needed.
type Way = BTreeMap<String, Vec<String>>;

/// Compares the security requirements that hold for an operation.
pub(crate) fn compare<'d>(cx: &mut Comparison<'d>, old: &Operation<'d>, new: &Operation<'d>, at: &Place) {
    let (before, after) = (site(cx.old.root(), old), site(cx.new.root(), new));
    let (old_ways, new_ways) = (ways(before.as_ref()), ways(after.as_ref()));
    let touched = Touched::options(before.as_ref(), after.as_ref());
    if old_ways == new_ways {
        // Another order, or the same said in another place.
        cx.cover(touched);
        return;
    }
    let is_root = |node: &Option<Node<'_>>| node.as_ref().is_none_or(|node| node.pointer == "/security");
    let name =
        if is_root(&before) && is_root(&after) { "security".to_owned() } else { format!("{} security", at.name) };
    // Every way in that clients use today must still suffice.
    let suffices = |today: &Way| {
        new_ways.iter().any(|way| {
            way.iter().all(|(scheme, scopes)| {
                let has = today.get(scheme);
                has.is_some_and(|has| scopes.iter().all(|scope| has.contains(scope)))
            })
        })
    };
    let verdict = if old_ways.iter().all(suffices) { Compatible } else { Breaking };
    let message = format!("security {} -> {}", text(&old_ways), text(&new_ways));
    let place = at.named(name);
    cx.report(rules::SECURITY_CHANGED, &place, (verdict, verdict), touched, message);
}

fn site<'d>(root: Node<'d>, operation: &Operation<'d>) -> Option<Node<'d>> {
    operation.node.get("security").or_else(|| root.get("security"))
}

/// No requirement at all is one way that needs nothing.
fn ways(list: Option<&Node<'_>>) -> Vec<Way> {
    let mut ways: Vec<Way> = list
        .map(|list| list.items())
        .unwrap_or_default()
        .iter()
        .map(|way| {
            let scopes = |node: &Node<'_>| {
                let mut scopes: Vec<String> =
                    node.items().iter().filter_map(|scope| scope.value.as_str().map(str::to_owned)).collect();
                scopes.sort();
                scopes
            };
            way.entries().iter().map(|(name, node)| ((*name).to_owned(), scopes(node))).collect()
        })
        .collect();
    if ways.is_empty() {
        ways.push(Way::new());
    }
    ways.sort();
    ways
}

fn text(ways: &[Way]) -> String {
    let way = |way: &Way| {
        let scheme = |(name, scopes): (&String, &Vec<String>)| {
            if scopes.is_empty() { name.clone() } else { format!("{name}({})", scopes.join(", ")) }
        };
        let schemes: Vec<_> = way.iter().map(scheme).collect();
        if schemes.is_empty() { "nothing".to_owned() } else { schemes.join(" and ") }
    };
    ways.iter().map(way).collect::<Vec<_>>().join(" or ")
}

/// Compares the schemes in `components`.
pub(crate) fn compare_schemes(cx: &mut Comparison<'_>) {
    let (old, new) = (cx.old.components("securitySchemes"), cx.new.components("securitySchemes"));
    for (name, a) in &old {
        let mut place = Place::document(format!("security scheme {name}"));
        place.operations = cx.all_operations();
        match new.iter().find(|(other, _)| other == name) {
            Some((_, b)) => sites::compare(cx, a, b, &place, scheme),
            None => {
                let verdicts = (Verdict::None, Breaking);
                let touched = Touched::old(a);
                cx.report(rules::SECURITY_SCHEME_REMOVED, &place, verdicts, touched, "scheme removed");
            }
        }
    }
    for (name, b) in &new {
        if !old.iter().any(|(other, _)| other == name) {
            let place = Place::document(format!("security scheme {name}"));
            let verdicts = (Verdict::None, Compatible);
            let touched = Touched::new(b);
            cx.report(rules::SECURITY_SCHEME_ADDED, &place, verdicts, touched, "scheme added");
        }
    }
}

fn scheme(cx: &mut Comparison<'_>, old: &Node<'_>, new: &Node<'_>, at: &Place) {
    words(cx, old, new, at, &["description", "bearerFormat"]);
    for key in ["type", "name", "in", "scheme", "openIdConnectUrl"] {
        let (a, b) = (old.text(key), new.text(key));
        if a != b {
            let message = format!("`{key}` `{}` -> `{}`", a.unwrap_or("none"), b.unwrap_or("none"));
            let touched = Touched::key(old, new, key);
            let verdicts = (Breaking, Breaking);
            cx.report(rules::SECURITY_SCHEME_CHANGED, at, verdicts, touched, message);
        }
    }
    if old.value.get("flows") != new.value.get("flows") {
        let verdict = flows(old, new);
        let touched = Touched::key(old, new, "flows");
        let message = "the OAuth flows changed";
        cx.report(rules::SECURITY_SCHEME_CHANGED, at, (verdict, verdict), touched, message);
    }
    let known = &["description", "bearerFormat", "type", "name", "in", "scheme", "openIdConnectUrl", "flows"];
    rest::compare(cx, old, new, at, known);
}

/// Breaking unless flows or scopes were only added or described in other words.
fn flows(old: &Node<'_>, new: &Node<'_>) -> Verdict {
    let (Some(before), Some(after)) = (old.get("flows"), new.get("flows")) else {
        return if old.get("flows").is_none() { Compatible } else { Breaking };
    };
    let mut verdict = Documentation;
    for name in keys([&before, &after]) {
        let (a, b) = match (before.get(name), after.get(name)) {
            (Some(a), Some(b)) => (a, b),
            (None, _) => {
                verdict = verdict.max(Compatible);
                continue;
            }
            (_, None) => return Breaking,
        };
        let urls = ["authorizationUrl", "tokenUrl", "refreshUrl"];
        if urls.iter().any(|key| a.value.get(key) != b.value.get(key)) {
            return Breaking;
        }
        let scopes = |node: &Node<'_>| -> Vec<String> {
            let scopes = node.get("scopes").map(|scopes| scopes.entries()).unwrap_or_default();
            scopes.iter().map(|(scope, _)| (*scope).to_owned()).collect()
        };
        let (old_scopes, new_scopes) = (scopes(&a), scopes(&b));
        if old_scopes.iter().any(|scope| !new_scopes.contains(scope)) {
            return Breaking;
        }
        if new_scopes.len() > old_scopes.len() {
            verdict = verdict.max(Compatible);
        }
    }
    verdict
}
