//! What people expect of any command line: the guidelines of clig.dev that can be tested, and our own.

#[cfg(unix)]
use std::io::Write;
#[cfg(unix)]
use std::process::Command;

use serde_json::Value;
use tencent_chat::ErrorCode;

use crate::run::{File, Folder, asking, tool};
use crate::service::{Service, lists};

const COMMANDS: [&[&str]; 10] = [
    &[],
    &["snapshot"],
    &["diff"],
    &["usersig", "sign"],
    &["error-code"],
    &["sandbox"],
    &["doctor"],
    &["probe"],
    &["completions"],
    &["man"],
];

/// The list commands, which the help of `snapshot` names.
fn list_commands() -> Vec<String> {
    let help = tool(["snapshot", "--help"]).prints();
    let commands = help.split("Commands:\n").nth(1).unwrap().lines().take_while(|line| !line.is_empty());
    let names = commands.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    names.map(str::to_owned).collect()
}

/// Every command.
fn commands() -> Vec<Vec<String>> {
    let others = COMMANDS.map(|command| command.iter().map(|&word| word.to_owned()).collect());
    let lists = list_commands().into_iter().flat_map(|list| [vec![list.clone()], vec!["snapshot".to_owned(), list]]);
    others.into_iter().chain(lists).collect()
}

#[test]
fn every_list_of_the_contract_has_a_command() {
    let lists = tencent_chat::Operation::ALL.iter().filter(|operation| operation.info().max_page_size.is_some());
    assert_eq!(list_commands().len(), lists.count());
    for list in ["banned-members", "permission-group-members"] {
        assert!(list_commands().iter().any(|command| command == list), "{list}");
    }
}

#[test]
fn every_command_has_help_in_each_spelling() {
    for command in commands() {
        let with = |option: &str| tool(command.iter().cloned().chain([option.to_owned()]));
        let help = with("--help").prints();
        assert!(help.contains("Usage: tencent-chat"), "{help}");
        assert!(with("-h").prints().contains("Usage: tencent-chat"));
        let asked = tool(["help".to_owned()].into_iter().chain(command));
        assert!(asked.prints().contains("Usage: tencent-chat"));
    }
}

#[test]
fn help_begins_with_what_it_does_and_shows_examples_and_exit_codes() {
    let help = tool(["--help"]).prints();
    assert!(help.starts_with("Read the member lists of Tencent Cloud Chat\n"), "{help}");
    for words in ["Examples:", "Exit codes:", "130"] {
        assert!(help.contains(words), "{words}");
    }
    for list in list_commands() {
        let help = tool([list.as_str(), "--help"]).prints();
        assert!(help.contains(&format!("Example:\n  tencent-chat --sandbox {list} \"@TGS#")), "{help}");
        assert!(!help.contains("'@"), "cmd.exe leaves single quotes in the argument");
    }
}

#[test]
fn examples_of_the_help_run_as_they_are() {
    for command in list_commands() {
        let help = tool([command.as_str(), "--help"]).prints();
        let example = help.split("Example:\n  tencent-chat ").nth(1).unwrap().lines().next().unwrap();
        let words = example.split(' ').map(|word| word.trim_matches('"'));
        assert!(tool(words).prints().starts_with("Member_Account"));
    }
}

#[test]
fn help_has_no_line_beyond_a_hundred_columns_without_a_terminal() {
    for command in commands() {
        let help = tool(command.iter().map(String::as_str).chain(["--help"])).prints();
        let long = help.lines().find(|line| line.chars().count() > 100 && !line.contains("tencent-chat "));
        assert_eq!(long, None);
    }
}

#[test]
fn misspelt_commands_options_and_values_are_mended() {
    tool(["baned-members"]).fails(2, &["banned-members"]);
    tool(["banned-members", "a", "--formt", "csv"]).fails(2, &["--format"]);
    tool(["banned-members", "a", "--format", "jsn"]).fails(2, &["json"]);
    tool(["banned-members", "a", "--fields", "Rol"]).fails(2, &["Member_Account"]);
    tool(["banned-members", "a", "--role", "Owner"])
        .fails(2, &["'--role' is an option of", "'permission-group-members'"]);
    let unknown = tool(["banned-members", "a", "--all"]).run();
    assert!(!unknown.stderr.contains("-- --all"), "no ID begins so: {}", unknown.stderr);
}

