//! What the changelog says of a release.

/// Objections to the topmost section, which must be of this release: dated, with a heading for the crate's version and,
/// where the document changed, its version.
pub(super) fn objections(changelog: &str, version: &str, contract: &str) -> Vec<String> {
    let mut sections = changelog.split("\n## ").skip(1);
    let Some(section) = sections.next() else {
        return vec!["CHANGELOG.md has no section".to_owned()];
    };
    let (title, body) = section.split_once('\n').unwrap_or((section, ""));
    let headings: Vec<_> = body.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let mut objections = Vec::new();
    if !is_date(title.trim()) {
        objections.push(format!("the topmost section is `{title}`; give it the date of the release, as 2026-01-31"));
    }
    let of_crate = format!("Rust crate {version}");
    if !headings.contains(&of_crate.as_str()) {
        objections.push(format!("the topmost section has no heading `### {of_crate}`"));
    }
    // A release that leaves the document alone says nothing of it, but an earlier one has.
    let of_contract = format!("### API description {contract}");
    if !changelog.lines().any(|line| line == of_contract) {
        objections.push(format!("no section has the heading `{of_contract}`"));
    }
    objections
}

fn is_date(title: &str) -> bool {
    let parts: Vec<_> = title.split('-').collect();
    let lengths: Vec<_> = parts.iter().map(|part| part.len()).collect();
    lengths == [4, 2, 2] && parts.iter().all(|part| part.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RELEASED: &str = "# Changelog\n\n## 2026-01-31\n\n### Rust crate 1.2.3\n\n- Does.\n\n\
        ## 2026-01-01\n\n### API description 0.5.0\n\n### Rust crate 1.2.2\n";

    #[test]
    fn a_dated_section_with_the_crates_version_is_accepted() {
        assert_eq!(objections(RELEASED, "1.2.3", "0.5.0"), Vec::<String>::new());
    }

    #[test]
    fn an_unreleased_section_is_refused() {
        let unreleased = RELEASED.replace("2026-01-31", "Unreleased");
        let objections = objections(&unreleased, "1.2.3", "0.5.0");
        assert!(matches!(&objections[..], [one] if one.contains("`Unreleased`")), "{objections:?}");
    }

    #[test]
    fn versions_without_a_heading_are_refused() {
        assert_eq!(objections(RELEASED, "1.2.4", "0.6.0").len(), 2);
        // A heading of an earlier release does not count for the crate.
        assert_eq!(objections(RELEASED, "1.2.2", "0.5.0").len(), 1);
    }
}
