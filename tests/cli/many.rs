//! Many lists with one command.

use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use serde_json::{Value, json};

use crate::run::{File, Folder, asking};
use crate::service::{Answer, Request, Service, lists, refusal};

#[test]
fn many_groups_make_one_document_in_the_order_they_were_named() {
    let service = Service::new(sized);
    let ids: String = (0..300).map(|number| format!("g{number}\n")).collect();
    let outcome = asking(&service, ["banned-members", "-", "--json"]).input(&ids).run();
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let rows: Vec<Value> = serde_json::from_str(&outcome.stdout).unwrap();
    let seen: Vec<_> = rows.iter().map(|row| format!("{} {}", row["GroupId"], row["Member_Account"])).collect();
    let expected: Vec<_> =
        (0..300).flat_map(|group| (0..group % 4).map(move |member| format!("\"g{group}\" \"user{member}\""))).collect();
    assert_eq!(seen, expected);
    assert_eq!(outcome.stderr, "300 lists: 300 complete (75 empty); 450 members\n");
}

#[test]
fn lists_with_two_keys_come_from_a_file_with_two_columns() {
    let service = Service::new(lists(2));
    for text in ["a\tb c\nd\te\n", "\u{feff}GroupId,PermissionGroupId\r\na,b c\r\n\r\nd,e\r\n"] {
        let file = File::new("pairs.txt", text);
        let arguments =
            ["permission-group-members", "--groups-from", file.path(), "--fields", "Role", "--format", "csv"];
        let outcome = asking(&service, arguments).run();
        assert_eq!(
            outcome.stdout,
            "GroupId,PermissionGroupId,Member_Account,Role\na,b c,user0,Member\na,b c,user1,Member\n\
             d,e,user0,Member\nd,e,user1,Member\n"
        );
    }
    let typed = asking(&service, ["permission-group-members", "a", "b", "c", "d", "--format", "jsonl"]).run();
    assert_eq!(typed.stdout.lines().count(), 4);
    let file = File::new("halves", "a\tb\nc\n");
    asking(&service, ["permission-group-members", "--groups-from", file.path()]).fails(2, &["line 2", "\"c\""]);
    asking(&service, ["permission-group-members", "a", "b", "c"]).fails(2, &["<PERMISSION_GROUP_ID>", "'c'"]);
}

#[test]
fn a_list_that_may_lack_members_is_warned_of() {
    let service = Service::new(|request| {
        let Answer::Json(mut body) = lists(2)(request) else { panic!("a list is JSON") };
        body["MemberNum"] = json!(3);
        Answer::Json(body)
    });
    let asked = ["permission-group-members", "a", "b", "--format", "csv"];
    let outcome = asking(&service, asked).run();
    assert_eq!((outcome.code, outcome.stdout.lines().count()), (0, 3), "{}", outcome.stderr);
    assert!(outcome.stderr.starts_with("warning: "), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("ended after 2 members, though it says to have 3"), "{}", outcome.stderr);
    let quiet = asking(&service, asked.into_iter().chain(["--quiet"])).run();
    assert_eq!((quiet.code, &*quiet.stderr), (0, ""));
}

#[test]
fn a_group_that_fails_does_not_stop_the_others() {
    let service = Service::new(|request| match request.body["GroupId"].as_str() {
        Some("gone1" | "gone2") => refusal(10010, "this group does not exist"),
        _ => sized(request),
    });
    let outcome = asking(&service, ["banned-members", "g1", "gone1", "g2", "gone2", "g3", "--format", "csv"]).run();
    assert_eq!(outcome.code, 1);
    assert_eq!(outcome.stdout.lines().count(), 1 + 1 + 2 + 3);
    let lines: Vec<_> = outcome.stderr.lines().collect();
    assert_eq!(lines[0], "error: group 'gone1': this group does not exist (10010 GROUP_NOT_FOUND)");
    assert!(lines[1].starts_with("hint: "), "{lines:?}");
    // What to do is said once.
    assert_eq!(lines[2], "error: group 'gone2': this group does not exist (10010 GROUP_NOT_FOUND)");
    assert_eq!(lines[3], "5 lists: 3 complete, 2 failed; 6 members");
}

#[test]
fn what_is_wrong_with_the_account_is_said_once_and_stops_all() {
    let service = Service::new(|_| refusal(60010, "you are not an administrator"));
    let ids: Vec<_> = (0..200).map(|number| format!("g{number}")).collect();
    let outcome = asking(&service, ["banned-members".to_owned()].into_iter().chain(ids)).run();
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    assert_eq!(outcome.stderr.matches("60010").count(), 2, "error and hint: {}", outcome.stderr);
}

#[test]
fn a_list_named_twice_is_read_once() {
    let service = Service::new(sized);
    let outcome = asking(&service, ["banned-members", "g1", "g2", "g1", "--format", "jsonl"]).run();
    assert_eq!(outcome.stdout.lines().count(), 3);
    assert!(outcome.stderr.contains("named more than once"), "{}", outcome.stderr);
    let quiet = asking(&service, ["banned-members", "g1", "g2", "g1", "--format", "jsonl", "-q"]);
    assert_eq!(quiet.prints().lines().count(), 3);
}

#[test]
fn nothing_to_read_is_wrong_usage() {
    let service = Service::new(sized);
    asking(&service, ["banned-members", "-"]).input("\n\n").fails(2, &["no list to read"]);
    asking(&service, ["banned-members", "--groups-from", "/no/such/file"]).fails(2, &["/no/such/file"]);
    asking(&service, ["banned-members"]).fails(2, &["GROUP_ID"]);
    asking(&service, ["banned-members", "'@TGS#a'"]).fails(2, &["quotes", "cmd.exe", "double quotes"]);
    assert_eq!(service.seen().len(), 0);
}

