//! What `cargo xtask release --check` objects to.

use std::fs;

use xtask::{project_root, release};

#[test]
fn the_licenses_are_unmodified() {
    let read = |file| fs::read_to_string(project_root().join(file)).expect("the license is there");
    let (apache, mit) = (read("LICENSE-APACHE"), read("LICENSE-MIT"));
    assert_eq!(release::licenses(&apache, &mit), Vec::<String>::new());
    let signed = apache.replace("[name of copyright owner]", "The project");
    assert_eq!(release::licenses(&signed, &mit).len(), 1);
    assert_eq!(release::licenses(&apache, &apache).len(), 1);
}

#[test]
fn a_package_that_lacks_a_license_is_refused() {
    let all = "CHANGELOG.md\nCargo.toml\nLICENSE-APACHE\nLICENSE-MIT\nREADME.md\nSECURITY.md\n\
        build.rs\nopenapi.yaml\nsrc/lib.rs\n";
    assert_eq!(release::packaged(all), Vec::<String>::new());
    let objections = release::packaged(&all.replace("LICENSE-MIT\n", ""));
    assert!(matches!(&objections[..], [one] if one.contains("LICENSE-MIT")), "{objections:?}");
}

#[test]
fn a_placeholder_is_named_by_its_line() {
    let objections = release::placeholders("Cargo.toml", "[package]\nrepository = \"https://github.com/OWNER/x\"\n");
    assert!(matches!(&objections[..], [one] if one.starts_with("Cargo.toml:2: ")), "{objections:?}");
    assert_eq!(
        release::placeholders("Cargo.toml", "repository = \"https://github.com/real/x\"\n"),
        Vec::<String>::new()
    );
}
