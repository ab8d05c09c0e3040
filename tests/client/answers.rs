//! What each kind of answer becomes.

use std::time::Duration;

use serde_json::{Value, json};
use tencent_chat::{Client, Error, ErrorCode, MsgFlag, RetryClass, RetryPolicy, Role, UnixTime};

use crate::support::{Reply, Stub, builder, http};

async fn banned(reply: Reply) -> Result<tencent_chat::Page<tencent_chat::BannedMember>, Error> {
    let stub = Stub::always(reply).await;
    stub.client().banned_members("@TGS#aJRGC4MH6").send().await
}

async fn banned_error(reply: Reply) -> Error {
    banned(reply).await.expect_err("an error")
}

async fn members(list: Value) -> Vec<tencent_chat::PermissionGroupMember> {
    let answer = json!({"ActionStatus": "OK", "ErrorCode": 0, "MemberList": list, "Next": ""});
    let stub = Stub::always(Reply::Json(answer)).await;
    let client: Client = stub.client();
    let list = client.permission_group_members("@TGS#_@TGS#cAVQXXXXXX", "@PMG#_@PMG#cDR");
    list.send().await.expect("a page").members
}

#[tokio::test]
async fn code_zero_with_fail_is_a_failure() {
    let error = banned_error(Reply::Json(json!({"ActionStatus": "FAIL", "ErrorCode": 0}))).await;
    assert_eq!(error.code(), Some(ErrorCode::OK));
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn other_code_with_ok_is_a_failure() {
    let error = banned_error(Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 10010}))).await;
    assert_eq!(error.code(), Some(ErrorCode::GROUP_NOT_FOUND));
    assert!(error.to_string().contains("10010 (GROUP_NOT_FOUND)"), "{error}");
}

#[tokio::test]
async fn unknown_error_code_keeps_its_number() {
    for code in [-7, 12345, i32::MAX] {
        let answer = json!({"ActionStatus": "FAIL", "ErrorCode": code, "ErrorInfo": "new"});
        let error = banned_error(Reply::Json(answer)).await;
        assert_eq!(error.code().map(ErrorCode::get), Some(code));
        assert_eq!(error.retry_class(), RetryClass::Never);
        assert_eq!(error.api().expect("an answer").info, "new");
    }
}

#[tokio::test]
async fn unknown_status_with_code_zero_is_no_failure() {
    let page = banned(Reply::Json(json!({"ActionStatus": "WELL", "ErrorCode": 0}))).await.expect("a page");
    assert!(page.members.is_empty());
}

#[tokio::test]
async fn missing_list_info_and_next_mean_empty_and_done() {
    let page = banned(Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0}))).await.expect("a page");
    assert_eq!((page.members.len(), page.next, page.total), (0, None, None));
}

