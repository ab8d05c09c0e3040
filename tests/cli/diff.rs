//! `snapshot` and `diff`.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::run::{Folder, asking, tool};
use crate::service::{Service, lists, refusal};

const THEN: i64 = 1_700_000_000;
const NOW: i64 = THEN + 86_400;

/// What happened to an account between two readings, what the lists say, and what `diff` must say.
struct Story {
    old: Option<Value>,
    new: Option<Value>,
    expected: Vec<(&'static str, Value, Value, bool)>,
}

#[test]
fn diff_is_right_on_ten_thousand_generated_pairs() {
    let mut random = fastrand::Rng::with_seed(2);
    let folder = Folder::new();
    let mut changes = 0;
    for batch in 0..50 {
        for permission in [false, true] {
            changes += pairs(&folder, &mut random, permission, 100, batch);
        }
    }
    assert!(changes > 10_000, "the stories are told: {changes} changes");
}

/// Compares so many pairs of lists in one pair of snapshots; gives the number of changes.
fn pairs(folder: &Path, random: &mut fastrand::Rng, permission: bool, lists: usize, batch: usize) -> usize {
    let operation = if permission { "get_permission_group_member_list" } else { "get_group_ban_member" };
    let begin = |at: i64| json!({ "type": "snapshot", "format": 1, "operation": operation, "taken_at": at });
    let (mut old, mut new) = (vec![begin(THEN)], vec![begin(NOW)]);
    let mut expected: Vec<BTreeMap<String, Value>> = Vec::new();
    for number in 0..lists {
        let key = match permission {
            true => json!({ "GroupId": format!("g{number:03}"), "PermissionGroupId": "p" }),
            false => json!({ "GroupId": format!("g{number:03}") }),
        };
        let (old_pages, new_pages) = (random.u64(1..=2), random.u64(1..=2));
        let mut members = (Vec::new(), Vec::new());
        for account in 0..random.usize(0..6) {
            let name = format!("user{account}");
            let story = if permission { membership(random) } else { ban(random) };
            let absent_from_several = (story.old.is_none() && old_pages > 1) || (story.new.is_none() && new_pages > 1);
            for (what, before, after, by_time) in &story.expected {
                let mut row: BTreeMap<String, Value> = BTreeMap::new();
                row.extend(key.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.clone())));
                row.insert("Member_Account".into(), name.clone().into());
                row.insert("Change".into(), (*what).into());
                row.insert("Old".into(), before.clone());
                row.insert("New".into(), after.clone());
                row.insert("Certain".into(), if absent_from_several && !by_time { "no" } else { "yes" }.into());
                expected.push(row);
            }
            let line = |mut member: Value| {
                member["Member_Account"] = name.clone().into();
                json!({ "type": "member", "list": key, "member": member })
            };
            members.0.extend(story.old.map(line));
            members.1.extend(story.new.map(line));
        }
        // The order of a list says nothing.
        random.shuffle(&mut members.0);
        random.shuffle(&mut members.1);
        for (file, members, pages, at) in
            [(&mut old, members.0, old_pages, THEN), (&mut new, members.1, new_pages, NOW)]
        {
            let count = members.len();
            file.extend(members);
            file.push(json!({
                "type": "list", "list": key, "members": count, "pages": pages, "read_at": at, "status": "complete"
            }));
        }
    }
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    for (name, mut lines) in [("old", old), ("new", new)] {
        lines.push(json!({ "type": "end", "members": 0, "complete": true }));
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        std::fs::write(path(name), text).unwrap();
    }
    let text = tool(["diff", &path("old"), &path("new"), "--format", "jsonl", "-q"]).prints();
    let found: Vec<BTreeMap<String, Value>> = text
        .lines()
        .map(|line| {
            let mut row: BTreeMap<String, Value> = serde_json::from_str(line).unwrap();
            row.remove("Field");
            row
        })
        .collect();
    let order = |row: &BTreeMap<String, Value>| {
        (row["GroupId"].to_string(), row["Member_Account"].to_string(), row["Change"].to_string())
    };
    let sorted = |mut rows: Vec<BTreeMap<String, Value>>| {
        rows.sort_by_key(order);
        rows
    };
    let (found, expected) = (sorted(found), sorted(expected));
    assert_eq!(found, expected, "batch {batch}, permission groups: {permission}");
    expected.len()
}

