//! `cargo xtask edits`: the crate is built from edited contracts, so that no harmless edit can break the build.
//!
//! Each edit is one that a contract may see tomorrow. Either the crate compiles, or `build.rs` names the place in the
//! document; never an error inside generated code.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};

use crate::{Outcome, project_root, target_dir};

/// Build the crate from edited contracts
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Only the edits whose name holds this
    #[arg(value_name = "NAME")]
    pub only: Option<String>,
}

struct Edit {
    name: &'static str,
    /// The schema in which the first occurrence of `old` is replaced, or another line to begin at.
    within: &'static str,
    old: &'static str,
    new: &'static str,
    /// What `build.rs` must name if it refuses the edit.
    refused: Option<&'static str>,
}

const fn edit(name: &'static str, within: &'static str, old: &'static str, new: &'static str) -> Edit {
    Edit { name, within, old, new, refused: None }
}

const fn refused(
    name: &'static str,
    within: &'static str,
    old: &'static str,
    new: &'static str,
    named: &'static str,
) -> Edit {
    Edit { name, within, old, new, refused: Some(named) }
}

const BAN_QUERY: &str = "    BannedMembersQuery:\n";
const BAN_PAGE: &str = "    BannedMembersPage:\n";
const GROUP_QUERY: &str = "    PermissionGroupMembersQuery:\n";
const GROUP_PAGE: &str = "    PermissionGroupMembersPage:\n";
const ENVELOPE: &str = "        - ActionStatus\n        - ErrorCode\n";
const PROPERTIES: &str = "      properties:\n";

const EDITS: &[Edit] = &[
    edit(
        "an optional property is added to a response",
        BAN_PAGE,
        PROPERTIES,
        "      properties:\n        BanCount:\n          type: integer\n          format: int64\n          description: Bans\n",
    ),
    edit("the total is left out", "  /v4/", "        total: MemberNum\n", ""),
    edit(
        "ErrorInfo becomes required",
        BAN_PAGE,
        ENVELOPE,
        "        - ActionStatus\n        - ErrorCode\n        - ErrorInfo\n",
    ),
    edit(
        "ErrorInfo becomes a component",
        BAN_PAGE,
        "        ErrorInfo:\n          type: string\n          description",
        "        ErrorInfo:\n          allOf:\n            - $ref: '#/components/schemas/GatewayErrorBody'\n          description",
    ),
    edit("an offset loses its bound", BAN_PAGE, "          minimum: 0\n", ""),
    edit(
        "the next offset becomes required",
        BAN_PAGE,
        ENVELOPE,
        "        - ActionStatus\n        - ErrorCode\n        - NextOffset\n",
    ),
    edit(
        "list and total become required",
        GROUP_PAGE,
        ENVELOPE,
        "        - ActionStatus\n        - ErrorCode\n        - MemberList\n        - MemberNum\n        - Next\n",
    ),
    edit("an offset of the request loses its bound", BAN_QUERY, "          minimum: 0\n", ""),
    edit("the page size becomes required", BAN_QUERY, "        - Offset\n", "        - Limit\n        - Offset\n"),
    edit(
        "a required property is added to members",
        "    BannedMember:\n",
        "        - Member_Account\n      properties:\n",
        "        - Member_Account\n        - Type\n      properties:\n        Type:\n          type: string\n          description: A name that is a key word in Rust\n",
    ),
    edit(
        "numbers with a fraction, flags and dates are added to members",
        "    BannedMember:\n",
        PROPERTIES,
        "      properties:\n        Score:\n          type: number\n          description: A score\n        Loud:\n          type: boolean\n          description: A flag\n        Since:\n          type: string\n          format: date-time\n          description: A date\n",
    ),
    edit(
        "an optional text with a length is added to a request",
        BAN_QUERY,
        PROPERTIES,
        "      properties:\n        Reason:\n          type: string\n          minLength: 1\n          maxLength: 1000\n          description: Why\n",
    ),
    edit(
        "an optional number with a range is added to a request",
        GROUP_QUERY,
        PROPERTIES,
        "      properties:\n        Level:\n          type: integer\n          format: int32\n          minimum: -5\n          maximum: 5\n          description: Level\n",
    ),
    edit(
        "a list gets a greatest number of items",
        GROUP_QUERY,
        "        MemberInfoFilter:\n          type: array\n",
        "        MemberInfoFilter:\n          type: array\n          maxItems: 8\n          minItems: 1\n",
    ),
    edit(
        "an object with bounds is added to a request",
        BAN_QUERY,
        PROPERTIES,
        "      properties:\n        Part:\n          $ref: '#/components/schemas/Part'\n        Parts:\n          type: array\n          maxItems: 3\n          items:\n            $ref: '#/components/schemas/Part'\n          description: Parts\n",
    ),
    edit(
        "a required list of values is added to a request",
        BAN_QUERY,
        "        - Offset\n      properties:\n",
        "        - Offset\n        - Field\n      properties:\n        Field:\n          $ref: '#/components/schemas/MemberInfoField'\n",
    ),
    edit(
        "a known value is added",
        "\n    Role:\n",
        "        - Member\n      x-enum-descriptions:\n",
        "        - Member\n        - Self\n      x-enum-descriptions:\n        - A name that is a key word\n",
    ),
    edit("a region is added", "servers:\n", "    x-region-id: tokyo\n", "    x-region-id: type-9\n"),
    edit(
        "an error code gets another name",
        "x-error-codes:\n",
        "    name: SERVICE_DEACTIVATED\n",
        "    name: SERVICE_OFF\n",
    ),
    edit(
        "the next offset becomes a component",
        BAN_PAGE,
        "        NextOffset:\n          type: integer\n          format: int64\n          minimum: 0\n",
        "        NextOffset:\n          allOf:\n            - $ref: '#/components/schemas/Random'\n",
    ),
    refused(
        "a list that may not be repeated",
        "  /v4/group_open_http_svc/get_group_ban_member:\n",
        "      x-safe-to-repeat: true\n",
        "      x-safe-to-repeat: false\n",
        "get_group_ban_member: x-safe-to-repeat",
    ),
    refused(
        "a property with the name of the unknown fields",
        "    BannedMember:\n",
        PROPERTIES,
        "      properties:\n        Unknown:\n          type: string\n          description: A name that is taken\n",
        "components.schemas.BannedMember.Unknown",
    ),
    refused(
        "two properties with one name in Rust",
        "    BannedMember:\n",
        PROPERTIES,
        "      properties:\n        MemberAccount:\n          type: string\n          description: A second one\n",
        "components.schemas.BannedMember",
    ),
    refused(
        "a form that nobody checks",
        BAN_QUERY,
        "          minLength: 1\n",
        "          minLength: 1\n          pattern: '^a$'\n",
        "components.schemas.BannedMembersQuery.properties.GroupId",
    ),
    refused(
        "a known value with the name of the unknown ones",
        "\n    Role:\n",
        "        - Owner\n",
        "        - Unknown\n",
        "components.schemas.Role",
    ),
];

