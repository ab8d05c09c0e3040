//! UserSigs of the vendor's own signers, against the sandbox.

use serde_json::Value;
use tencent_chat::sandbox::Data;
use tencent_chat::{ErrorCode, SdkAppId, SecretKey, UnixTime};

use crate::support::{BAN, Request, sandbox};

#[tokio::test]
async fn official_signatures_are_accepted_to_their_last_second() {
    for vector in vectors("vectors") {
        let sandbox = sandbox(data(&vector, "user_id")).await;
        let packed = [&vector["made_by"], &vector["same_document"]];
        for stages in packed.iter().flat_map(|list| list.as_object().unwrap().values()) {
            let request = Request::new(&sandbox, BAN).query("usersig", stages["usersig"].as_str().unwrap());
            let end = vector["expires_at"].as_i64().unwrap();
            // A few seconds of grace: the clock goes on.
            sandbox.set_clock(UnixTime::from_secs(end - 30));
            assert_eq!(request.code(&sandbox).await, ErrorCode::OK, "{}", vector["id"]);
            sandbox.set_clock(UnixTime::from_secs(end + 1));
            // Also now that the signature is known: its end is looked at each time.
            assert_eq!(request.code(&sandbox).await, ErrorCode::USERSIG_EXPIRED);
        }
    }
}

#[tokio::test]
async fn tampered_official_signatures_are_refused_for_the_right_reason() {
    for case in vectors("negative") {
        let with = &case["verify_with"];
        let sandbox = sandbox(data(with, "user_id")).await;
        sandbox.set_clock(UnixTime::from_secs(with["now"].as_i64().unwrap()));
        let request = Request::new(&sandbox, BAN).query("usersig", case["usersig"].as_str().unwrap());
        let code = request.code(&sandbox).await;
        assert_eq!(code.info().unwrap().name, case["error_code"], "{}", case["id"]);
    }
}

#[tokio::test]
async fn a_new_key_makes_known_signatures_worthless() {
    let sandbox = crate::support::demo(|_| {}).await;
    let request = Request::new(&sandbox, BAN);
    assert_eq!(request.code(&sandbox).await, ErrorCode::OK);
    sandbox.edit(|data| data.application.secret_key = SecretKey::new("another"));
    assert_eq!(request.code(&sandbox).await, ErrorCode::USERSIG_WRONG_KEY);
}

fn vectors(list: &str) -> Vec<Value> {
    let text = include_str!("../vectors/usersig/vectors.json");
    let mut file: Value = serde_json::from_str(text).unwrap();
    let Value::Array(list) = file[list].take() else { panic!("no list {list}") };
    list
}

/// Demo data of the application that the vector is for.
fn data(vector: &Value, identifier: &str) -> Data {
    let mut data = Data::demo();
    let number = u32::try_from(vector["sdkappid"].as_u64().unwrap()).unwrap();
    data.application.sdk_app_id = SdkAppId::new(number).unwrap();
    data.application.secret_key = SecretKey::new(vector["secret_key"].as_str().unwrap());
    data.application.administrators = [vector[identifier].as_str().unwrap().to_owned()].into();
    data
}
