//! `error-code`.

use serde_json::Value;
use tencent_chat::ErrorCode;

use crate::run::tool;

#[test]
fn a_known_code_is_explained() {
    let text = tool(["error-code", "10015"]).prints();
    let info = ErrorCode::INVALID_GROUP_ID.info().unwrap();
    for word in ["10015", info.name, info.meaning, info.remedy, "developer", "never", info.note.unwrap()] {
        assert!(text.contains(word), "{word:?} is missing in: {text}");
    }
    assert!(text.contains(&info.url()) && info.url().ends_with("#error-code-10015"), "{text}");
}

#[test]
fn every_code_of_the_contract_is_known() {
    for info in ErrorCode::all() {
        let text = tool(["error-code", &info.code.to_string(), "--format", "json"]).prints();
        let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((&rows[0]["code"], &rows[0]["name"]), (&info.code.get().into(), &info.name.into()));
    }
}

#[test]
fn an_unknown_code_ends_with_1() {
    tool(["error-code", "12345"]).fails(1, &["12345", "contract"]);
    tool(["error-code", "-3"]).fails(1, &["-3"]);
}

#[test]
fn zero_is_success() {
    assert_eq!(tool(["error-code", "0"]).prints(), "0: success\n");
}

#[test]
fn what_is_not_a_number_is_wrong_usage() {
    tool(["error-code", "GROUP"]).fails(2, &["GROUP"]);
    tool(["error-code"]).fails(2, &["<CODE>"]);
}

#[test]
fn explanations_are_also_in_chinese() {
    let out = tool(["error-code", "10010", "--lang", "zh"]).prints();
    assert!(
        out.contains("群组不存在") && out.contains("检查群组 ID") && out.contains("10010 GROUP_NOT_FOUND"),
        "{out}"
    );
    // Every code has words of its own, and the columns stay those of the contract.
    let list = |lang| tool(["error-code", "--list", "--format", "jsonl", "--lang", lang]).prints();
    let (english, chinese) = (list("en"), list("zh"));
    assert_eq!(english.lines().count(), chinese.lines().count());
    for (english, chinese) in english.lines().zip(chinese.lines()) {
        let [english, chinese] = [english, chinese].map(|line| serde_json::from_str::<Value>(line).unwrap());
        assert_eq!(english["code"], chinese["code"]);
        assert_ne!(english["meaning"], chinese["meaning"], "{english}");
        assert_ne!(english["remedy"], chinese["remedy"], "{english}");
    }
}
