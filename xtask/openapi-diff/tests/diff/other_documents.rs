//! Documents that are not ours, and what a change says beside its verdicts.

use super::*;

#[test]
fn a_document_does_not_differ_from_itself_in_json() {
    for name in ["openapi.yaml", "pets.yaml"] {
        let json = yaml(&text(name)).to_string();
        assert!(verdicts(&text(name), &json).changes.is_empty(), "{name}");
        assert!(verdicts(&json, &text(name)).changes.is_empty(), "{name}");
    }
}

#[test]
fn a_change_names_the_schema_the_direction_and_every_operation_it_reaches() {
    let found = edit(
        "openapi.yaml",
        &[("      format: int64\n      description: Seconds", "      format: int32\n      description: Seconds")],
    );
    let [change] = found.changes.as_slice() else { panic!("{found:?}") };
    assert_eq!(change.place, "UnixTime");
    assert_eq!(change.direction, "response");
    let reached = |id: &str| change.operations.iter().any(|operation| operation == id);
    assert!(reached("get_group_ban_member") && reached("get_permission_group_member_list"), "{change:?}");
    assert_eq!((change.wire.as_str(), change.source.as_str()), ("compatible", "breaking"));
}

#[test]
fn what_is_written_and_read_has_the_direction_both() {
    let found = edit("pets.yaml", &[("        value: {}\n", "        value:\n          type: string\n")]);
    let change = found.changes.first().expect("a change");
    assert_eq!(change.place, "Tree.value");
    assert_eq!(change.direction, "both");
    assert_eq!(change.operations, ["getTree", "putTree"]);
}

#[test]
fn a_schema_that_nobody_uses_breaks_nobody_in_the_field() {
    let found = edit("pets.yaml", &[("    Tree:\n", "    Spare:\n      type: object\n    Tree:\n")]);
    assert_eq!((found.wire.as_str(), found.source.as_str()), ("none", "compatible"));
    assert!(found.changes.iter().all(|change| change.operations.is_empty()), "{found:?}");
}

#[test]
fn circles_of_references_end() {
    let circle = |to: &str| {
        let end = format!("    Circle:\n      $ref: '#/components/schemas/{to}'\n");
        text("pets.yaml") + "    Loop:\n      allOf:\n        - $ref: '#/components/schemas/Loop'\n" + &end
    };
    assert!(verdicts(&circle("Circle"), &circle("Circle")).changes.is_empty());
    let described = circle("Circle").replace("    Loop:\n", "    Loop:\n      description: d\n");
    assert_eq!(rules_of(&verdicts(&circle("Circle"), &described)), BTreeSet::from(["unresolved-reference"]));
    assert_eq!(verdicts(&circle("Circle"), &circle("Loop")).source, "cannot-tell");
}

#[test]
fn statuses_may_be_written_as_numbers() {
    let found = edit("pets.yaml", &[("        '204':", "        204:")]);
    assert!(found.changes.is_empty(), "{found:?}");
}

#[test]
fn the_changes_of_one_comparison_stand_the_other_way_round_backwards() {
    let old = text("openapi.yaml");
    let new =
        old.replace("      required:\n        - GroupId\n        - Offset\n", "      required:\n        - GroupId\n");
    let forward = verdicts(&old, &new);
    assert_eq!(rules_of(&forward), BTreeSet::from(["property-became-optional"]));
    assert_eq!(forward.wire, "compatible");
    let back = verdicts(&new, &old);
    assert_eq!(rules_of(&back), BTreeSet::from(["property-became-required"]));
    assert_eq!(back.wire, "breaking");
}

/// Every change to a scalar of the document is told, whatever it is.
#[test]
fn no_difference_is_silent() {
    for name in ["openapi.yaml", "pets.yaml"] {
        let document = yaml(&text(name));
        let mut leaves = Vec::new();
        collect(&document, String::new(), &mut leaves);
        // A sample, spread over the whole document.
        let step = leaves.len() / 100 + 1;
        for pointer in leaves.iter().step_by(step).filter(|pointer| *pointer != "/openapi") {
            let mut edited = document.clone();
            let leaf = edited.pointer_mut(pointer).expect("the leaf is there");
            *leaf = match leaf {
                Value::String(text) => format!("{text}x").into(),
                Value::Bool(flag) => (!*flag).into(),
                Value::Number(number) => (number.as_i64().unwrap_or(0) + 1).into(),
                _ => "x".into(),
            };
            let found = verdicts(&text(name), &edited.to_string());
            assert!(!found.changes.is_empty(), "{name}: nothing said of {pointer}");
        }
    }
}

fn collect(value: &Value, pointer: String, leaves: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect(value, format!("{pointer}/{key}"), leaves);
            }
        }
        Value::Array(array) => {
            for (index, value) in array.iter().enumerate() {
                collect(value, format!("{pointer}/{index}"), leaves);
            }
        }
        _ => leaves.push(pointer),
    }
}

fn edit(base: &str, replacements: &[(&str, &str)]) -> Verdicts {
    let old = text(base);
    let new = replacements.iter().fold(old.clone(), |text, (find, with)| {
        assert!(text.contains(find), "{base} has no {find:?}");
        text.replace(find, with)
    });
    verdicts(&old, &new)
}
