//! The two list commands.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use serde_json::{Value, json};
use tencent_chat::{ErrorCode, Operation};

use crate::run::{asking, signed};
use crate::service::{Answer, Service, lists, refusal};

#[test]
fn both_lists_are_read_to_the_end() {
    let service = Service::new(lists(250));
    let banned = asking(&service, ["banned-members", "@TGS#a", "--format", "jsonl"]).prints();
    assert_eq!(accounts(&banned), numbered(0..250));
    // What lies ahead is fetched before it is known to be there, and only after a first page that has a next one.
    let offsets = pages(&service, "Offset");
    assert_eq!(offsets[0], 0);
    let most = Operation::GetGroupBanMember.info().max_page_size.unwrap();
    assert!(offsets.contains(&json!(most)) && offsets.contains(&json!(2 * most)), "{offsets:?}");

    let most = Operation::GetPermissionGroupMemberList.info().max_page_size.unwrap();
    let service = Service::new(lists(u64::from(2 * most) + 20));
    let members = asking(&service, ["permission-group-members", "@TGS#_a", "@PMG#_b", "--format", "jsonl"]).prints();
    assert_eq!(accounts(&members), numbered(0..u64::from(2 * most) + 20));
    assert_eq!(
        pages(&service, "Next"),
        [json!(""), json!(format!("it's {most}")), json!(format!("it's {}", 2 * most))]
    );
}

#[test]
fn options_work_before_and_after_the_command() {
    let service = Service::new(lists(3));
    let before = signed(["--format", "csv", "--base-url", &service.base_url(), "banned-members", "@TGS#a"]);
    let after = signed(["banned-members", "@TGS#a", "--base-url", &service.base_url(), "--format", "csv"]);
    assert_eq!(before.prints(), after.prints());
}

#[test]
fn json_is_one_array_with_the_fields_of_the_wire() {
    let service = Service::new(lists(60));
    let text = asking(&service, ["permission-group-members", "a", "b", "--format", "json"]).prints();
    let array: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(array.len(), 60);
    let expected = json!({
        "Member_Account": "user51",
        // The vendor's samples pad the role; it is read as the value that is meant.
        "Role": "Member",
        "JoinTime": 1_425_976_500,
        "MsgSeq": 51,
        "LastSendMsgTime": 0,
        "MuteUntil": 0,
        "NameCard": "=cmd\u{1b}[31m, \"王\"",
        "AppMemberDefinedData": [{ "Key": "Level", "Value": "3" }, { "Key": "Team", "Value": "a,b" }],
        "Brand_New": { "a": [1] },
    });
    assert_eq!(array[51], expected);
}

#[test]
fn csv_has_a_column_for_each_field_of_the_contract() {
    let service = Service::new(lists(2));
    let text = asking(&service, ["permission-group-members", "a", "b", "--format", "csv"]).prints();
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    let header = "Member_Account,Role,JoinTime,JoinPermissionGroupTime,MsgSeq,MsgFlag,LastSendMsgTime,MuteUntil,NameCard,AppMemberDefinedData";
    assert_eq!(csv.headers().unwrap(), header.split(',').collect::<Vec<_>>());
    let rows: Vec<_> = csv.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    let custom = r#"[{"Key":"Level","Value":"3"},{"Key":"Team","Value":"a,b"}]"#;
    let name = "=cmd\u{1b}[31m, \"王\"";
    assert_eq!(rows[1], vec!["user1", "Member", "1425976500", "", "1", "", "0", "0", name, custom]);
}

#[test]
fn a_field_of_tomorrow_is_asked_for_only_deliberately() {
    let service = Service::new(lists(1));
    let arguments = ["permission-group-members", "a", "b", "--other-field", "Brand_New", "--format", "jsonl"];
    asking(&service, arguments).prints();
    assert_eq!(pages(&service, "MemberInfoFilter"), [json!(["Brand_New"])]);
    let mistyped = ["permission-group-members", "a", "b", "--field", "Brand_New"];
    asking(&service, mistyped).fails(2, &["Brand_New", "Role"]);
}