#[test]
fn tips_are_about_what_was_typed() {
    tool(["sandbox", "sh", "-c", "true"]).fails(2, &["unexpected argument 'sh'", "write '--' before the command"]);
    let numbers = [
        (&["banned-members", "a", "--offset", "-1"][..], "--offset"),
        (&["banned-members", "a", "--limit", "-1"], "--limit"),
        (&["banned-members", "a", "--skip", "-1"], "--skip"),
        (&["banned-members", "a", "--page-size", "-1"], "--page-size"),
        (&["usersig", "sign", "--expire", "-1"], "use 1 to 4294967295 seconds"),
        (&["usersig", "sign", "--expire", "0"], "use 1 to 4294967295 seconds"),
        (&["usersig", "sign", "--expire", "1000000000000"], "use 1 to 4294967295 seconds"),
        (&["diff", "a", "b", "-1"], "'-1'"),
    ];
    for (arguments, word) in numbers {
        let outcome = tool(arguments).run();
        assert_eq!(outcome.code, 2);
        assert!(outcome.stderr.contains(word) && !outcome.stderr.contains("tip:"), "{word}: {}", outcome.stderr);
    }
}

#[test]
fn the_spellings_that_people_try_work() {
    let service = Service::new(lists(3));
    let list = |more: &[&str]| asking(&service, ["banned-members", "a"].iter().chain(more));
    let folder = Folder::new();
    let file = folder.join("out").to_str().unwrap().to_owned();
    assert!(list(&["--json"]).prints().starts_with('['));
    list(&["-o", &file]).prints();
    list(&["--limit", "2", "-q"]).prints();
    assert_eq!(list(&["--format", "csv", "--format", "jsonl"]).prints().lines().count(), 3, "the last one counts");
    assert_eq!(list(&["-vv"]).run().code, 0);
    assert!(asking(&service, ["get-group-ban-member", "a"]).prints().contains("user0"), "the vendor's name");
    assert!(list(&["-o", "-"]).prints().contains("user0"), "- is stdout");
    for expire in ["1h", "3600", "1 hour"] {
        tool(["--sandbox", "usersig", "sign", "--expire", expire]).prints();
    }
}

#[test]
fn options_that_a_command_would_ignore_are_refused() {
    for arguments in [
        &["usersig", "sign", "--sandbox", "--format", "json"][..],
        &["sandbox", "--region", "tokyo"],
        &["sandbox", "--sandbox"],
        &["error-code", "10010", "--sandbox"],
        &["error-code", "10010", "--region", "tokyo"],
        &["snapshot", "banned-members", "a", "--json"],
        &["completions", "bash", "--profile", "x"],
    ] {
        tool(arguments).fails(2, &["has no use for --"]);
    }
}

#[test]
fn error_codes_are_found_by_number_and_by_name_and_listed() {
    let by_number = tool(["error-code", "10010"]).prints();
    for name in ["GROUP_NOT_FOUND", "group-not-found", "group_not_found"] {
        assert_eq!(tool(["error-code", name]).prints(), by_number);
    }
    let two = tool(["error-code", "10010", "NOT_PERMITTED"]).prints();
    assert!(two.contains("10010 GROUP_NOT_FOUND") && two.contains("10007 NOT_PERMITTED"), "{two}");
    tool(["error-code", "NO_SUCH_NAME"]).fails(2, &["NO_SUCH_NAME", "--list"]);
    let list: Vec<Value> = serde_json::from_str(&tool(["error-code", "--list", "--json"]).prints()).unwrap();
    assert_eq!(list.len(), ErrorCode::all().len());
    assert_eq!(tool(["error-code", "--list"]).prints().lines().count(), list.len() + 2);
}

