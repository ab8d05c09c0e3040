//! `usersig sign` and `usersig check`.

use std::time::Duration;

use tencent_chat::{SdkAppId, SecretKey, UnixTime, UserSig};

use crate::run::{KEY, signed, tool};

#[test]
fn sign_prints_the_usersig_alone() {
    let text = signed(["usersig", "sign", "--expire", "60", "--at", "1700000000"]).prints();
    let (user_sig, rest) = text.split_once('\n').unwrap();
    assert_eq!(rest, "");
    let ticket = tencent_chat::usersig::check(
        &UserSig::new(user_sig),
        &SecretKey::new(KEY),
        SdkAppId::new(1_400_000_000).unwrap(),
        "administrator",
        UnixTime::from_secs(1_700_000_000),
    );
    assert_eq!(ticket.unwrap().lifetime, Duration::from_secs(60));
}

#[test]
fn a_usersig_is_valid_for_a_day_from_now_unless_told_otherwise() {
    let user_sig = signed(["usersig", "sign"]).prints();
    let ticket = tencent_chat::usersig::read(&UserSig::new(&*user_sig)).unwrap();
    assert_eq!(ticket.lifetime, Duration::from_secs(86_400));
    assert!(signed(["usersig", "check", user_sig.trim()]).prints().starts_with("valid for administrator"));
    // Not as an argument, which other users of the machine can see.
    assert!(signed(["usersig", "check", "-"]).input(&user_sig).prints().starts_with("valid for administrator"));
}

#[test]
fn a_refused_usersig_ends_with_1_the_reason_and_the_code() {
    let user_sig = signed(["usersig", "sign", "--expire", "60", "--at", "1700000000"]).prints();
    let user_sig = user_sig.trim();
    let check = |more: &[&str]| signed(["usersig", "check", user_sig].iter().chain(more));
    assert_eq!(
        check(&["--at", "1700000060"]).prints(),
        "valid for administrator of application 1400000000 until 2023-11-14T22:14:20Z\n"
    );
    let late = ["--at", "1700000061"];
    check(&late).fails(1, &["expired", "70001 USERSIG_EXPIRED", "2023-11-14T22:14:20Z"]);
    let now = ["--at", "1700000000"];
    let check = |more: &[&str]| check(&[more, &now].concat());
    check(&["--identifier", "bob"]).fails(1, &["\"bob\"", "70013 IDENTIFIER_MISMATCH"]);
    check(&["--sdk-app-id", "1400000001"]).fails(1, &["1400000001", "70014 SDK_APP_ID_MISMATCH"]);
    check(&[]).env("TENCENT_CHAT_SECRET_KEY", "other").fails(1, &["70009 USERSIG_WRONG_KEY"]);
    signed(["usersig", "check", "eJ-nonsense"]).fails(1, &["cannot be read", "70003 USERSIG_ILLEGAL"]);
}

#[test]
fn wrong_arguments_are_wrong_usage() {
    signed(["usersig", "sign", "--expire", "0"]).fails(2, &["--expire"]);
    signed(["usersig", "sign", "--at", "noon"]).fails(2, &["noon"]);
    signed(["usersig"]).fails(2, &["sign", "check"]);
    tool(["usersig", "sign", "--sdk-app-id", "1"]).fails(2, &["no secret key"]);
}
