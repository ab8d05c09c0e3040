//! Go: a client by oapi-codegen, the program in the same package.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use super::{Document, Stops, complaints, kept, lay_out};
use crate::conformance::tools;
use crate::project_root;

pub(super) fn run(documents: &[Document], folder: &Path, out: &mut dyn Write) -> anyhow::Result<Stops> {
    let programs = tools::install(&["go".to_owned()], out)?;
    lay_out("go", documents, folder)?;
    fs::remove_file(folder.join("user.go"))?;
    for name in ["go.mod", "go.sum"] {
        fs::copy(project_root().join("xtask/conformance/go-oapi-codegen").join(name), folder.join(name))?;
    }
    for document in documents {
        let package = folder.join("cases").join(&document.name);
        fs::create_dir_all(&package)?;
        fs::copy(kept("go").join("user.go"), package.join("user.go"))?;
        let mut generate = Command::new(programs[0].join("oapi-codegen"));
        generate.args(["-generate", "types,client", "-package", "chat", "-o"]).arg(package.join("chat.go"));
        generate.arg(folder.join("documents").join(format!("{}.yaml", document.name)));
        let output = generate.output()?;
        if !output.status.success() {
            let refusal = String::from_utf8_lossy(&output.stderr);
            fs::write(package.join("chat.go"), format!("package chat\n\nvar refused int = {refusal:?}\n"))?;
        }
    }
    let vet = Command::new("go").args(["vet", "./..."]).current_dir(folder).envs(tools::caches()).output()?;
    let printed = String::from_utf8_lossy(&vet.stderr);
    // vet: cases/NAME/user.go:1:2: ...
    let stops = complaints(&printed, |line| {
        line.split_once("cases/")?.1.split_once('/').filter(|(_, text)| text.contains(".go:"))
    });
    anyhow::ensure!(vet.status.success() || !stops.is_empty(), "{printed}");
    Ok(stops)
}
