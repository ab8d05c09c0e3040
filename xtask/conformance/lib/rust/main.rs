//! Answers the harness: a request a line on stdin, what was read of it a line on stdout, both as JSON.

mod account;
mod lists;

use std::time::SystemTime;

use account::{Account, Refused, sign};
use serde_json::{Value, json};

fn text(request: &Value, key: &str) -> String {
    request[key].as_str().unwrap_or_default().to_owned()
}

async fn answer(r: &Value) -> Value {
    let number = |request: &Value, key: &str| request[key].as_u64().unwrap_or_default();
    let app = |request: &Value, key: &str| u32::try_from(number(request, key)).expect("a u32");
    if let Some(s) = r.get("sign") {
        let (user, key) = (text(s, "user_id"), text(s, "secret_key"));
        return json!({ "user_sig": sign(app(s, "sdkappid"), &user, &key, number(s, "current_time"), number(s, "expire")) });
    }
    let now = SystemTime::UNIX_EPOCH.elapsed().expect("after 1970").as_secs();
    let (app, admin) = (app(r, "sdk_app_id"), text(r, "identifier"));
    let user_sig = sign(app, &admin, &text(r, "secret_key"), now, 86400);
    let random = if r["random"].is_null() { || fastrand::u32(..) } else { || u32::MAX };
    let account = Account { app, admin, user_sig, random };
    let mut items = Vec::new();
    let read = match r["list"] == "banned" {
        true => {
            let query = serde_json::from_value(json!({ "GroupId": r["group"], "Offset": 0, "Limit": 100 }));
            let each = |member| items.push(serde_json::to_value(member).expect("JSON"));
            lists::banned_members(&text(r, "base_url"), &account, query.expect("a query"), each).await
        }
        false => {
            let mut query = json!({ "GroupId": r["group"], "PermissionGroupId": r["permission_group"], "Limit": 50, "Next": "" });
            for (name, key) in [("MemberInfoFilter", "fields"), ("AppDefinedDataFilter_GroupMember", "custom")] {
                if r[key].as_array().is_some_and(|list| !list.is_empty()) {
                    query[name] = r[key].clone();
                }
            }
            let each = |member| items.push(serde_json::to_value(member).expect("JSON"));
            let query = serde_json::from_value(query).expect("a query");
            lists::group_members(&text(r, "base_url"), &account, query, each).await
        }
    };
    let error = read.err().map(|Refused(code, text)| json!({ "code": code, "text": text }));
    json!({ "items": items, "error": error, "user_sig": account.user_sig })
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    for line in std::io::stdin().lines() {
        let request = serde_json::from_str(&line.expect("UTF-8")).expect("JSON");
        println!("{}", runtime.block_on(answer(&request)));
    }
}