#[tokio::test]
async fn unknown_fields_are_kept() {
    let answer = json!({
        "ActionStatus": "OK", "ErrorCode": 0, "RequestId": "Id-1", "NextOffset": 0,
        "BannedAccountList": [{"Member_Account": "a", "BannedUntil": 1, "Reason": {"by": "bob"}}],
    });
    let page = banned(Reply::Json(answer.clone())).await.expect("a page");
    assert_eq!(page.unknown.json("RequestId").as_deref(), Some("\"Id-1\""));
    assert_eq!(page.members[0].unknown.json("Reason").as_deref(), Some(r#"{"by":"bob"}"#));
    assert_eq!(serde_json::to_value(&page.members).expect("JSON"), answer["BannedAccountList"]);
}

#[tokio::test]
async fn unknown_roles_and_flags_are_kept() {
    let read = members(json!([{"Member_Account": "a", "Role": "Guest", "MsgFlag": "Later"}])).await;
    assert_eq!(read[0].role, Some(Role::Unknown("Guest".into())));
    assert_eq!(read[0].msg_flag, Some(MsgFlag::Unknown("Later".into())));
    assert_eq!(read[0].role.as_ref().map(Role::as_str), Some("Guest"));
}

#[tokio::test]
async fn space_around_a_role_is_ignored() {
    let read = members(json!([{"Member_Account": "peter", "Role": "Member "}])).await;
    assert_eq!(read[0].role, Some(Role::Member));
}

#[tokio::test]
async fn a_fields_former_name_is_read() {
    let read = members(json!([{"Member_Account": "a", "ShutUpUntil": 1431069882}])).await;
    assert_eq!(read[0].mute_until, Some(UnixTime::from_secs(1431069882)));
}

#[tokio::test]
async fn a_member_with_a_field_under_both_names_is_malformed() {
    let both = json!([{"Member_Account": "a", "MuteUntil": 1431069882, "ShutUpUntil": 1431069882}]);
    let stub = Stub::always(Reply::Json(json!({"ActionStatus": "OK", "ErrorCode": 0, "MemberList": both}))).await;
    let list = stub.client().permission_group_members("@TGS#_@TGS#cAVQXXXXXX", "@PMG#_@PMG#cDR");
    assert!(list.send().await.expect_err("which one holds?").is_malformed());
}

#[tokio::test]
async fn content_type_does_not_matter() {
    let body = r#"{"ActionStatus":"OK","ErrorCode":0,"NextOffset":0}"#;
    banned(Reply::Body(body.into())).await.expect("a page without a Content-Type");
    let length = body.len();
    let html = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n{body}");
    banned(Reply::Raw(html)).await.expect("a page with a wrong Content-Type");
}

#[tokio::test]
async fn a_wrong_type_is_named_by_its_place() {
    let answer = json!({
        "ActionStatus": "OK", "ErrorCode": 0,
        "BannedAccountList": [{"Member_Account": "a", "BannedUntil": 1}, {"Member_Account": 7, "BannedUntil": 1}],
    });
    let error = banned_error(Reply::Json(answer)).await;
    assert!(error.is_malformed() && !error.is_retryable(), "{error:?}");
    assert!(error.to_string().contains("BannedAccountList[1].Member_Account"), "{error}");
}

#[tokio::test]
async fn a_missing_envelope_is_malformed() {
    let error = banned_error(Reply::Json(json!({"NextOffset": 0}))).await;
    assert!(error.is_malformed(), "{error:?}");
    assert!(error.to_string().contains("ActionStatus"), "{error}");
}

#[tokio::test]
async fn a_body_cut_short_empty_or_not_json_may_be_tried_again() {
    for body in ["", "   ", r#"{"ActionStatus":"OK","Err"#, "<html>hello</html>"] {
        let error = banned_error(Reply::Body(body.into())).await;
        assert!(error.is_malformed() && error.is_retryable(), "{body:?}: {error:?}");
    }
}

#[tokio::test]
async fn a_compressed_body_that_nobody_asked_for_is_called_so() {
    let bytes = b"\x1f\x8b\x08\x00rest";
    for status in ["200 OK", "502 Bad Gateway"] {
        let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", bytes.len());
        let error = banned_error(Reply::Bytes([head.as_bytes(), bytes].concat())).await;
        assert!(error.to_string().contains("compressed with gzip"), "{error}");
        assert!(!error.to_string().contains('\u{fffd}'), "{error}");
    }
}

#[tokio::test]
async fn other_statuses_tell_status_and_a_short_excerpt() {
    for status in [302, 400, 404, 408, 429, 500, 502, 503, 101] {
        let filler = "x".repeat(5_000);
        let body = format!("<html>\n<body>  {status} went wrong {filler}</body></html>");
        let raw = format!(
            "HTTP/1.1 {status} Status\r\nLocation: http://elsewhere.example/\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let error = banned_error(Reply::Raw(raw)).await;
        let text = error.to_string();
        assert_eq!(error.status(), Some(status), "{error:?}");
        assert!(text.len() < 400, "{text}");
        assert!(!text.contains('\n') && !text.contains("elsewhere"), "{text}");
        assert_eq!(error.is_retryable(), matches!(status, 408 | 429 | 500..=599), "{status}");
    }
}

#[tokio::test]
async fn an_excerpt_is_one_line_without_control_characters_wherever_its_text_begins() {
    let chunk = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
    let body = chunk(&format!("<p>{}", " \n".repeat(200))) + &chunk("it is\u{1b}[31m  busy") + &chunk("");
    let raw = format!("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n{body}");
    let error = banned_error(Reply::Raw(raw)).await;
    assert!(error.to_string().ends_with("HTTP status 403: <p> it is [31m busy"), "{error}");
}

#[tokio::test]
async fn an_answer_larger_than_the_bound_is_refused_unread() {
    let huge = json!({"ActionStatus": "OK", "ErrorCode": 0, "ErrorInfo": "x".repeat(3_000)});
    let stub = Stub::always(Reply::Json(huge)).await;
    let client = stub.builder().max_response_bytes(2_000).build().expect("a client");
    let error = client.banned_members("@TGS#a").send().await.expect_err("an error");
    assert!(error.is_malformed() && !error.is_retryable(), "{error:?}");
    assert_eq!(stub.asked().len(), 1);
    // Nor is there an address that nobody asked.
    assert!(!format!("{error} {error:?}").contains("http://"), "{error:?}");
}

#[tokio::test]
async fn a_refused_connection_is_a_connect_error() {
    let stub = Stub::always(Reply::Close).await;
    let client = stub.client();
    let lost = client.banned_members("@TGS#a").send().await.expect_err("an error");
    let cause = std::error::Error::source(&lost).expect("a cause").downcast_ref::<reqwest::Error>();
    assert_eq!(cause.expect("the HTTP client's error").url(), None, "the URL holds the signature");
    assert!(lost.is_transport() && !lost.is_connect() && lost.is_retryable(), "{lost:?}");
    let cut = Reply::Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n".to_owned());
    let cut = banned_error(cut).await;
    assert!(cut.is_transport() && !format!("{cut} {cut:?}").contains("http://"), "{cut:?}");
    let nobody = builder().base_url("http://127.0.0.1:1").retry(RetryPolicy::never());
    let error = nobody.build().expect("a client").banned_members("@TGS#a").send().await.expect_err("an error");
    assert!(error.is_connect() && error.is_transport() && error.is_retryable(), "{error:?}");
}

#[tokio::test]
async fn a_timeout_of_the_http_client_is_one_too() {
    let stub = Stub::always(Reply::Silence(Duration::from_secs(60))).await;
    let http = http().timeout(Duration::from_millis(100));
    let client = stub.builder().http_client(http).retry(RetryPolicy::never()).build().expect("a client");
    let error = client.banned_members("@TGS#a").send().await.expect_err("an error");
    assert!(error.is_timeout() && error.to_string().contains("in time"), "{error:?}");
}

#[tokio::test]
async fn a_wrong_clock_is_named_when_a_signature_is_refused() {
    let body = r#"{"ActionStatus":"FAIL","ErrorCode":70003,"ErrorInfo":"illegal"}"#;
    let length = body.len();
    let date = "Sat, 01 Jan 2000 00:00:00 GMT";
    let raw = format!("HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Length: {length}\r\n\r\n{body}");
    let error = banned_error(Reply::Raw(raw)).await;
    assert!(error.is_auth());
    assert!(error.api().expect("an answer").clock_ahead.is_some_and(|ahead| ahead > 800_000_000), "{error:?}");
    assert!(error.to_string().contains("ahead of the service's"), "{error}");
}

#[tokio::test]
async fn an_error_response_whose_body_never_ends_keeps_its_status() {
    let stub =
        Stub::always(Reply::Stall("HTTP/1.1 403 Forbidden\r\nContent-Length: 1000\r\n\r\n<html> no".into())).await;
    // Their errors come again at every poll.
    let short = Duration::from_millis(500);
    for http in [http().timeout(short), http().read_timeout(short)] {
        let client = stub.builder().http_client(http).retry(RetryPolicy::never()).build().expect("a client");
        let error = client.banned_members("@TGS#a").send().await.expect_err("a failure");
        assert_eq!(error.status(), Some(403), "{error:?}");
        assert!(error.to_string().contains("no"), "{error}");
    }
}