#[test]
fn completions_are_made_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = tool(["completions", shell]).prints();
        assert!(script.contains("permission-group-members") && script.contains("checkpoint"), "{shell}");
        assert!(!script.contains("snapshot-schema"), "{shell} offers a command that is no user's");
    }
    tool(["completions", "tcsh"]).fails(2, &["bash", "zsh"]);
}

#[cfg(unix)]
#[test]
fn bash_completes_the_options_of_every_command() {
    if Command::new("bash").arg("--version").output().is_err() {
        // Past the harness, which would swallow it.
        std::io::stderr().write_all(b"NOT TESTED: bash is not installed, so its completions were not\n").unwrap();
        return;
    }
    let script = tool(["completions", "bash"]).prints();
    // Its name differs between versions of clap_complete.
    let function = script.split("complete -F ").nth(1).unwrap().split(' ').next().unwrap();
    let ask = format!(
        "prev=\"${{@: -1}}\"; COMP_WORDS=(tencent-chat \"$@\" --); COMP_CWORD=$(($# + 1)); \
         {function} tencent-chat -- \"$prev\"; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    );
    for command in commands() {
        let mut bash = Command::new("bash");
        let output = bash.args(["-c", &format!("{script}\n{ask}"), "bash"]).args(&command);
        let output = output.output().unwrap();
        let offered = String::from_utf8(output.stdout).unwrap();
        let help = tool(command.iter().cloned().chain(["--help".to_owned()])).prints();
        let options: Vec<_> = help
            .lines()
            .map(str::trim_start)
            .filter(|line| line.starts_with('-'))
            .filter_map(|line| line.split([' ', ',', '.']).find(|word| word.starts_with("--")))
            .collect();
        assert!(options.len() > 5, "{help}");
        for option in options {
            assert!(offered.lines().any(|word| word == option), "{command:?} {option}: {offered:?}");
        }
    }
}

#[test]
fn man_pages_are_made_for_every_command() {
    for command in commands() {
        let page = tool(["man".to_owned()].into_iter().chain(command)).prints();
        assert!(page.contains(".TH") && page.contains(".SH NAME"), "{page}");
    }
    tool(["man", "nothing"]).fails(2, &["nothing"]);
}

#[test]
fn the_reference_and_the_schema_are_fresh() {
    for (what, kept) in [
        ("markdown", include_str!("../../docs/cli.md")),
        ("snapshot-schema", include_str!("../../docs/snapshot.schema.json")),
    ] {
        let fresh = tool(["reference", what]).prints();
        assert!(fresh == kept.replace("\r\n", "\n"), "docs/ is stale; run `cargo xtask reference`");
    }
}

#[test]
fn output_that_no_terminal_shows_has_no_colors() {
    let service = Service::new(lists(3));
    let list = asking(&service, ["banned-members", "a", "b"]).env("CLICOLOR_FORCE", "0").run();
    assert!(!list.stdout.contains('\u{1b}') && !list.stderr.contains('\u{1b}'));
    let wrong = tool(["banned-members", "a", "--nonsense"]).env("NO_COLOR", "1").run();
    assert!(!wrong.stderr.contains('\u{1b}'));
}

#[test]
fn a_sandbox_runs_a_command_and_passes_its_exit_code_on() {
    let ours = env!("CARGO_BIN_EXE_tencent-chat");
    let list = tool(["-q", "sandbox", "--", ours, "banned-members", "@TGS#aJRGC4MH6"]);
    assert!(list.prints().contains("brennanli12"));
    assert_eq!(tool(["sandbox", "--", ours, "banned-members", "@TGS#gone"]).run().code, 1);
    assert_eq!(tool(["sandbox", "--", ours, "banned-members"]).run().code, 2);
    tool(["sandbox", "--", "/no/such/program"]).fails(2, &["/no/such/program"]);
    let file = File::new("sandbox.env", "");
    tool(["-q", "sandbox", "--env-file", file.path(), "--", ours, "error-code", "0"]).prints();
    let variables = std::fs::read_to_string(file.path()).unwrap();
    assert!(variables.starts_with("TENCENT_CHAT_BASE_URL=http://127.0.0.1:"), "{variables}");
    assert_eq!(variables.lines().count(), 4);
}
