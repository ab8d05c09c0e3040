//! `tencent-chat completions`, `man` and `reference`: what is made from the parser and the types.

use std::io::{self, Write};

use clap::{Arg, Command};

use crate::cli;
use crate::failure::Failure;
use crate::format::Line;

/// Print a script that completes commands and options in a shell
#[derive(clap::Args, Debug)]
pub(crate) struct Completions {
    /// The shell
    shell: clap_complete::Shell,
}

/// Print the man page, of a command if one is named
#[derive(clap::Args, Debug)]
pub(crate) struct Man {
    /// The command
    command: Vec<String>,
}

/// Print what is kept in docs/
#[derive(clap::Args, Debug)]
pub(crate) struct Reference {
    /// What to print
    #[arg(value_enum)]
    what: What,
}

#[derive(clap::ValueEnum, Debug, Clone, Copy)]
enum What {
    /// docs/cli.md
    Markdown,
    /// docs/snapshot.schema.json
    SnapshotSchema,
}

pub(crate) fn completions(arguments: &Completions) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut cli::offered(), "tencent-chat", &mut script);
    let script = String::from_utf8(script).map_err(io::Error::other)?;
    // clap_complete 4.6 spells a hyphen in the program's name in one way where it finds a command, and in another
    // where it looks up what the command takes, so that bash offers nothing after any command: clap-rs/clap#6421.
    let script = script.replace("tencent__subcmd__chat__subcmd__", "tencent__chat__subcmd__");
    Ok(io::stdout().lock().write_all(script.as_bytes())?)
}

pub(crate) fn man(arguments: &Man) -> Result<(), Failure> {
    let mut command = cli::offered();
    command.build();
    for name in &arguments.command {
        let found = command.find_subcommand(name).cloned();
        command = found.ok_or_else(|| Failure::usage(format!("there is no command {name:?}")))?;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(io::stdout().lock().write_all(&page)?)
}

pub(crate) fn reference(arguments: &Reference) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match arguments.what {
        What::Markdown => out.write_all(markdown().as_bytes())?,
        What::SnapshotSchema => {
            let schema = schemars::schema_for!(Line);
            serde_json::to_writer_pretty(&mut out, &schema).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Every command with its options.
fn markdown() -> String {
    let mut root = cli::offered();
    root.build();
    let mut text = String::from(
        "# The command line\n\nMade from the parser by `cargo xtask reference`; do not edit.\n\n\
         Output is a table unless `--format` says otherwise, also in a pipe; only what suits a person changes there:\n\
         on a terminal times are local and tables fit its width, or have a field a line where they are too wide;\n\
         elsewhere nothing is shortened and times are in UTC.\n\
         `NO_COLOR` turns colors off. Progress is shown where stderr is a terminal.\n\n\
         Profiles are read from `tencent-chat/config.toml` in the platform's place for settings (on Linux `~/.config`),\n\
         or from the file that `TENCENT_CHAT_CONFIG` names, which must exist:\n\n```toml\ndefault-profile = \"live\"\n\n[profiles.live]\n\
         region = \"singapore\"\nsdk-app-id = 1400000000\nidentifier = \"administrator\"\n\
         secret-key-file = \"live.key\"\n```\n\n\
         Instead of `secret-key-file`, `secret-key-command` names a program and its arguments that print the key, which\n\
         keeps it in the system's keyring. It is started without a shell. These are the commands that the keyrings document;\n\
         none of them was tried here:\n\n\
         | system | `secret-key-command` |\n|---|---|\n\
         | Linux (libsecret) | `[\"secret-tool\", \"lookup\", \"service\", \"tencent-chat\"]` |\n\
         | macOS | `[\"security\", \"find-generic-password\", \"-s\", \"tencent-chat\", \"-w\"]` |\n\
         | Windows (SecretManagement) | `[\"pwsh\", \"-NoProfile\", \"-Command\", \"Get-Secret tencent-chat -AsPlainText\"]` |\n\
         | any, with `pass` | `[\"pass\", \"show\", \"tencent-chat\"]` |\n",
    );
    section(&root, "tencent-chat", &mut text);
    text
}

fn section(command: &Command, path: &str, text: &mut String) {
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    text.push_str(&format!("\n## {path}\n\n{about}\n"));
    let own = |arg: &&Arg| !arg.is_hide_set() && (path == "tencent-chat" || !arg.is_global_set());
    let shown = |arg: &&Arg| own(arg) && !matches!(arg.get_id().as_str(), "help" | "version");
    let args: Vec<_> = command.get_arguments().filter(shown).collect();
    if !args.is_empty() {
        text.push_str("\n| argument | meaning |\n|---|---|\n");
    }
    for arg in args {
        text.push_str(&format!(
            "| `{}` | {} |\n",
            signature(arg).replace('|', "\\|"),
            meaning(arg).replace('|', "\\|")
        ));
    }
    if let Some(after) = command.get_after_help() {
        text.push_str(&format!("\n```text\n{after}\n```\n"));
    }
    for child in command.get_subcommands().filter(|child| child.get_name() != "help") {
        section(child, &format!("{path} {}", child.get_name()), text);
    }
}

fn signature(arg: &Arg) -> String {
    let values = arg.get_value_names().unwrap_or_default();
    let takes = arg.get_action().takes_values();
    let values: Vec<_> = values.iter().filter(|_| takes).map(|value| format!("<{value}>")).collect();
    let names = arg.get_short().map(|short| format!("-{short}")).into_iter();
    let names = names.chain(arg.get_long().map(|long| format!("--{long}"))).collect::<Vec<_>>().join(", ");
    [names, values.join(" ")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn meaning(arg: &Arg) -> String {
    let mut text = arg.get_help().map(ToString::to_string).unwrap_or_default().replace('\n', " ");
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if arg.get_action().takes_values() && !defaults.is_empty() {
        text.push_str(&format!(". Default: {}", defaults.join(", ")));
    }
    let values: Vec<_> = arg.get_possible_values().iter().map(|value| format!("`{}`", value.get_name())).collect();
    if arg.get_action().takes_values() && !values.is_empty() {
        text.push_str(&format!(". One of {}", values.join(", ")));
    }
    text.replace('<', "&lt;")
}
