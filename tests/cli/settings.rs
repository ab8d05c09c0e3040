//! Profiles, key files and `doctor`.

use serde_json::json;

use crate::run::{File, KEY, asking, tool};
use crate::service::{Answer, Service, lists, refusal};

const LIST: [&str; 2] = ["banned-members", "@TGS#a"];

#[test]
fn a_profile_holds_everything_but_the_key() {
    let service = Service::new(lists(1));
    let config = File::new(
        "profiles.toml",
        &format!(
            "default-profile = \"live\"\n[profiles.live]\nbase-url = \"{}\"\nsdk-app-id = 1400000007\n\
             identifier = \"boss\"\nsecret-key-file = \"profile.key\"\n\
             [profiles.other]\nregion = \"tokyo\"\nsdk-app-id = 1\n",
            service.base_url()
        ),
    );
    let list = |more: &[&str]| tool(LIST.iter().chain(more)).env("TENCENT_CHAT_CONFIG", config.path());
    restricted(config.beside("profile.key", KEY).to_str().unwrap());
    // The default profile, and the file of the key beside the configuration.
    list(&["-q"]).prints();
    // The environment goes before the default profile, but not before one that is typed.
    list(&["-q"]).env("TENCENT_CHAT_IDENTIFIER", "deputy").prints();
    list(&["-q", "--profile", "live"]).env("TENCENT_CHAT_IDENTIFIER", "deputy").prints();
    list(&["-q", "--profile", "live", "--identifier", "typed"]).prints();
    let seen = service.seen();
    let accounts = ["boss", "deputy", "boss", "typed"];
    for (request, account) in seen.iter().zip(accounts) {
        assert!(request.target.contains(&format!("identifier={account}&")), "{account}: {}", request.target);
        assert!(request.target.contains("sdkappid=1400000007"), "{}", request.target);
    }
    list(&["--profile", "other"]).fails(2, &["no secret key"]);
    list(&["--profile", "nobody"]).fails(2, &["nobody", "live, other"]);
    tool(LIST.iter().chain(&["--profile", "live"])).fails(2, &["no profile \"live\"", "there is none"]);
}

#[test]
fn a_file_of_profiles_that_is_named_must_be_there() {
    let service = Service::new(lists(1));
    let nowhere = |run: crate::run::Run| run.env("TENCENT_CHAT_CONFIG", "/no/such.toml");
    nowhere(asking(&service, LIST)).fails(2, &["TENCENT_CHAT_CONFIG names /no/such.toml", "unset"]);
    nowhere(asking(&service, ["doctor"])).fails(2, &["TENCENT_CHAT_CONFIG names /no/such.toml"]);
    let asked = asking(&service, LIST.iter().chain(&["--profile", "live"]));
    nowhere(asked).fails(2, &["no profile \"live\": there is no file /no/such.toml"]);
    assert_eq!(service.seen().len(), 0);
    // The demo has no profile.
    nowhere(tool(["--sandbox", "banned-members", "@TGS#aJRGC4MH6"])).prints();
}

#[cfg(unix)]
#[test]
fn a_profile_takes_the_key_from_the_command_of_a_keyring() {
    let service = Service::new(lists(1));
    let list = |name: &str, command: &str| {
        let url = service.base_url();
        let text = format!("[profiles.live]\nbase-url = \"{url}\"\nsdk-app-id = 1\nsecret-key-command = {command}\n");
        let config = File::new(name, &text);
        let list = tool(LIST.iter().chain(&["-q", "--profile", "live"])).env("TENCENT_CHAT_CONFIG", config.path());
        (list, config)
    };
    let (printing, _config) = list("keyring.toml", &format!("[\"printf\", \"%s\\\\n\", \"{KEY}\"]"));
    printing.prints();
    let (silent, _config) = list("keyring-silent.toml", "[\"true\"]");
    silent.fails(2, &["secret-key-command true must print the secret key alone"]);
    let (locked, _config) = list("keyring-locked.toml", "[\"false\"]");
    locked.fails(2, &["secret-key-command false printed no key", "run it by itself"]);
    let (unknown, _config) = list("keyring-unknown.toml", "[\"no-such-program\"]");
    unknown.fails(2, &["no-such-program cannot be started"]);
    let (empty, _config) = list("keyring-empty.toml", "[]");
    empty.fails(2, &["secret-key-command is empty"]);
    let (both, _config) = list("keyring-both.toml", "[\"true\"]\nsecret-key-file = \"a\"");
    both.fails(2, &["names both secret-key-file and secret-key-command"]);
    assert_eq!(service.seen().len(), 1);
}