#[test]
fn a_limit_counts_all_lists_together() {
    let service = Service::new(sized);
    let list = |more: &[&str]| asking(&service, ["banned-members", "g1", "g2", "g3", "--json"].iter().chain(more));
    for limit in 1..=6 {
        let outcome = list(&["--limit", &limit.to_string()]).run();
        let rows: Vec<Value> = serde_json::from_str(&outcome.stdout).unwrap();
        assert_eq!((outcome.code, rows.len()), (0, limit));
    }
    list(&["--limit", "0"]).fails(2, &["--limit"]);
}

#[test]
fn one_long_list_is_read_ahead() {
    let service = Service::new(lists(2_500));
    let text = asking(&service, ["banned-members", "a", "--format", "jsonl"]).prints();
    assert_eq!(text.lines().count(), 2_500);
}

#[cfg(unix)]
#[test]
fn an_interrupt_closes_the_document_and_says_how_to_go_on() {
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let (reached, there) = channel();
        let (release, gate) = channel::<()>();
        let (reached, gate) = (Mutex::new(reached), Mutex::new(gate));
        let service = Service::new(move |request| {
            if request.body["GroupId"] == "g3" {
                reached.lock().unwrap().send(()).unwrap();
                // It is released when the test has seen the end.
                let _ = gate.lock().unwrap().recv_timeout(Duration::from_secs(60));
            }
            sized(request)
        });
        let mut command = asking(&service, ["banned-members", "g1", "g2", "g3", "--json"]).command();
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
        there.recv().unwrap();
        // The other lists are read by now or soon: whatever was read is printed whole.
        let kill = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        let output = child.wait_with_output().unwrap();
        drop(release);
        let (stdout, stderr) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert_eq!(output.status.code(), Some(code), "{stderr}");
        let rows: Vec<Value> =
            if stdout.is_empty() { Vec::new() } else { serde_json::from_str(&stdout).expect("it is closed") };
        assert!(stderr.contains("interrupted after"), "{stderr}");
        let way_on = stderr.split('`').nth(1).map(|options| options.split(' ').map(str::to_owned).collect::<Vec<_>>());
        let again = Service::new(sized);
        let arguments = ["banned-members", "g1", "g2", "g3", "--json"].map(str::to_owned);
        let rest = asking(&again, arguments.into_iter().chain(way_on.unwrap_or_default())).run();
        let rest: Vec<Value> = serde_json::from_str(&rest.stdout).unwrap();
        assert_eq!(rows.len() + rest.len(), 6, "{stderr}");
    }
}

#[test]
fn an_output_file_appears_when_it_is_complete() {
    let service = Service::new(sized);
    let folder = Folder::new();
    let file = folder.join("banned.csv");
    let list = |id: &str| {
        let arguments = ["banned-members", "g1", id, "--format", "csv", "-o", file.to_str().unwrap(), "-q"];
        asking(&service, arguments)
    };
    list("g2").prints();
    assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 4);
    let names: Vec<_> = std::fs::read_dir(&*folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["banned.csv"], "nothing else is left");

    // A run that could not read everything but could go on leaves the old file alone.
    let broken = Service::new(|request| match request.body["GroupId"].as_str() {
        Some("g9") => refusal(70009, "wrong key"),
        _ => sized(request),
    });
    let arguments = ["banned-members", "g1", "g9", "--format", "csv", "-o", file.to_str().unwrap()];
    let outcome = asking(&broken, arguments).run();
    assert_eq!(outcome.code, 3, "{}", outcome.stderr);
    assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 4);
    assert!(outcome.stderr.contains("banned.csv.part"), "{}", outcome.stderr);
    list("g2").prints();
    let nowhere = ["banned-members", "g1", "-o", "/no/such/folder/file"];
    asking(&service, nowhere).fails(2, &["/no/such/folder"]);
}

#[test]
fn a_list_that_fails_midway_says_how_to_go_on_from_its_checkpoint() {
    let service = Service::new(|request| match request.body["Offset"].as_u64() {
        Some(0) => lists(250)(request),
        _ => refusal(10007, "no"),
    });
    let folder = Folder::new();
    let (file, checkpoint) = (folder.join("banned.csv"), folder.join("progress"));
    let to = ["-o", file.to_str().unwrap(), "--checkpoint", checkpoint.to_str().unwrap()];
    let outcome = asking(&service, ["banned-members", "g", "--format", "csv"].iter().chain(&to)).run();
    assert_eq!(outcome.code, 3, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("repeat the same command to go on"), "{}", outcome.stderr);
}

/// Group `gN` has N modulo 4 banned members.
pub(crate) fn sized(request: &Request) -> Answer {
    let id = request.body["GroupId"].as_str().unwrap();
    let number: u64 = id[1..].parse().unwrap();
    lists(number % 4)(request)
}

#[test]
fn an_empty_many_is_a_valid_document() {
    let service = Service::new(|_| Answer::Json(json!({ "ActionStatus": "OK", "ErrorCode": 0, "NextOffset": 0 })));
    let outcome = asking(&service, ["banned-members", "g1", "g2", "--json"]).run();
    assert_eq!((outcome.code, outcome.stdout.as_str()), (0, "[]\n"));
    assert_eq!(outcome.stderr, "2 lists: 2 complete (2 empty); 0 members\n");
}
