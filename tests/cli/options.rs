//! Who calls and which host: what is typed, what stands in the environment, and what is wrong with it.

use tencent_chat::Region;

use crate::run::{File, KEY, asking, signed, tool};
use crate::service::{Answer, Service, lists};

const LIST: [&str; 2] = ["banned-members", "@TGS#a"];

#[test]
fn what_is_missing_is_named_with_the_ways_to_give_it() {
    let list = || tool(LIST).env("TENCENT_CHAT_REGION", "tokyo");
    let account = ["no application", "--sdk-app-id", "TENCENT_CHAT_SDK_APP_ID", "--sandbox"];
    let key = ["no secret key", "--secret-key-file", "TENCENT_CHAT_SECRET_KEY"];
    list().fails(2, &account);
    // All of it at once.
    let host = ["no host", "--region", "--base-url", "TENCENT_CHAT_REGION"];
    tool(LIST).fails(2, &[&account[..], &key, &host].concat());
    let list = || list().env("TENCENT_CHAT_SDK_APP_ID", "1400000000");
    list().fails(2, &["no secret key", "--secret-key-file", "TENCENT_CHAT_SECRET_KEY", "--sandbox"]);
    // A blank variable is none.
    list().env("TENCENT_CHAT_SECRET_KEY", " ").fails(2, &["no secret key"]);
    signed(LIST).fails(2, &["no host", "--region", "--base-url", "TENCENT_CHAT_REGION"]);
}

#[test]
fn wrong_values_are_wrong_usage_and_nothing_is_sent() {
    let service = Service::new(lists(1));
    let list = |more: &[&str]| asking(&service, LIST.iter().chain(more));
    list(&["--region", "atlantis"]).fails(2, &["atlantis", "singapore", "silicon-valley"]);
    list(&["--format", "xml"]).fails(2, &["xml", "table", "jsonl", "csv"]);
    let most = tencent_chat::Operation::GetGroupBanMember.info().max_page_size.unwrap();
    let (sizes, more) = (format!("1 to {most}"), (most + 1).to_string());
    list(&["--page-size", "0"]).fails(2, &["page size 0", &sizes]);
    list(&["--page-size", &more]).fails(2, &[&format!("page size {more}"), &sizes]);
    list(&["--offset", "-1"]).fails(2, &["-1"]);
    list(&["--offset", "18446744073709551615"]).fails(2, &["18446744073709551615"]);
    list(&["--base-url", "http://example.com"]).fails(2, &["https"]);
    list(&["--base-url", "example"]).fails(2, &["base URL"]);
    list(&["--sdk-app-id", "0"]).fails(2, &["SDKAppID is 0"]);
    list(&["--sdk-app-id", "my-app"]).fails(2, &["number that the Chat console shows"]);
    list(&["--identifier", ""]).fails(2, &["--identifier"]);
    list(&["--identifier", &"x".repeat(33)]).fails(2, &["33 bytes", "32 bytes"]);
    list(&["--region", "tokyo", "--base-url", "https://example.com"]).fails(2, &["--region", "--base-url"]);
    asking(&service, ["banned-members", ""]).fails(2, &["GROUP_ID is empty"]);
    asking(&service, ["permission-group-members", "a", ""]).fails(2, &["PERMISSION_GROUP_ID is empty"]);
    let field = ["permission-group-members", "a", "b", "--fields", "Rôle"];
    asking(&service, field).fails(2, &["Rôle", "Role", "LastSendMsgTime"]);
    asking(&service, ["permission-group-members", "a"]).fails(2, &["<PERMISSION_GROUP_ID>"]);
    asking(&service, ["banned"]).fails(2, &["banned"]);
    tool::<&str>([]).fails(2, &["Usage"]);
    assert_eq!(service.seen().len(), 0);
}

#[test]
fn wrong_variables_are_wrong_usage_and_named() {
    signed(LIST).env("TENCENT_CHAT_REGION", "atlantis").fails(2, &["TENCENT_CHAT_REGION", "unknown region", "tokyo"]);
    let number = signed(LIST).env("TENCENT_CHAT_REGION", "tokyo").env("TENCENT_CHAT_SDK_APP_ID", "x");
    number.fails(2, &["TENCENT_CHAT_SDK_APP_ID", "number"]);
}

