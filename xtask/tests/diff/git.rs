//! Revisions, merge bases and the diff driver, in repositories made for the test.

use super::*;

const OLD: &str = "openapi: 3.0.3\ninfo:\n  title: t\n  version: 1.0.0\npaths:\n  /a:\n    \
    get:\n      operationId: a\n      responses:\n        '200':\n          description: d\n";

#[test]
fn the_work_tree_is_compared_with_the_merge_base_with_main() {
    let repository = Repository::new();
    repository.commit("openapi.yaml", OLD);
    repository.git(&["checkout", "-q", "-b", "topic"]);
    repository.commit("openapi.yaml", &OLD.replace("operationId: a", "operationId: topic"));
    // What main does after the branch left it is not the branch's change.
    repository.git(&["checkout", "-q", "main"]);
    repository.commit("openapi.yaml", &OLD.replace("/a:", "/main:"));
    repository.git(&["checkout", "-q", "topic"]);
    let output = repository.diff(&["--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(rules(&output), BTreeSet::from(["operation-id-changed".to_owned()]));
    // From a directory below the root as well.
    fs::create_dir(repository.path.path().join("below")).expect("the directory can be made");
    let below = xtask(&repository.path.path().join("below"), &["--format", "json"]);
    assert_eq!(stdout(&below), stdout(&output));
}

#[test]
fn an_edit_that_is_not_committed_counts() {
    let repository = Repository::new();
    repository.commit("openapi.yaml", OLD);
    repository.write("openapi.yaml", &OLD.replace("operationId: a", "operationId: b"));
    let output = repository.diff(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("`operationId` `a` -> `b`"), "{}", stdout(&output));
}

#[test]
fn two_revisions_are_compared_as_they_are() {
    let repository = Repository::new();
    repository.commit("openapi.yaml", OLD);
    repository.git(&["tag", "v1"]);
    repository.commit("openapi.yaml", &OLD.replace("operationId: a", "operationId: b"));
    repository.git(&["tag", "v2"]);
    repository.write("openapi.yaml", "not even yaml: [");
    let forward = repository.diff(&["--base", "v1", "--head", "v2"]);
    assert!(stdout(&forward).contains("`operationId` `a` -> `b`"), "{}", stderr(&forward));
    let back = repository.diff(&["--base", "v2", "--head", "v1"]);
    assert!(stdout(&back).contains("`operationId` `b` -> `a`"), "{}", stderr(&back));
}

#[test]
fn a_base_of_choice_replaces_main() {
    let repository = Repository::new();
    repository.commit("openapi.yaml", OLD);
    repository.git(&["branch", "release"]);
    repository.commit("openapi.yaml", &OLD.replace("operationId: a", "operationId: b"));
    assert!(stdout(&repository.diff(&[])).contains("nothing changed"));
    let output = repository.diff(&["--base", "release"]);
    assert!(stdout(&output).contains("`operationId` `a` -> `b`"), "{}", stderr(&output));
}

#[test]
fn the_first_document_is_said_to_be_new() {
    let repository = Repository::new();
    repository.commit("README.md", "x");
    repository.write("openapi.yaml", OLD);
    let output = repository.diff(&[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("does not exist: all is new"), "{}", stdout(&output));
    let json = repository.diff(&["--format", "json"]);
    assert!(rules(&json).is_empty());
}

#[test]
fn on_github_the_summary_of_the_job_has_the_report() {
    let repository = Repository::new();
    repository.commit("openapi.yaml", OLD);
    repository.write("openapi.yaml", &OLD.replace("operationId: a", "operationId: b"));
    let summary = repository.path.path().join("summary.md");
    fs::write(&summary, "before\n").expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["diff", "--format", "github"])
        .env("GITHUB_STEP_SUMMARY", &summary)
        .current_dir(&repository.path)
        .output()
        .expect("xtask runs");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let annotations = stdout(&output);
    assert!(annotations.starts_with("::error file=openapi.yaml,line=4,col=12,title=version::"), "{annotations}");
    assert!(
        annotations.contains("::warning file=openapi.yaml,line=8,col=20,title=operation-id-changed::"),
        "{annotations}"
    );
    let summary = fs::read_to_string(summary).expect("the summary is there");
    assert!(summary.starts_with("before\n### API change: breaks"), "{summary}");
}

#[test]
fn without_a_merge_base_it_says_what_to_do() {
    let repository = Repository::new();
    repository.commit("openapi.yaml", OLD);
    repository.git(&["checkout", "-q", "--orphan", "other"]);
    repository.commit("openapi.yaml", &OLD.replace("1.0.0", "2.0.0"));
    let output = repository.diff(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no common commit"), "{}", stderr(&output));
}

#[test]
fn a_repository_without_main_and_an_unknown_revision_are_told() {
    let repository = Repository::new();
    repository.commit("openapi.yaml", OLD);
    repository.git(&["branch", "-m", "trunk"]);
    let output = repository.diff(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--base REV"), "{}", stderr(&output));
    let unknown = repository.diff(&["--base", "nowhere"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("no revision `nowhere`"), "{}", stderr(&unknown));
}

#[test]
fn git_shows_the_semantic_diff_once_the_driver_is_enabled() {
    let repository = Repository::new();
    repository.commit(".gitattributes", "openapi.yaml diff=openapi\n");
    let driver = format!("'{}' diff --git-driver", env!("CARGO_BIN_EXE_xtask"));
    repository.git(&["config", "diff.openapi.command", &driver]);
    repository.commit("openapi.yaml", OLD);
    repository.commit("openapi.yaml", &OLD.replace("operationId: a", "operationId: b"));
    let log = repository.git(&["log", "-p", "--ext-diff"]);
    assert!(log.contains("breaks code around generated clients"), "{log}");
    assert!(log.contains("`operationId` `a` -> `b`"), "{log}");
    assert!(log.contains("does not exist: all is new"), "{log}");
    repository.write("openapi.yaml", &OLD.replace("description: d", "description: e"));
    let diff = repository.git(&["diff"]);
    assert!(diff.contains("`description` changed"), "{diff}");
    // A torn document stops neither git diff nor git log.
    repository.commit("openapi.yaml", "openapi: [");
    let log = repository.git(&["log", "-p", "--ext-diff"]);
    assert!(log.contains("cannot compare") && log.contains("all is new"), "{log}");
    repository.git(&["mv", "openapi.yaml", "moved.yaml"]);
    repository.git(&["diff", "--cached"]);
}

/// A repository that is the test's own.
struct Repository {
    path: tempfile::TempDir,
}

impl Repository {
    fn new() -> Self {
        let repository = Self { path: scratch() };
        repository.git(&["init", "-q", "-b", "main"]);
        repository
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.path.path().join(file), text).expect("the file can be written");
    }

    fn commit(&self, file: &str, text: &str) {
        self.write(file, text);
        self.git(&["add", file]);
        self.git(&["commit", "-q", "--allow-empty", "-m", file]);
    }

    fn diff(&self, arguments: &[&str]) -> Output {
        xtask(self.path.path(), arguments)
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.com"])
            .args(arguments)
            .current_dir(&self.path)
            // The machine's own settings must not matter.
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("GIT_PAGER", "cat")
            .output()
            .expect("git runs");
        assert!(output.status.success(), "git {arguments:?}: {}", stderr(&output));
        stdout(&output)
    }
}