/// An object for the edits that need one.
const PART: &str = "
    Part:
      type: object
      description: A part
      required:
        - Name
      properties:
        Name:
          type: string
          minLength: 1
          maxLength: 8
          description: Its name
        Note:
          type: string
          maxLength: 9
          description: A note

    Role:
";

/// Runs the command.
///
/// # Errors
///
/// When the copy of the crate cannot be made, or an edit does not fit the document.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let document = fs::read_to_string(project_root().join("openapi.yaml")).context("cannot read openapi.yaml")?;
    let copy = target_dir().join("edits");
    copy_crate(&copy)?;
    let mut outcome = Outcome::Fine;
    let chosen = |edit: &&Edit| arguments.only.as_ref().is_none_or(|only| edit.name.contains(only));
    ensure!(EDITS.iter().any(|edit| chosen(&edit)), "no edit has such a name");
    for edit in EDITS.iter().filter(chosen) {
        let edited = edit.apply(&document)?;
        fs::write(copy.join("openapi.yaml"), edited)?;
        let problems = check(&copy)?;
        let fine = match (edit.refused, &problems) {
            (None, problems) => problems.is_empty(),
            (Some(named), problems) => problems.contains(&format!("openapi.yaml: {named}")),
        };
        writeln!(out, "{} {}", if fine { "ok     " } else { "BROKEN " }, edit.name)?;
        if !fine {
            writeln!(out, "{problems}")?;
            outcome = Outcome::Found;
        }
    }
    Ok(outcome)
}

impl Edit {
    fn apply(&self, document: &str) -> anyhow::Result<String> {
        let document = document.replacen("\n    Role:\n", PART, usize::from(self.new.contains("/Part'")));
        let start = document.find(self.within).with_context(|| format!("{}: no {:?}", self.name, self.within))?;
        let (before, after) = document.split_at(start);
        ensure!(after.contains(self.old), "{}: no {:?} after {:?}", self.name, self.old, self.within);
        Ok(format!("{before}{}", after.replacen(self.old, self.new, 1)))
    }
}

/// What cargo says of the crate, with every feature that needs no further crate; empty if it compiles.
fn check(copy: &Path) -> anyhow::Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--quiet", "--lib", "--offline", "--features", "sandbox"])
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", target_dir())
        .output()
        .context("cannot run cargo")?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok(if output.status.success() { String::new() } else { text })
}

/// The crate without its tools and tests, as a workspace of its own.
pub(crate) fn copy_crate(copy: &Path) -> anyhow::Result<()> {
    let root = project_root();
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
    let members = manifest.lines().find(|line| line.starts_with("members = ")).context("no members")?;
    let manifest = manifest.replace(members, "members = []");
    // Tests and examples stay behind.
    let mut kept = Vec::new();
    let mut skipping = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            skipping = ["[[test]]", "[[example]]", "[[bench]]"].contains(&line);
        }
        kept.extend(Some(line).filter(|_| !skipping));
    }
    fs::create_dir_all(copy)?;
    write_if_changed(&copy.join("Cargo.toml"), kept.join("\n").as_bytes())?;
    for name in ["Cargo.lock", "README.md", "build.rs", "build", "src", "examples"] {
        copy_all(&root.join(name), &copy.join(name))?;
    }
    Ok(())
}

fn copy_all(from: &Path, to: &Path) -> anyhow::Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy_all(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    write_if_changed(to, &fs::read(from).with_context(|| format!("cannot read {}", from.display()))?)
}

/// Leaves files alone that are as they should be, so that cargo does not build again what it has.
fn write_if_changed(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if fs::read(file).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))
}
