//! What a consumer of a client builds: crates, CPU time and size of a program that does nothing else.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};

use super::table::{Table, thousands};
use super::{Effort, Section};
use crate::{project_root, target_dir};

/// Programs: name, dependency, and what they call.
const OURS: &str = r#"use tencent_chat::{Client, SdkAppId, SecretKey};
    let app = SdkAppId::new(1400000000).unwrap();
    let client = Client::builder(app, "administrator", SecretKey::new("key")).base_url("https://localhost:1");
    let answer = client.build().unwrap().banned_members("group").send().await;
    println!("{:?}", answer.is_ok());"#;
const PROGRAMS: [(&str, &str, &str); 4] = [
    (
        "bare",
        r#"reqwest = { version = "0.13", default-features = false, features = ["json", "query", "rustls"] }
serde = { version = "1.0", features = ["derive"] }
serde_json = "1.0""#,
        r#"let answer = reqwest::Client::new().post("https://localhost:1").json(&serde_json::json!({})).send().await;
    println!("{:?}", answer.is_ok());"#,
    ),
    ("ours", r#"tencent-chat = { path = "PROJECT" }"#, OURS),
    (CHECKED_IN, r#"tencent-chat = { path = "../checked-in" }"#, OURS),
    (
        "peer",
        r#"tencent_im_rs = "1.0.4""#,
        r#"use tencent_im_rs::api::v4::{send, TencentHelper};
    let mut helper = TencentHelper::new("localhost:1".into(), 1400000000, "administrator".into(), "sig".into());
    let answer = send::<(), ()>(&mut helper, "https://localhost:1".into(), &()).await;
    println!("{:?}", answer.is_ok());"#,
    ),
];

/// Ours as it would be without the generator: `build.rs` copies what was generated before.
const CHECKED_IN: &str = "ours, had it generated code checked in";

pub(super) fn section(effort: Effort) -> anyhow::Result<Section> {
    let head =
        ["program", "crates in the program", "crates compiled", "CPU s, debug", "CPU s, release", "stripped, MB"];
    let title = "A program that makes one call, built cold with default features; beside `bare`:";
    let mut table = Table::new(title, head);
    let mut bare = None;
    for (name, dependencies, main) in PROGRAMS {
        let root = target_dir().join("rivals/consumer");
        let folder = root.join(name.replace([' ', ','], "-"));
        write(&folder, dependencies, main)?;
        if name == CHECKED_IN {
            // Beside the program: within its folder it would belong to its workspace.
            without_generator(&root.join("checked-in"))?;
        }
        let counts = [crates(&folder, "normal")?, crates(&folder, "normal,build")?];
        let (debug, release, size) = if effort.quick {
            (f64::NAN, f64::NAN, f64::NAN)
        } else {
            let (debug, _) = build(&folder, "dev")?;
            let (release, size) = build(&folder, "release")?;
            (debug, release, size / 1e6)
        };
        let values = [counts[0] as f64, counts[1] as f64, debug, release, size];
        let of_bare = *bare.get_or_insert(values);
        let shown = values.iter().zip(of_bare).enumerate().map(|(i, (value, bare))| {
            let value_shown = if i == 4 { format!("{value:.2}") } else { thousands(*value) };
            format!("{:.2} ({value_shown})", value / bare)
        });
        table.rows.push(std::iter::once(name.to_owned()).chain(shown).collect());
    }
    Ok(Section::of([table]))
}

/// The package with a `build.rs` that copies `expanded/`, which is byte for byte what ours writes.
fn without_generator(folder: &Path) -> anyhow::Result<()> {
    let (project, _) = (project_root(), std::fs::remove_dir_all(folder));
    std::fs::create_dir_all(folder)?;
    for name in ["src", "build", "tests", "examples", "README.md"] {
        std::os::unix::fs::symlink(project.join(name), folder.join(name))?;
    }
    let manifest = std::fs::read_to_string(project.join("Cargo.toml"))?;
    let section = |name: &str| manifest.find(&format!("\n[{name}]\n")).with_context(|| format!("no [{name}]"));
    let (begin, end) = (section("build-dependencies")?, section("dev-dependencies")?);
    let members = manifest.lines().find(|line| line.starts_with("members = ")).context("no members")?;
    let without = manifest.replace(&manifest[begin..end], "").replacen(members, "", 1);
    std::fs::write(folder.join("Cargo.toml"), without)?;
    let expanded = project.join("expanded");
    let copies = ["client.rs", "contract.rs", "operations.rs"]
        .map(|file| format!("std::fs::copy({:?}, format!(\"{{out}}/{file}\")).unwrap();\n", expanded.join(file)));
    let script = format!("fn main() {{\nlet out = std::env::var(\"OUT_DIR\").unwrap();\n{}}}\n", copies.concat());
    std::fs::write(folder.join("build.rs"), script)?;
    Ok(())
}

fn write(folder: &Path, dependencies: &str, main: &str) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder.join("src"))?;
    let dependencies = dependencies.replace("PROJECT", &project_root().display().to_string());
    let manifest = format!(
        "[workspace]\n[package]\nname = \"consumer\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [profile.release]\nstrip = true\n[dependencies]\n{dependencies}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n"
    );
    std::fs::write(folder.join("Cargo.toml"), manifest)?;
    let program = format!("#[tokio::main]\nasync fn main() {{\n    {main}\n}}\n");
    std::fs::write(folder.join("src/main.rs"), program)?;
    Ok(())
}

/// Crates that are compiled for this machine, without the program itself.
fn crates(folder: &Path, edges: &str) -> anyhow::Result<usize> {
    let output = Command::new("cargo")
        .args(["tree", "--edges", edges, "--prefix=none", "--no-dedupe"])
        .current_dir(folder)
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout)?;
    let crates: std::collections::BTreeSet<_> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    Ok(crates.len() - 1)
}

/// CPU seconds of a cold build, and the program's size in bytes.
fn build(folder: &Path, profile: &str) -> anyhow::Result<(f64, f64)> {
    let target = folder.join("target");
    let _ = std::fs::remove_dir_all(&target);
    // The shell's `times` tells what its children used: user and system time on the second line.
    let script = format!("cargo build --quiet --profile {profile} --target-dir target && times");
    let output = Command::new("sh").args(["-c", &script]).current_dir(folder).output().context("cannot run sh")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout)?;
    let children = text.lines().last().unwrap_or_default();
    let cpu = children.split_whitespace().filter_map(seconds).sum();
    let size = std::fs::metadata(target.join(if profile == "dev" { "debug" } else { profile }).join("consumer"))?.len();
    std::fs::remove_dir_all(&target)?;
    Ok((cpu, size as f64))
}

/// Seconds of a time such as `1m2.5s`.
fn seconds(time: &str) -> Option<f64> {
    let (minutes, seconds) = time.strip_suffix('s')?.split_once('m')?;
    Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
}
