//! `tencent-chat sandbox` as a process, and its admin port.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail, ensure};
use serde_json::Value;

use crate::{external, project_root, target_dir};

/// `tencent-chat sandbox`, running until dropped.
pub(crate) struct Sandbox {
    process: Child,
    /// What a program must know to call it.
    pub(crate) variables: BTreeMap<String, String>,
}

impl Sandbox {
    pub(crate) fn start() -> anyhow::Result<Self> {
        let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        build.args(["build", "--quiet", "--features", "cli", "--bin", "tencent-chat"]).current_dir(project_root());
        external::succeed(build, "see that the crate builds")?;
        let program = target_dir().join("debug/tencent-chat");
        let mut command = Command::new(&program);
        command.args(["sandbox", "--admin", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let process = command.spawn().with_context(|| format!("cannot run {}", program.display()))?;
        let mut sandbox = Self { process, variables: BTreeMap::new() };
        sandbox.read_variables()?;
        let user_sig = sandbox.sign(&program)?;
        sandbox.variables.insert("SANDBOX_USER_SIG".to_owned(), user_sig);
        Ok(sandbox)
    }

    /// It prints a line for a shell for each variable, and where its admin port is.
    fn read_variables(&mut self) -> anyhow::Result<()> {
        let stdout = self.process.stdout.take().context("the sandbox has no stdout")?;
        for line in BufReader::new(stdout).lines().take(VARIABLES) {
            let line = line.context("the sandbox cannot be read")?;
            let (name, value) = line
                .strip_prefix("export ")
                .and_then(|line| line.split_once('='))
                .with_context(|| format!("the sandbox printed {line:?} where `export NAME=VALUE` was expected"))?;
            self.variables.insert(name.to_owned(), value.trim_matches('\'').to_owned());
        }
        let stderr = self.process.stderr.take().context("the sandbox has no stderr")?;
        let mut log = BufReader::new(stderr).lines();
        let admin =
            log.by_ref().map_while(Result::ok).find_map(|line| line.strip_prefix("admin port: ").map(str::to_owned));
        let admin = admin.context("the sandbox did not say where its admin port is")?;
        self.variables.insert("SANDBOX_ADMIN_URL".to_owned(), admin);
        // It logs each request, and would wait if nobody read.
        std::thread::spawn(move || log.for_each(drop));
        Ok(())
    }

    /// Asks the admin port.
    pub(super) fn ask(&self, method: &str, path: &str, body: &Value) -> anyhow::Result<Value> {
        let address = self.variables["SANDBOX_ADMIN_URL"].trim_start_matches("http://");
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let answer = request(address, method, path, &[], &body)?;
        Ok(serde_json::from_str(&answer).unwrap_or_default())
    }

    fn sign(&self, program: &Path) -> anyhow::Result<String> {
        let output = Command::new(program).args(["usersig", "sign"]).envs(&self.variables).output()?;
        if !output.status.success() {
            bail!("`tencent-chat usersig sign` failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }
}

/// How many variables the sandbox prints.
const VARIABLES: usize = 4;

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It fails only if the sandbox has ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One HTTP request to a port of this machine; the body of the answer, if its status is a good one.
pub(super) fn request(address: &str, method: &str, path: &str, headers: &[&str], body: &str) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect(address).with_context(|| format!("{address} cannot be reached"))?;
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n{headers}\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").context("the answer has no head")?;
    ensure!(head.starts_with("HTTP/1.1 2"), "{method} {path} was refused: {body}");
    Ok(body.to_owned())
}
