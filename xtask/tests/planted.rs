//! The bugs that `cargo xtask simulate --planted` plants.

use xtask::{project_root, simulate};

#[test]
fn every_planted_bug_still_applies() {
    let patches = simulate::patches().expect("the patches are listed");
    assert!(patches.len() >= 20, "there are {}", patches.len());
    for patch in patches {
        simulate::git_apply(&patch, &project_root(), &["--check"]).unwrap_or_else(|error| panic!("{error}"));
    }
}
