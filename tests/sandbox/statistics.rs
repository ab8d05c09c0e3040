//! What the sandbox tells of the requests it has seen.

use std::sync::{Arc, Mutex};

use tencent_chat::ErrorCode;
use tencent_chat::sandbox::{Fault, FaultKind, Rate, Sandbox};

use crate::support::{BAN, MEMBERS, Request, demo};

#[tokio::test]
async fn requests_are_told_in_their_order_with_what_became_of_them() {
    let sandbox = demo(|_| {}).await;
    Request::new(&sandbox, BAN).send(&sandbox).await;
    Request::new(&sandbox, MEMBERS).field("PermissionGroupId", "@PMG#_no").send(&sandbox).await;
    Request::new(&sandbox, BAN).path("/nowhere").without("identifier").send(&sandbox).await;
    sandbox.edit(|data| data.faults = vec![Fault::new(FaultKind::Status(502))]);
    let bad_gateway = Request::new(&sandbox, BAN).raw(&sandbox).await.unwrap();
    assert_eq!(bad_gateway.status(), 502);

    let seen = sandbox.requests();
    let told: Vec<_> = seen.iter().map(|r| (r.number, r.operation, r.identifier.as_deref(), r.code, r.fault)).collect();
    let admin = Some("administrator");
    let expected = [
        (1, Some(BAN), admin, Some(ErrorCode::OK), None),
        (2, Some(MEMBERS), admin, Some(ErrorCode::PERMISSION_GROUP_NOT_FOUND), None),
        (3, None, None, Some(ErrorCode::HTTP_PARSE_FAILED), None),
        (4, Some(BAN), admin, None, Some("status")),
    ];
    assert_eq!(told, expected);
    assert!(seen.windows(2).all(|pair| pair[0].at <= pair[1].at));
    assert!(seen[0].body.as_ref().unwrap().contains("@TGS#aJRGC4MH6"));
    assert_eq!(sandbox.statistics(BAN).requests, 2);
    assert_eq!(sandbox.statistics(MEMBERS).requests, 1);
    assert_eq!(sandbox.statistics(None).requests, 4);

    sandbox.forget_requests();
    assert!(sandbox.requests().is_empty());
    assert_eq!(sandbox.statistics(None).requests, 0);
}

#[tokio::test]
async fn the_peak_is_that_of_the_told_arrivals() {
    let sandbox = demo(|data| data.behaviour.rate = Rate::Unlimited).await;
    let request = Request::new(&sandbox, BAN);
    for _ in 0..60 {
        request.raw(&sandbox).await.unwrap();
    }
    let times: Vec<_> = sandbox.requests().iter().map(|request| request.at).collect();
    let second = std::time::Duration::from_secs(1);
    let in_window = |end| times.iter().filter(|t| **t <= end && end - **t < second).count();
    let expected = times.iter().map(|end| in_window(*end)).max().unwrap();
    assert_eq!(sandbox.statistics(BAN).peak_per_second, expected);
    assert_eq!(sandbox.statistics(None).peak_per_second, expected);
    assert_eq!(sandbox.statistics(MEMBERS).peak_per_second, 0);
}

#[tokio::test]
async fn one_line_for_each_request_and_no_secret_in_any() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&lines);
    let listener = move |seen: &tencent_chat::sandbox::SeenRequest| {
        log.lock().unwrap().push(format!("{seen}\n{seen:?}"));
    };
    let sandbox = Sandbox::builder().on_request(listener).start().await.unwrap();
    let good = Request::new(&sandbox, BAN);
    good.send(&sandbox).await;
    good.clone().query("identifier", "a\nfalse line").send(&sandbox).await;
    let secret = sandbox.user_sig();
    good.clone().path(format!("/{}", secret.expose())).send(&sandbox).await;
    good.clone().field("Limit", 0).send(&sandbox).await;

    let lines = lines.lock().unwrap();
    assert_eq!(lines.len(), 4);
    for line in lines.iter() {
        let shown = line.lines().next().unwrap();
        assert!(shown.starts_with('#'), "{shown}");
        assert_eq!(line.lines().count(), 2, "{line}");
        for secret in [secret.expose(), sandbox.secret_key().expose(), &good.query[2].1] {
            assert!(!line.contains(secret), "{line}");
        }
    }
    assert!(lines[0].contains("get_group_ban_member by \"administrator\": 0 OK"), "{}", lines[0]);
    assert!(lines[3].contains("10004 INVALID_PARAMETER"), "{}", lines[3]);
    let printed = format!("{sandbox:?} {:?}", sandbox.data());
    assert!(!printed.contains(sandbox.secret_key().expose()));
}