#[test]
fn fields_that_are_asked_for_are_the_columns_and_the_filter() {
    let service = Service::new(lists(1));
    let arguments = ["permission-group-members", "a", "b", "--fields", "msgseq,Role"];
    let custom = ["--custom-field", "Team", "--custom-field", "Other", "--format", "csv"];
    let text = asking(&service, arguments.into_iter().chain(custom)).prints();
    assert_eq!(
        text,
        "Member_Account,Role,MsgSeq,AppMemberDefinedData.Team,AppMemberDefinedData.Other\nuser0,Member,0,\"a,b\",\n"
    );
    let body = &service.seen()[0].body;
    assert_eq!(body["MemberInfoFilter"], json!(["Role", "MsgSeq"]));
    assert_eq!(body["AppDefinedDataFilter_GroupMember"], json!(["Team", "Other"]));
}

#[test]
fn tables_show_times_in_utc_and_zero_in_words() {
    let service = Service::new(lists(2));
    let text = asking(&service, ["banned-members", "@TGS#a"]).prints();
    assert_eq!(
        text,
        "Member_Account  BannedUntil\n\
         --------------  --------------------\n\
         user0           2100-01-01T00:00:00Z\n\
         user1           2100-01-01T00:00:01Z\n"
    );
    let text = asking(&service, ["permission-group-members", "a", "b"]).prints();
    for word in ["2015-03-10T08:35:00Z", "never", "not muted", "Level=3, Team=a,b", "Brand_New", "王"] {
        assert!(text.contains(word), "{word} is missing in: {text}");
    }
    assert!(!text.contains("MsgFlag"), "a column that no member has is not shown: {text}");
}

#[test]
fn tables_keep_control_characters_from_the_terminal() {
    let service = Service::new(lists(1));
    let text = asking(&service, ["permission-group-members", "a", "b"]).prints();
    assert!(!text.contains('\u{1b}') && text.contains(r"\u{1b}[31m"), "{text}");

    let service = Service::new(|_| refusal(10004, "bad\u{1b}[2J"));
    asking(&service, ["banned-members", "a"]).fails(1, &[r"bad\u{1b}[2J"]);

    // Nor does a name change the order in which it is shown.
    let service = Service::new(|_| refusal(10004, "gpj.\u{202e}exe.\u{2066}"));
    asking(&service, ["banned-members", "a"]).fails(1, &[r"gpj.\u{202e}exe.\u{2066}"]);
}

#[test]
fn an_empty_list_is_no_failure() {
    let service = Service::new(lists(0));
    let table = asking(&service, ["banned-members", "a"]).run();
    assert_eq!((table.code, table.stdout.as_str(), table.stderr.as_str()), (0, "", "the list is empty\n"));
    assert_eq!(asking(&service, ["banned-members", "a", "--format", "json"]).prints(), "[]\n");
    assert_eq!(asking(&service, ["banned-members", "a", "--format", "jsonl"]).prints(), "");
    let csv = asking(&service, ["banned-members", "a", "--format", "csv"]).prints();
    assert_eq!(csv, "Member_Account,BannedUntil\n");
}

#[test]
fn an_error_midway_prints_what_was_read_and_how_to_go_on() {
    let service = Service::new(failing_at("Offset", json!(200)));
    for format in ["table", "csv", "json", "jsonl"] {
        let outcome = asking(&service, ["banned-members", "a", "--format", format]).run();
        assert_eq!(outcome.code, 3);
        assert_eq!(outcome.stdout.matches("user").count(), 200, "{format}");
        assert!(outcome.stderr.contains("200 of its members were read"), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("`--offset 200`"), "{}", outcome.stderr);
        if format == "json" {
            serde_json::from_str::<Vec<Value>>(&outcome.stdout).expect("the array is closed");
        }
    }
    let whole = Service::new(lists(250));
    let rest = asking(&whole, ["banned-members", "a", "--offset", "200", "--format", "jsonl"]).prints();
    assert_eq!(accounts(&rest), numbered(200..250));
}