/// A ban's story.
fn ban(random: &mut fastrand::Rng) -> Story {
    let future = NOW + random.i64(1..1_000_000);
    let later = future + random.i64(1..1_000_000);
    let between = random.i64(THEN + 1..=NOW);
    let past = random.i64(1..=THEN);
    let until = |time: i64| Some(json!({ "BannedUntil": time }));
    let no = Value::Null;
    let story = |old, new, expected| Story { old, new, expected };
    match random.u32(..13) {
        0 => story(None, until(future), vec![("banned", no, json!(future), false)]),
        1 => story(until(future), until(future), vec![]),
        2 => story(until(future), until(later), vec![("ban-extended", json!(future), json!(later), true)]),
        3 => story(until(later), until(future), vec![("ban-shortened", json!(later), json!(future), true)]),
        4 => story(until(future), None, vec![("ban-lifted", json!(future), no, false)]),
        // Over by now, whether the service still lists it or not.
        5 => story(until(between), until(between), vec![("ban-ended", json!(between), json!(between), true)]),
        6 => story(until(between), None, vec![("ban-ended", json!(between), no, true)]),
        // Over before the first reading.
        7 => story(until(past), until(past), vec![]),
        8 => story(until(past), None, vec![]),
        9 => story(until(past), until(future), vec![("banned", json!(past), json!(future), false)]),
        // Came and went.
        10 => story(None, until(between), vec![("ban-ended", no, json!(between), true)]),
        // Its end was moved into the past: lifted.
        11 => story(until(future), until(between), vec![("ban-lifted", json!(future), json!(between), false)]),
        _ => story(None, Some(json!({})), vec![("banned", no.clone(), no, false)]),
    }
}

/// A member's story.
fn membership(random: &mut fastrand::Rng) -> Story {
    let no = Value::Null;
    let roles = ["Owner", "Admin", "Member", "Brand_New"];
    let role = roles[random.usize(..4)];
    let member = |role: &str, mute: Option<i64>| {
        let mut member = json!({ "Role": role, "MsgSeq": random_number(role) });
        if let Some(mute) = mute {
            member["MuteUntil"] = mute.into();
        }
        member
    };
    let future = NOW + random.i64(1..1_000_000);
    let between = random.i64(THEN + 1..=NOW);
    match random.u32(..4) {
        0 => Story { old: None, new: Some(member(role, None)), expected: vec![("joined", no.clone(), no, false)] },
        1 => Story { old: Some(member(role, Some(0))), new: None, expected: vec![("left", no.clone(), no, false)] },
        _ => {
            let new_role = roles[random.usize(..4)];
            let mut expected = Vec::new();
            if role != new_role {
                expected.push(("role-changed", json!(role), json!(new_role), true));
            }
            let (old, new, change) = match random.u32(..8) {
                0 => (Some(0), Some(0), None),
                1 => (Some(0), Some(future), Some(("muted", json!(0), json!(future)))),
                2 => (Some(future), Some(0), Some(("mute-lifted", json!(future), json!(0)))),
                3 => (Some(between), Some(0), Some(("mute-ended", json!(between), json!(0)))),
                4 => (Some(between), Some(between), Some(("mute-ended", json!(between), json!(between)))),
                5 => (Some(future), Some(future + 5), Some(("mute-extended", json!(future), json!(future + 5)))),
                6 => (Some(future + 5), Some(future), Some(("mute-shortened", json!(future + 5), json!(future)))),
                // A field that was not answered tells nothing.
                _ => (None, Some(future), None),
            };
            expected.extend(change.map(|(what, before, after)| (what, before, after, true)));
            Story { old: Some(member(role, old)), new: Some(member(new_role, new)), expected }
        }
    }
}

