//! The licenses that the package carries.

use std::fmt::Write;
use std::fs;

use sha2::{Digest, Sha256};
use xtask::project_root;

/// SHA-256 of <https://www.apache.org/licenses/LICENSE-2.0.txt>.
const APACHE_2_0: &str = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30";

#[test]
fn the_apache_license_is_unmodified() {
    let text = fs::read(project_root().join("LICENSE-APACHE")).expect("the license is there");
    let mut hash = String::new();
    for byte in Sha256::digest(&text) {
        write!(hash, "{byte:02x}").expect("a string takes it");
    }
    assert_eq!(hash, APACHE_2_0, "LICENSE-APACHE is not the text that apache.org publishes");
}
