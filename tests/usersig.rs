//! UserSigs against those of the vendor's own libraries (`tests/vectors/usersig/`).

use std::io::{Read, Write};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde_json::{Value, json};
use tencent_chat::usersig::{Refusal, Ticket, check, read, sign};
use tencent_chat::{ErrorCode, SdkAppId, SecretKey, UnixTime, UserSig};

#[test]
fn the_vectors_are_as_their_schema_says() {
    let schema = serde_json::from_str(include_str!("vectors/usersig/vectors.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<_> = validator.iter_errors(&file()).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn each_stage_of_a_vector_follows_from_the_one_before() {
    for vector in vectors("vectors") {
        let id = &vector["id"];
        let line = |name: &str, value: &Value| format!("TLS.{name}:{}\n", value.to_string().trim_matches('"'));
        let mut lines = line("identifier", &vector["user_id"]);
        lines += &line("sdkappid", &vector["sdkappid"]);
        lines += &line("time", &vector["current_time"]);
        lines += &line("expire", &vector["expire"]);
        lines += &vector.get("userbuf").map(|buffer| line("userbuf", buffer)).unwrap_or_default();
        assert_eq!(lines, text(&vector["string_to_sign"]), "{id}");
        let mac: String = BASE64.decode(text(&vector["tls_sig"])).unwrap().iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(mac, text(&vector["hmac_sha256"]), "{id}");
        assert_eq!(vector["decoded"]["TLS.sig"], vector["tls_sig"], "{id}");
        for stages in packed(&vector) {
            let user_sig = text(&stages["usersig"]);
            assert_eq!(standard(user_sig), text(&stages["zlib_base64"]), "{id}");
            assert_eq!(inflated(user_sig), text(&stages["json"]), "{id}");
            assert_eq!(unpack(user_sig), vector["decoded"], "{id}");
        }
    }
}

#[test]
fn the_guide_for_other_languages_shows_one_of_the_vectors() {
    let vector = vectors("vectors").into_iter().find(|vector| vector["id"] == "sandbox-administrator").unwrap();
    let guide = include_str!("../docs/other-languages.md");
    for stage in ["secret_key", "user_id", "tls_sig"] {
        assert!(guide.contains(text(&vector[stage])), "{stage}");
    }
}

#[test]
fn signing_gives_the_documents_of_the_official_libraries() {
    for vector in signable() {
        let signed = sign(
            &key(&vector["secret_key"]),
            app(&vector["sdkappid"]),
            text(&vector["user_id"]),
            time(&vector["current_time"]),
            seconds(&vector["expire"]),
        )
        .unwrap();
        assert_eq!(unpack(signed.expose()), vector["decoded"], "{}", vector["id"]);
    }
}

#[test]
fn signatures_of_the_official_libraries_are_accepted() {
    for vector in vectors("vectors") {
        for stages in packed(&vector) {
            let user_sig = UserSig::new(text(&stages["usersig"]));
            let expires_at = time(&vector["expires_at"]);
            let ticket = checked(&vector, &user_sig, expires_at).unwrap();
            assert_eq!(ticket.identifier, text(&vector["user_id"]));
            assert_eq!(ticket.sdk_app_id, vector["sdkappid"].as_u64().unwrap());
            assert_eq!(ticket.issued_at, time(&vector["current_time"]));
            assert_eq!(ticket.lifetime, seconds(&vector["expire"]));
            assert_eq!(ticket.expires_at(), expires_at);
            assert_eq!(read(&user_sig), Ok(ticket));
        }
    }
}

#[test]
fn own_signatures_are_valid_to_the_last_second_and_not_a_second_longer() {
    for vector in signable() {
        let issued_at = time(&vector["current_time"]);
        let (key, app) = (key(&vector["secret_key"]), app(&vector["sdkappid"]));
        let signed = sign(&key, app, text(&vector["user_id"]), issued_at, seconds(&vector["expire"])).unwrap();
        let end = time(&vector["expires_at"]);
        assert!(checked(&vector, &signed, end).is_ok(), "{}", vector["id"]);
        let refusal = checked(&vector, &signed, end.after(Duration::from_secs(1))).unwrap_err();
        assert_eq!(refusal, Refusal::Expired { at: end });
        assert_eq!(refusal.error_code(), ErrorCode::USERSIG_EXPIRED);
    }
}

#[test]
fn refused_signatures_say_why() {
    for case in vectors("negative") {
        let with = &case["verify_with"];
        let refusal = check(
            &UserSig::new(text(&case["usersig"])),
            &key(&with["secret_key"]),
            app(&with["sdkappid"]),
            text(&with["user_id"]),
            time(&with["now"]),
        )
        .unwrap_err();
        let code = refusal.error_code().info().unwrap();
        assert_eq!(code.name, text(&case["error_code"]), "{}", case["id"]);
    }
}

#[test]
fn the_application_is_checked_before_the_account_and_the_lifetime_before_the_key() {
    let signed = sign(&good_key(), good_app(), "bob", NOW, DAY).unwrap();
    let late = NOW.after(DAY * 2);
    let other_app = SdkAppId::new(1400000001).unwrap();
    let other_key = SecretKey::new("another key");
    let refusal = |app, who, now| check(&signed, &other_key, app, who, now).unwrap_err();
    assert_eq!(refusal(other_app, "peter", late), Refusal::OtherApplication { signed: 1400000000, asked: other_app });
    assert_eq!(
        refusal(good_app(), "peter", late),
        Refusal::OtherIdentifier { signed: "bob".into(), asked: "peter".into() }
    );
    assert_eq!(refusal(good_app(), "bob", late), Refusal::Expired { at: NOW.after(DAY) });
    assert_eq!(refusal(good_app(), "bob", NOW), Refusal::WrongKey);
}

#[test]
fn a_signature_issued_in_the_future_is_accepted_as_the_vendor_does() {
    let signed = sign(&good_key(), good_app(), "bob", NOW.after(DAY), DAY).unwrap();
    assert!(check(&signed, &good_key(), good_app(), "bob", NOW).is_ok());
}

#[test]
fn no_name_makes_a_signature_that_vouches_for_another_account() {
    // What is signed are lines. This name brings its own, as far as the end of a user buffer's.
    let evil = "a\nTLS.sdkappid:1\nTLS.userbuf:x";
    for name in [evil, "a\rb", "a\0", "a\u{85}", "\u{7f}", "", &"é".repeat(17)] {
        let refused = sign(&good_key(), good_app(), name, NOW, DAY).unwrap_err();
        assert!(refused.is_refused(), "{name:?}: {refused}");
    }
    assert!(sign(&good_key(), good_app(), &"é".repeat(16), NOW, DAY).is_ok());

    // Signed elsewhere, they are not accepted, with the right key or not.
    let signed = unpack(sign(&good_key(), good_app(), "a", NOW, DAY).unwrap().expose());
    let checked = |field: &str, value: &str| {
        let mut document = signed.clone();
        document[field] = json!(value);
        let packed = UserSig::new(pack(document.to_string().as_bytes()));
        check(&packed, &good_key(), good_app(), text(&document["TLS.identifier"]), NOW).unwrap_err().to_string()
    };
    for name in [evil, &"é".repeat(17)] {
        assert!(checked("TLS.identifier", name).contains("no account can have the name"), "{name:?}");
    }
    for buffer in ["x\nTLS.sdkappid:1400000000", "BQ", "BQ==\n", "*"] {
        assert!(checked("TLS.userbuf", buffer).contains("not base64"), "{buffer:?}");
    }
}

#[test]
fn a_lifetime_of_zero_may_be_missing_from_the_document() {
    let signed = sign(&good_key(), good_app(), "bob", NOW, Duration::ZERO).unwrap();
    let mut document = unpack(signed.expose());
    document.as_object_mut().unwrap().remove("TLS.expire");
    let packed = UserSig::new(pack(document.to_string().as_bytes()));
    let ticket = check(&packed, &good_key(), good_app(), "bob", NOW).unwrap();
    assert_eq!(ticket.lifetime, Duration::ZERO);
}

#[test]
fn what_cannot_be_decoded_is_illegal_and_says_at_which_step() {
    let signed = sign(&good_key(), good_app(), "bob", NOW, DAY).unwrap();
    let whole = signed.expose();
    let document = unpack(whole);
    let with = |name: &str, value: Value| {
        let mut document = document.clone();
        document[name] = value;
        pack(document.to_string().as_bytes())
    };
    let without = |name: &str| {
        let mut document = document.clone();
        document.as_object_mut().unwrap().remove(name);
        pack(document.to_string().as_bytes())
    };
    let cases = [
        (String::new(), "not compressed"),
        ("xxx".into(), "not base64"),
        ("ab cd".into(), "not base64"),
        (whole[..whole.len() - 8].into(), "cut off"),
        (whole[..whole.len() - 3].into(), "cut off"),
        (BASE64.encode(document.to_string()), "not compressed"),
        (pack(b"\xff\xfe"), "not the JSON"),
        (pack(b"[]"), "not the JSON"),
        (pack(&document.to_string().as_bytes()[..40]), "not the JSON"),
        (with("TLS.sdkappid", json!("1400000000")), "not the JSON"),
        (with("TLS.time", json!(1.5)), "not the JSON"),
        (with("TLS.expire", json!(-1)), "not the JSON"),
        (without("TLS.sig"), "not the JSON"),
        (with("TLS.ver", json!("1.0")), "version"),
    ];
    for (user_sig, why) in cases {
        let refusal = read(&UserSig::new(user_sig.as_str())).unwrap_err();
        assert_eq!(refusal.error_code(), ErrorCode::USERSIG_ILLEGAL);
        let shown = refusal.to_string();
        assert!(shown.contains(why), "{user_sig}: {shown}");
    }
}

#[test]
fn a_signature_that_unpacks_to_gigabytes_is_refused_without_reading_them() {
    let bomb = pack(&vec![b' '; 64 << 20]);
    let Refusal::Unreadable { why } = read(&UserSig::new(bomb)).unwrap_err() else {
        panic!("not refused as unreadable")
    };
    assert_eq!(why, "its document is too large");

    // A user buffer may be long.
    let mut document = unpack(sign(&good_key(), good_app(), "bob", NOW, DAY).unwrap().expose());
    document["TLS.userbuf"] = json!("QUFB".repeat(3_000));
    assert_eq!(read(&UserSig::new(pack(document.to_string().as_bytes()))).unwrap().identifier, "bob");
}

#[test]
fn nothing_that_prints_holds_the_signature() {
    let signed = sign(&good_key(), good_app(), "bob", NOW, DAY).unwrap();
    let signature = text(&unpack(signed.expose())["TLS.sig"]).to_owned();
    let ticket = read(&signed).unwrap();
    let later = NOW.after(DAY * 2);
    let refusals = [
        check(&signed, &good_key(), good_app(), "peter", NOW).unwrap_err(),
        check(&signed, &good_key(), good_app(), "bob", later).unwrap_err(),
        check(&signed, &SecretKey::new("other"), good_app(), "bob", NOW).unwrap_err(),
    ];
    let mut printed = format!("{ticket:?} {signed:?}");
    for refusal in refusals {
        printed.push_str(&format!("{refusal} {refusal:?}"));
    }
    for secret in [signed.expose(), &signature, good_key().expose()] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

const NOW: UnixTime = UnixTime::from_secs(1_700_000_000);
const DAY: Duration = Duration::from_secs(86_400);

fn good_key() -> SecretKey {
    SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e")
}

fn good_app() -> SdkAppId {
    SdkAppId::new(1400000000).unwrap()
}

fn file() -> Value {
    serde_json::from_str(include_str!("vectors/usersig/vectors.json")).unwrap()
}

fn vectors(list: &str) -> Vec<Value> {
    let Value::Array(list) = file()[list].take() else { panic!("no list {list}") };
    assert!(!list.is_empty());
    list
}

/// Vectors without a user buffer, which we do not sign.
fn signable() -> impl Iterator<Item = Value> {
    vectors("vectors").into_iter().filter(|vector| vector.get("userbuf").is_none())
}

/// Each UserSig of a vector, with the stages before it.
fn packed(vector: &Value) -> impl Iterator<Item = &Value> {
    let lists = [&vector["made_by"], &vector["same_document"]];
    lists.into_iter().flat_map(|list| list.as_object().unwrap().values())
}

fn checked(vector: &Value, user_sig: &UserSig, now: UnixTime) -> Result<Ticket, Refusal> {
    let (key, app) = (key(&vector["secret_key"]), app(&vector["sdkappid"]));
    check(user_sig, &key, app, text(&vector["user_id"]), now)
}

fn key(value: &Value) -> SecretKey {
    SecretKey::new(text(value))
}

fn app(value: &Value) -> SdkAppId {
    SdkAppId::new(u32::try_from(value.as_u64().unwrap()).unwrap()).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn time(value: &Value) -> UnixTime {
    UnixTime::from_secs(value.as_i64().unwrap())
}

fn seconds(value: &Value) -> Duration {
    Duration::from_secs(value.as_u64().unwrap())
}

/// The document of a UserSig, decoded independently of the crate.
fn unpack(user_sig: &str) -> Value {
    serde_json::from_str(&inflated(user_sig)).unwrap()
}

fn inflated(user_sig: &str) -> String {
    let zipped = BASE64.decode(standard(user_sig)).unwrap();
    let mut json = String::new();
    ZlibDecoder::new(&*zipped).read_to_string(&mut json).unwrap();
    json
}

fn standard(user_sig: &str) -> String {
    user_sig.replace('*', "+").replace('-', "/").replace('_', "=")
}

fn pack(document: &[u8]) -> String {
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
    zlib.write_all(document).unwrap();
    let text = BASE64.encode(zlib.finish().unwrap());
    text.replace('+', "*").replace('/', "-").replace('=', "_")
}