/// Something that changes without being told.
fn random_number(role: &str) -> usize {
    fastrand::usize(..1_000) + role.len()
}

#[test]
fn two_snapshots_of_a_service_show_what_changed() {
    let folder = Folder::new();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (before, after) = (Service::new(lists(3)), Service::new(lists(2)));
    let snapshot = |service: &Service, name: &str| {
        asking(service, ["snapshot", "banned-members", "a", "b", "-o", &path(name), "-q"]).prints();
    };
    snapshot(&before, "old");
    snapshot(&after, "new");
    let outcome = tool(["diff", &path("old"), &path("new"), "--exit-code", "--time", "utc"]).run();
    assert_eq!(outcome.code, 4);
    assert_eq!(
        outcome.stdout,
        "GroupId  Member_Account  Change      Field        Old                   New  Certain\n\
         -------  --------------  ----------  -----------  --------------------  ---  -------\n\
         a        user2           ban-lifted  BannedUntil  2100-01-01T00:00:02Z       yes\n\
         b        user2           ban-lifted  BannedUntil  2100-01-01T00:00:02Z       yes\n"
    );
    assert_eq!(outcome.stderr, "2 changes in 2 lists\n");
    let same = tool(["diff", &path("new"), &path("new"), "--exit-code", "--json"]).run();
    assert_eq!((same.code, same.stdout.as_str()), (0, "[]\n"));
    let csv = tool(["diff", &path("old"), &path("new"), "--format", "csv", "-q"]).prints();
    assert!(csv.starts_with("GroupId,Member_Account,Change,Field,Old,New,Certain\na,user2,ban-lifted,"), "{csv}");
}

#[test]
fn a_list_that_was_not_read_to_its_end_is_not_compared() {
    let folder = Folder::new();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let whole = Service::new(lists(3));
    let broken = Service::new(|request| match request.body["GroupId"].as_str() {
        Some("b") => refusal(10007, "no"),
        _ => lists(2)(request),
    });
    asking(&whole, ["snapshot", "banned-members", "a", "b", "c", "-o", &path("old"), "-q"]).prints();
    let outcome = asking(&broken, ["snapshot", "banned-members", "a", "b", "-o", &path("new"), "-q"]).run();
    assert_eq!(outcome.code, 1);
    let text = std::fs::read_to_string(path("new")).unwrap();
    assert!(text.contains(r#""status":"failed","error":"no (10007 NOT_PERMITTED)""#), "{text}");
    let outcome = tool(["diff", &path("old"), &path("new"), "--format", "jsonl"]).run();
    assert_eq!((outcome.code, outcome.stdout.lines().count()), (3, 1));
    assert!(outcome.stderr.contains("not read to its end in one of the snapshots: 1 list"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("only in the first snapshot: 1 list"), "{}", outcome.stderr);
}

#[test]
fn what_is_no_snapshot_is_refused() {
    let folder = Folder::new();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    std::fs::write(path("empty"), "").unwrap();
    std::fs::write(path("future"), r#"{"type":"snapshot","format":2,"operation":"x","taken_at":1}"#).unwrap();
    tool(["diff", &path("empty"), &path("empty")]).fails(2, &["is no snapshot", "tencent-chat snapshot"]);
    tool(["diff", &path("future"), &path("future")]).fails(2, &["format 2"]);
    tool(["diff", "/no/such/file", &path("empty")]).fails(2, &["/no/such/file"]);
}

#[test]
fn every_line_of_a_snapshot_fits_the_published_schema() {
    let schema: Value = serde_json::from_str(include_str!("../../docs/snapshot.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let service = Service::new(|request| match request.body["GroupId"].as_str() {
        Some("gone") => refusal(10010, "no"),
        _ => lists(60)(request),
    });
    let arguments = ["snapshot", "permission-group-members", "a", "b", "gone", "c"];
    let text = asking(&service, arguments).run().stdout;
    assert_eq!(text.lines().count(), 1 + 60 + 2 + 1);
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert!(validator.is_valid(&line), "{line}");
    }
    assert!(!validator.is_valid(&json!({ "type": "member", "list": {} })));
}