#[test]
fn a_key_in_the_profiles_is_refused_and_not_shown() {
    let config = File::new("keyed.toml", &format!("[profiles.live]\nsecret-key = \"{KEY}\"\n"));
    let list =
        |config: &File| tool(["banned-members", "a", "--profile", "live"]).env("TENCENT_CHAT_CONFIG", config.path());
    list(&config).fails(2, &["holds a secret key", "secret-key-file"]);
    let broken = File::new("broken.toml", &format!("[profiles.live]\nregion = \"tokyo\"\nkey = \"{KEY}\"\n"));
    list(&broken).fails(2, &["line 3", "key"]);
    let broken = File::new("broken2.toml", &format!("[profiles.live]\nsecret-key = {KEY}\n"));
    list(&broken).fails(2, &["broken2.toml, line 2"]);
}

#[test]
fn key_files_may_be_written_by_windows() {
    let service = Service::new(lists(1));
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(KEY.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let spellings = [
        format!("\u{feff}{KEY}\r\n").into_bytes(),
        utf16,
        format!("\"{KEY}\"\n").into_bytes(),
        format!("'{KEY}'").into_bytes(),
    ];
    for spelling in spellings {
        let file = File::new("windows.key", "");
        std::fs::write(file.path(), spelling).unwrap();
        restricted(file.path());
        let typed = ["--sdk-app-id", "1400000000", "--base-url", &service.base_url(), "--secret-key-file", file.path()];
        tool(LIST.into_iter().chain(typed)).prints();
        let seen = service.seen();
        let check = crate::run::signed(["usersig", "check", seen.last().unwrap().user_sig()]);
        assert!(check.prints().starts_with("valid"));
    }
}

#[test]
fn the_doctor_says_what_is_wrong_and_who_must_act() {
    let doctor = |service: &Service, more: &[&str]| asking(service, ["doctor"].iter().chain(more)).run();
    let healthy = Service::new(|_| refusal(10010, "no such group"));
    let outcome = doctor(&healthy, &[]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    for line in ["ok     host: http://127", "ok     key and account: accepted", "ok     permission: not known"] {
        assert!(outcome.stdout.contains(line), "{line}: {}", outcome.stdout);
    }
    let healthy = Service::new(lists(3));
    assert!(doctor(&healthy, &["--group", "g"]).stdout.contains("ok     permission: the group's list can be read"));
    for (code, words) in [
        (70009, &["WRONG  key and account: 70009", "who must act"][..]),
        (60010, &["WRONG  key and account: 60010"]),
        (10007, &["WRONG  permission: 10007", "Audio-video group member banning", "Feature configuration"]),
    ] {
        let sick = Service::new(move |_| refusal(code, "no"));
        let outcome = doctor(&sick, &["--group", "g"]);
        assert_eq!(outcome.code, 1);
        for word in words {
            assert!(outcome.stdout.contains(word), "{word}: {}", outcome.stdout);
        }
    }
    let gone = Service::new(|_| Answer::Nothing);
    let outcome = doctor(&gone, &[]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stdout.contains("WRONG  host: ") && !outcome.stdout.contains("usersig"), "{}", outcome.stdout);
    let proxy = Service::new(|_| Answer::Json(json!({ "hello": 1 })));
    assert!(doctor(&proxy, &[]).stdout.contains("is not the service"));
    assert_eq!(tool(["doctor", "--sandbox"]).run().code, 0);
    tool(["doctor"]).fails(2, &["no application, no secret key, no host"]);
}

/// Makes a file the owner's alone, so that there is no warning.
fn restricted(path: &str) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, PermissionsExt::from_mode(0o600)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = path;
}
