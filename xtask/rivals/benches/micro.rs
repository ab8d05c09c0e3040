//! Micro benchmarks, in time: `cargo bench --manifest-path xtask/rivals/Cargo.toml`.

#![allow(missing_docs)]

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use tencent_chat::{BannedMember, ErrorCode, PermissionGroupMember, SdkAppId, SecretKey, UnixTime, usersig};

fn user_sigs(c: &mut Criterion) {
    let (key, sdk_app_id) = (SecretKey::new("key"), SdkAppId::new(1_400_000_000).expect("not 0"));
    let (now, day) = (UnixTime::from_secs(1_700_000_000), Duration::from_secs(86_400));
    let user_sig = usersig::sign(&key, sdk_app_id, "administrator", now, day).expect("a plain name");
    c.bench_function("usersig::sign", |b| b.iter(|| usersig::sign(&key, sdk_app_id, "administrator", now, day)));
    c.bench_function("usersig::check", |b| {
        b.iter(|| usersig::check(&user_sig, &key, sdk_app_id, "administrator", now).is_ok());
    });
    c.bench_function("usersig::read", |b| b.iter(|| usersig::read(black_box(&user_sig)).is_ok()));
}

fn members(c: &mut Criterion) {
    let banned = r#"{"Member_Account":"user0000001","BannedUntil":4102444800}"#;
    c.bench_function("a banned member", |b| b.iter(|| serde_json::from_str::<BannedMember>(black_box(banned))));
    let member =
        r#"{"Member_Account":"user0000001","Role":"Member","JoinTime":1660875916,"MsgSeq":1,"NameCard":"name"}"#;
    c.bench_function("a member of a permission group", |b| {
        b.iter(|| serde_json::from_str::<PermissionGroupMember>(black_box(member)));
    });
    c.bench_function("an error code's meaning", |b| b.iter(|| black_box(ErrorCode::new(10007)).info()));
}

criterion_group!(micro, user_sigs, members);
criterion_main!(micro);