#[test]
fn what_is_typed_goes_before_the_environment() {
    let service = Service::new(lists(1));
    let typed = ["--base-url", &service.base_url(), "--sdk-app-id", "1400000001", "--identifier", "root user"];
    let run = signed(LIST.into_iter().chain(typed))
        .env("TENCENT_CHAT_BASE_URL", "http://127.0.0.1:1")
        .env("TENCENT_CHAT_REGION", "tokyo")
        .env("TENCENT_CHAT_IDENTIFIER", "somebody");
    run.prints();
    let target = &service.seen()[0].target;
    assert!(target.contains("sdkappid=1400000001"), "{target}");
    assert!(target.contains("identifier=root%20user"), "{target}");
}

#[test]
fn a_region_that_is_typed_goes_before_a_base_url_of_the_environment() {
    // What would leave the machine comes to a proxy, which sees for which host it is.
    let proxy = Service::new(|_| Answer::Status(403, String::new()));
    let list = asking(&proxy, LIST.into_iter().chain(["--region", "tokyo"]));
    list.env("NO_PROXY", "").env("HTTPS_PROXY", &proxy.base_url()).fails(1, &["no connection"]);
    let seen = proxy.seen();
    assert!(!seen.is_empty());
    let tokyo = Region::Tokyo;
    for request in seen {
        let host = |url: &str| url.trim_start_matches("https://").to_owned() + ":443";
        assert!([host(tokyo.base_url()), host(tokyo.backup_url())].contains(&request.target), "{request:?}");
    }
}

#[test]
fn the_account_is_administrator_unless_named() {
    let service = Service::new(lists(1));
    asking(&service, LIST).prints();
    asking(&service, LIST).env("TENCENT_CHAT_IDENTIFIER", "somebody").prints();
    let seen = service.seen();
    assert!(seen[0].target.contains("identifier=administrator&"), "{}", seen[0].target);
    assert!(seen[1].target.contains("identifier=somebody&"), "{}", seen[1].target);
}

#[test]
fn the_key_may_stand_in_a_file() {
    let service = Service::new(lists(1));
    let list = |file: &str| {
        let typed = ["--sdk-app-id", "1400000000", "--base-url", &service.base_url(), "--secret-key-file", file];
        tool(LIST.into_iter().chain(typed))
    };
    let file = File::new("key", &format!("{KEY}\n"));
    restrict(file.path());
    list(file.path()).prints();
    let seen = service.seen();
    let check = signed(["usersig", "check", seen[0].user_sig()]);
    assert!(check.prints().starts_with("valid"), "it was signed with the key of the file");

    list("/no/such/file").fails(2, &["/no/such/file", "cannot be read"]);
    let empty = File::new("empty-key", "\n");
    list(empty.path()).fails(2, &["the secret key alone"]);
    let two = File::new("two-keys", &format!("{KEY}\n{KEY}"));
    list(two.path()).fails(2, &["the secret key alone"]);
}

#[cfg(unix)]
#[test]
fn a_key_file_that_others_can_read_or_write_is_worth_a_warning() {
    use std::os::unix::fs::PermissionsExt;
    let file = File::new("open-key", KEY);
    let arguments = ["usersig", "sign", "--sdk-app-id", "1", "--secret-key-file", file.path()];
    for mode in [0o644, 0o640, 0o620, 0o602] {
        std::fs::set_permissions(file.path(), PermissionsExt::from_mode(mode)).unwrap();
        let outcome = tool(arguments).run();
        assert_eq!(outcome.code, 0);
        assert!(outcome.stderr.starts_with("warning: ") && outcome.stderr.contains("chmod 600"), "{}", outcome.stderr);
    }
    restrict(file.path());
    assert_eq!(tool(arguments).run().stderr, "");
}

#[test]
fn help_and_version_are_no_errors() {
    let help = tool(["--help"]).prints();
    for word in ["banned-members", "permission-group-members", "usersig", "error-code", "sandbox", "Examples:"] {
        assert!(help.contains(word), "{word} is missing in: {help}");
    }
    let version = tool(["--version"]).prints();
    let (crate_version, contract) = (env!("CARGO_PKG_VERSION"), tencent_chat::CONTRACT_VERSION);
    assert_eq!(version, format!("tencent-chat {crate_version} (contract {contract})\n"));
}

/// Makes a file the owner's alone.
fn restrict(path: &str) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, PermissionsExt::from_mode(0o600)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = path;
}