#[test]
fn a_cursor_to_go_on_with_is_quoted_for_the_shell() {
    let service = Service::new(failing_at("Next", json!("it's 40")));
    let arguments = ["permission-group-members", "a", "b", "--page-size", "20", "--format", "jsonl"];
    let outcome = asking(&service, arguments).run();
    assert_eq!(outcome.code, 3);
    assert_eq!(accounts(&outcome.stdout), numbered(0..40));
    assert!(outcome.stderr.contains(r"`--next 'it'\''s 40'`"), "{}", outcome.stderr);

    let whole = Service::new(lists(60));
    let rest = asking(&whole, arguments.into_iter().chain(["--next", "it's 40"])).prints();
    assert_eq!(accounts(&rest), numbered(40..60));
}

#[test]
fn an_error_at_once_says_what_it_means_and_what_to_do() {
    let service = Service::new(|_| refusal(10010, "this group does not exist"));
    let info = ErrorCode::GROUP_NOT_FOUND.info().unwrap();
    for format in ["table", "csv", "json", "jsonl"] {
        let outcome = asking(&service, ["banned-members", "@TGS#a", "--format", format]).run();
        assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""), "{format}");
        let lines: Vec<_> = outcome.stderr.lines().collect();
        let [error, hint] = lines[..] else { panic!("one error, one hint: {lines:?}") };
        assert_eq!(error, "error: group '@TGS#a': this group does not exist (10010 GROUP_NOT_FOUND)");
        assert!(hint.starts_with("hint: ") && hint.to_lowercase().contains(&info.remedy.to_lowercase()), "{hint}");
    }
}

#[test]
fn rows_appear_while_the_list_is_being_read() {
    for format in ["table", "csv", "json", "jsonl"] {
        let (release, gate) = channel::<()>();
        let (gate, pages) = (Mutex::new(gate), lists(250));
        let service = Service::new(move |request| {
            // The last page waits until the others were seen, but not for ever.
            let held = request.body["Offset"] == 200;
            if held && gate.lock().unwrap().recv_timeout(Duration::from_secs(60)) == Err(RecvTimeoutError::Timeout) {
                return refusal(10002, "nobody has read the first pages");
            }
            pages(request)
        });
        let mut command = asking(&service, ["banned-members", "a", "--format", format]).command();
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut rows = lines.filter(|line| line.contains("user"));
        // In JSON the comma after a row comes with the next one.
        assert_eq!(rows.by_ref().take(199).count(), 199, "{format}");
        drop(release);
        assert_eq!(rows.count(), 51, "{format}");
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn a_reader_that_stops_reading_ends_it_quietly() {
    let service = Service::new(lists(100_000));
    for format in ["table", "csv", "json", "jsonl"] {
        let mut command = asking(&service, ["banned-members", "a", "--format", format]).command();
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{format}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{format}");
    }
}

#[test]
fn verbose_tells_of_every_call_on_stderr() {
    let service = Service::new(lists(250));
    let outcome = asking(&service, ["-v", "banned-members", "a", "--format", "jsonl"]).run();
    assert_eq!(outcome.code, 0);
    assert_eq!(accounts(&outcome.stdout), numbered(0..250));
    // A line for each page that was read or fetched ahead, and none of the libraries below.
    let ours = |line: &&str| line.contains("get_group_ban_member");
    assert!(outcome.stderr.lines().filter(ours).count() >= 3, "{}", outcome.stderr);
    assert!(outcome.stderr.lines().all(|line| ours(&line)), "{}", outcome.stderr);
}

/// Lists of 250 members that end with an error where `field` has that value.
fn failing_at(field: &'static str, value: Value) -> impl Fn(&crate::service::Request) -> Answer {
    let pages = lists(250);
    move |request| match request.body[field] == value {
        true => refusal(10007, "no"),
        false => pages(request),
    }
}

fn accounts(jsonl: &str) -> Vec<String> {
    let account = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        row["Member_Account"].as_str().unwrap().to_owned()
    };
    jsonl.lines().map(account).collect()
}

fn numbered(numbers: std::ops::Range<u64>) -> Vec<String> {
    numbers.map(|number| format!("user{number}")).collect()
}

/// Where the pages began that were asked for.
fn pages(service: &Service, field: &str) -> Vec<Value> {
    service.seen().iter().map(|request| request.body[field].clone()).collect()
}
