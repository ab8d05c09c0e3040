//! What a consumer of a client builds: crates, CPU time and size of a program that does nothing else.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};

use super::report::Table;
use crate::{project_root, target_dir};

/// Programs: name, dependency, and what they call.
const PROGRAMS: [(&str, &str, &str); 3] = [
    (
        "bare",
        r#"reqwest = { version = "0.13", default-features = false, features = ["json", "query", "rustls"] }
serde = { version = "1.0", features = ["derive"] }
serde_json = "1.0""#,
        r#"let answer = reqwest::Client::new().post("https://localhost:1").json(&serde_json::json!({})).send().await;
    println!("{:?}", answer.is_ok());"#,
    ),
    (
        "ours",
        r#"tencent-chat = { path = "PROJECT" }"#,
        r#"use tencent_chat::{Client, SdkAppId, SecretKey};
    let app = SdkAppId::new(1400000000).unwrap();
    let client = Client::builder(app, "administrator", SecretKey::new("key")).base_url("https://localhost:1");
    let answer = client.build().unwrap().banned_members("group").send().await;
    println!("{:?}", answer.is_ok());"#,
    ),
    (
        "peer",
        r#"tencent_im_rs = "1.0.4""#,
        r#"use tencent_im_rs::api::v4::{send, TencentHelper};
    let mut helper = TencentHelper::new("localhost:1".into(), 1400000000, "administrator".into(), "sig".into());
    let answer = send::<(), ()>(&mut helper, "https://localhost:1".into(), &()).await;
    println!("{:?}", answer.is_ok());"#,
    ),
];

pub(super) fn tables() -> anyhow::Result<Vec<Table>> {
    let mut rows = Vec::new();
    for (name, dependencies, main) in PROGRAMS {
        let folder = target_dir().join("rivals/consumer").join(name);
        write(&folder, dependencies, main)?;
        let crates = crates(&folder)?;
        let (debug, _) = build(&folder, "dev")?;
        let (release, size) = build(&folder, "release")?;
        rows.push(vec![
            name.to_owned(),
            crates.to_string(),
            format!("{debug:.0}"),
            format!("{release:.0}"),
            format!("{:.2}", size / 1e6),
        ]);
    }
    let head = ["program", "crates", "CPU s, debug", "CPU s, release", "MB, stripped"].map(str::to_owned).to_vec();
    Ok(vec![Table { title: "A program that makes one call, built cold with default features:".into(), head, rows }])
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

/// Crates that are compiled for this machine, build scripts' included, without the program itself.
fn crates(folder: &Path) -> anyhow::Result<usize> {
    let output = Command::new("cargo")
        .args(["tree", "--edges=normal,build", "--prefix=none", "--no-dedupe"])
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
