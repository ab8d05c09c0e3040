//! Neither key nor signature is ever printed. That no output holds the key, every test looks for by `run`.

use crate::run::{File, KEY, asking, signed};
use crate::service::{Answer, Request, Service, lists, refusal};

#[test]
fn no_failure_prints_the_signature() {
    // Each answer repeats the signed URL where it can.
    let answers: [fn(&Request) -> Answer; 6] = [
        |request| refusal(70009, &request.target),
        |request| refusal(12345, &request.target),
        |request| Answer::Status(403, format!("<html>{}</html>", request.target)),
        |request| Answer::Status(302, request.target.clone()),
        |request| Answer::Json(request.target.clone().into()),
        |_| Answer::Nothing,
    ];
    for (number, answer) in answers.into_iter().enumerate() {
        let service = Service::new(answer);
        let outcome = asking(&service, ["--verbose", "banned-members", "a"]).run();
        assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""), "answer {number}: {outcome:?}");
        for request in service.seen() {
            assert!(!outcome.stderr.contains(request.user_sig()), "answer {number}: {}", outcome.stderr);
        }
        assert!(!service.seen().is_empty());
    }
}

#[test]
fn no_command_sends_the_signature_to_a_url_that_would_show_it() {
    // What would leave the machine comes to a proxy.
    let proxy = Service::new(lists(1));
    let commands =
        [&["banned-members", "a"][..], &["snapshot", "banned-members", "a"], &["doctor"], &["probe", "--group", "a"]];
    let local = proxy.base_url().replace("http://", "");
    let urls = [
        ("http://example.com".to_owned(), "is not https"),
        ("HTTP://EXAMPLE.COM".to_owned(), "is not https"),
        ("ftp://example.com".to_owned(), "is not https"),
        (format!("http://user:{KEY}@{local}"), "without user, query or fragment"),
        (format!("http://{local}/?usersig={KEY}"), "without user, query or fragment"),
        (local, "the base URL"),
    ];
    for command in commands {
        for (url, why) in &urls {
            let run = || signed(command).env("HTTP_PROXY", &proxy.base_url()).env("ALL_PROXY", &proxy.base_url());
            run().env("TENCENT_CHAT_BASE_URL", url).fails(2, &[why]);
        }
    }
    assert_eq!(proxy.seen().len(), 0);
}

#[test]
fn success_prints_no_signature_either() {
    let service = Service::new(lists(250));
    let outcome = asking(&service, ["--verbose", "banned-members", "a", "--format", "json"]).run();
    assert_eq!(outcome.code, 0);
    let user_sig = service.seen()[0].user_sig().to_owned();
    assert!(!outcome.stdout.contains(&user_sig) && !outcome.stderr.contains(&user_sig));
}

#[test]
fn the_key_cannot_be_an_argument() {
    // A key that is typed all the same is not repeated.
    signed(["--secret-key", KEY, "banned-members", "a"]).fails(2, &["--secret-key"]);
    signed([&format!("--secret-key={KEY}"), "banned-members", "a"]).fails(2, &["--secret-key"]);
    let url = format!("http://example.com/?usersig={KEY}");
    signed(["--base-url", &url, "banned-members", "a"]).fails(2, &["base URL"]);
}

#[test]
fn help_shows_no_value_of_the_environment() {
    for arguments in [&["--help"][..], &["banned-members", "--help"], &["usersig", "sign", "--help"]] {
        let help = signed(arguments).env("TENCENT_CHAT_IDENTIFIER", "unusual-name").prints();
        assert!(!help.contains("unusual-name"), "{help}");
    }
}

#[test]
fn a_broken_key_file_is_not_shown() {
    let file = File::new("broken-key", &format!("key = {KEY}"));
    signed(["banned-members", "a", "--region", "tokyo", "--secret-key-file", file.path()])
        .fails(2, &["the secret key alone"]);
}

#[test]
fn a_key_in_the_wrong_place_is_not_repeated() {
    for name in ["SDK_APP_ID", "REGION", "BASE_URL", "IDENTIFIER"] {
        let list = signed(["banned-members", "a"]).env("TENCENT_CHAT_REGION", "tokyo");
        list.env(&format!("TENCENT_CHAT_{name}"), KEY).fails(2, &[]);
    }
    signed(["banned-members", "a", "--region", "tokyo", "--secret-key-file", KEY]).fails(2, &["the key file"]);
}
