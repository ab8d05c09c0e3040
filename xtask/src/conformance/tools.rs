//! Generators and packages of other languages, at pinned versions, kept under `target/`.

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use crate::{external, target_dir};

/// Go's generators, which have no lock file to stand in.
const GO: &[(&str, &str)] = &[
    ("oapi-codegen", "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2"),
    ("ogen", "github.com/ogen-go/ogen/cmd/ogen@v1.24.0"),
];

/// Installs the tools of these groups, and returns the directories of their programs.
pub(crate) fn install(groups: &[String], out: &mut dyn Write) -> anyhow::Result<Vec<PathBuf>> {
    let mut programs = Vec::new();
    for group in groups {
        programs.push(match group.as_str() {
            "clients-node" => external::npm(group, out)?.join(".bin"),
            "go" => go(out)?,
            _ => external::python(group, out)?,
        });
    }
    Ok(programs)
}

fn go(out: &mut dyn Write) -> anyhow::Result<PathBuf> {
    let bin = cache("go").join("bin");
    for (name, module) in GO {
        let stamp = bin.join(format!("{name}.version"));
        if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == *module) {
            continue;
        }
        writeln!(out, "installing {module}")?;
        let mut install = Command::new("go");
        install.args(["install", module]).env("GOBIN", &bin).envs(caches());
        external::succeed(install, "install Go 1.26, and see that its module proxy can be reached")?;
        std::fs::write(stamp, module)?;
    }
    Ok(bin)
}

/// Where package managers keep what they fetch and build.
pub(crate) fn caches() -> Vec<(&'static str, OsString)> {
    let go = cache("go");
    let maven = format!("-Dmaven.repo.local={}", cache("maven").display());
    vec![
        ("GOPATH", go.clone().into()),
        ("GOMODCACHE", go.join("modules").into()),
        ("GOCACHE", go.join("build").into()),
        ("GOFLAGS", "-modcacherw".into()),
        ("MAVEN_ARGS", maven.into()),
        ("CARGO_TARGET_DIR", cache("cargo").into()),
    ]
}

fn cache(name: &str) -> PathBuf {
    target_dir().join("xtask-tools").join(name)
}
