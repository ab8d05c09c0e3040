//! Runs the binary in an environment of its own.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use crate::service::Service;

/// The key of every test. No output may ever hold it: `run` looks.
pub(crate) const KEY: &str = "canary5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1b";

/// A command and its environment.
pub(crate) struct Run {
    command: Command,
    input: String,
}

/// How it ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A file of profiles that has none.
static NO_PROFILES: LazyLock<PathBuf> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-profiles.toml");
    std::fs::write(&path, "").unwrap();
    path
});

/// The tool without any variable of the machine that it listens to.
pub(crate) fn tool<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tencent-chat"));
    command.args(arguments);
    for name in ["REGION", "BASE_URL", "SDK_APP_ID", "IDENTIFIER", "SECRET_KEY", "PROFILE"] {
        command.env_remove(format!("TENCENT_CHAT_{name}"));
    }
    // Nobody listens there: whatever goes to loopback must not go through a proxy.
    command.env("HTTP_PROXY", "http://127.0.0.1:9").env("ALL_PROXY", "http://127.0.0.1:9").env_remove("NO_PROXY");
    // Nor the profiles of whoever runs the tests.
    command.env("TENCENT_CHAT_CONFIG", &*NO_PROFILES);
    Run { command, input: String::new() }
}

/// The tool as an administrator of the application 1400000000.
pub(crate) fn signed<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    tool(arguments).env("TENCENT_CHAT_SDK_APP_ID", "1400000000").env("TENCENT_CHAT_SECRET_KEY", KEY)
}

/// The tool as an administrator who asks that service.
pub(crate) fn asking<S: AsRef<OsStr>>(service: &Service, arguments: impl IntoIterator<Item = S>) -> Run {
    signed(arguments).env("TENCENT_CHAT_BASE_URL", &service.base_url())
}

impl Run {
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn input(mut self, text: &str) -> Self {
        self.input = text.to_owned();
        self
    }

    /// The command itself, for what `run` cannot express.
    pub(crate) fn command(self) -> Command {
        self.command
    }

    /// Runs it to its end.
    #[track_caller]
    pub(crate) fn run(mut self) -> Outcome {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().unwrap();
        // The tool may end without reading it.
        let _ = child.stdin.take().unwrap().write_all(self.input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let outcome = Outcome {
            code: output.status.code().expect("no signal ended it"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!outcome.stdout.contains(KEY) && !outcome.stderr.contains(KEY), "the key is printed");
        assert!(!outcome.stderr.contains("panicked"), "{}", outcome.stderr);
        outcome
    }

    /// Runs it, demands that all went well, and gives what it printed.
    #[track_caller]
    pub(crate) fn prints(self) -> String {
        let outcome = self.run();
        assert_eq!(outcome.code, 0, "{outcome:?}");
        assert_eq!(outcome.stderr, "");
        outcome.stdout
    }

    /// Runs it, demands that it ends with `code`, prints nothing on stdout and says all of `words` on stderr.
    #[track_caller]
    pub(crate) fn fails(self, code: i32, words: &[&str]) {
        let outcome = self.run();
        assert_eq!(outcome.code, code, "{outcome:?}");
        assert_eq!(outcome.stdout, "");
        for word in words {
            assert!(outcome.stderr.contains(word), "{word:?} is missing in: {}", outcome.stderr);
        }
    }
}

/// A file of a test in a folder of its own, so that no other run meets it. It goes with this.
pub(crate) struct File {
    path: PathBuf,
    _folder: Folder,
}

impl File {
    pub(crate) fn new(name: &str, text: &str) -> Self {
        let folder = Folder::new();
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        Self { path, _folder: folder }
    }

    pub(crate) fn path(&self) -> &str {
        self.path.to_str().unwrap()
    }

    /// Another file in the same folder.
    pub(crate) fn beside(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path.with_file_name(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

/// An empty folder of a test, removed when dropped.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap())
    }
}

impl std::ops::Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        self.0.path()
    }
}
