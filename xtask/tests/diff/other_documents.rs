//! Documents that are not ours, and what a change says beside its verdicts.

use super::*;

#[test]
fn a_document_does_not_differ_from_itself_in_json() {
    let directory = scratch("json");
    for name in ["base.yaml", "pets.yaml"] {
        let text = fs::read_to_string(data(name)).expect("the document can be read");
        let document: Value = serde_saphyr::from_str(&text).expect("the document is YAML");
        let json = directory.join(name.replace(".yaml", ".json"));
        fs::write(&json, document.to_string()).expect("written");
        assert!(verdicts(&data(name), &json).changes.is_empty(), "{name}");
        assert!(verdicts(&json, &data(name)).changes.is_empty(), "{name}");
    }
}

#[test]
fn a_change_names_the_schema_the_direction_and_every_operation_it_reaches() {
    let found = edit(
        "names",
        "base.yaml",
        &[("      format: int64\n      description: Seconds", "      format: int32\n      description: Seconds")],
    );
    let [change] = found.changes.as_slice() else { panic!("{found:?}") };
    assert_eq!(change.place, "UnixTime");
    assert_eq!(change.direction, "response");
    let both = ["get_group_ban_member", "get_permission_group_member_list"];
    assert_eq!(change.operations, both);
    assert_eq!((change.wire.as_str(), change.source.as_str()), ("compatible", "breaking"));
}

#[test]
fn what_is_written_and_read_has_the_direction_both() {
    let found = edit("both", "pets.yaml", &[("        value: {}\n", "        value:\n          type: string\n")]);
    let change = found.changes.first().expect("a change");
    assert_eq!(change.place, "Tree.value");
    assert_eq!(change.direction, "both");
    assert_eq!(change.operations, ["getTree", "putTree"]);
}

#[test]
fn a_schema_that_nobody_uses_breaks_nobody_in_the_field() {
    let found = edit("unused", "pets.yaml", &[("    Loop:\n", "    Spare:\n      type: object\n    Loop:\n")]);
    assert_eq!((found.wire.as_str(), found.source.as_str()), ("none", "compatible"));
    assert!(found.changes.iter().all(|change| change.operations.is_empty()), "{found:?}");
}

#[test]
fn circles_of_references_end() {
    let found = edit(
        "circles",
        "pets.yaml",
        &[("    Loop:\n      allOf:\n", "    Loop:\n      description: d\n      allOf:\n")],
    );
    assert_eq!(rules_of(&found), BTreeSet::from(["description-changed"]));
    let found = edit("circle", "pets.yaml", &[("schemas/Circle'", "schemas/Loop'")]);
    assert_eq!(found.source, "cannot-tell", "{found:?}");
}

#[test]
fn statuses_may_be_written_as_numbers() {
    let found = edit("numbers", "pets.yaml", &[("        '204':", "        204:")]);
    assert!(found.changes.is_empty(), "{found:?}");
}

#[test]
fn the_changes_of_one_comparison_stand_the_other_way_round_backwards() {
    let directory = scratch("backwards");
    let text = fs::read_to_string(data("base.yaml")).expect("the base can be read");
    let new = directory.join("new.yaml");
    fs::write(
        &new,
        text.replace("      required:\n        - GroupId\n        - Offset\n", "      required:\n        - GroupId\n"),
    )
    .expect("written");
    let forward = verdicts(&data("base.yaml"), &new);
    assert_eq!(rules_of(&forward), BTreeSet::from(["property-became-optional"]));
    assert_eq!(forward.wire, "compatible");
    let back = verdicts(&new, &data("base.yaml"));
    assert_eq!(rules_of(&back), BTreeSet::from(["property-became-required"]));
    assert_eq!(back.wire, "breaking");
}

/// Every change to a scalar of the document is told, whatever it is.
#[test]
fn no_difference_is_silent() {
    let directory = scratch("silent");
    for name in ["base.yaml", "pets.yaml"] {
        let text = fs::read_to_string(data(name)).expect("the document can be read");
        let document: Value = serde_saphyr::from_str(&text).expect("the document is YAML");
        let mut leaves = Vec::new();
        collect(&document, String::new(), &mut leaves);
        // A sample, spread over the whole document: each is a run of the command.
        let step = leaves.len() / 60 + 1;
        for pointer in leaves.iter().step_by(step) {
            let mut edited = document.clone();
            let leaf = edited.pointer_mut(pointer).expect("the leaf is there");
            *leaf = match leaf {
                Value::String(text) => format!("{text}x").into(),
                Value::Bool(flag) => (!*flag).into(),
                Value::Number(number) => (number.as_i64().unwrap_or(0) + 1).into(),
                _ => "x".into(),
            };
            if pointer == "/openapi" {
                continue;
            }
            let file = directory.join("edited.json");
            fs::write(&file, edited.to_string()).expect("written");
            let found = verdicts(&data(name), &file);
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

fn edit(name: &str, base: &str, replacements: &[(&str, &str)]) -> Verdicts {
    let directory = scratch(&format!("other-{name}"));
    let text = fs::read_to_string(data(base)).expect("the base can be read");
    let edited = replacements.iter().fold(text, |text, (find, with)| {
        assert!(text.contains(find), "{base} has no {find:?}");
        text.replace(find, with)
    });
    let file = directory.join("new.yaml");
    fs::write(&file, edited).expect("written");
    verdicts(&data(base), &file)
}
