//! What our texts say of the crate, against its public API.

use std::fs;

use xtask::project_root;

#[test]
fn every_item_and_method_that_a_text_names_exists() {
    let root = project_root();
    let api = without_generics(&fs::read_to_string(root.join("expanded/public-api.txt")).unwrap());
    let mut texts: Vec<_> = ["README.md", "README.zh-CN.md", "llms.txt"].map(|name| root.join(name)).into();
    texts.extend(fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path()));
    // Two pages are about others, too.
    texts.retain(|path| !["docs/performance.md", "docs/other-languages.md"].iter().any(|page| path.ends_with(page)));
    let mut missing = Vec::new();
    for path in texts.iter().filter(|path| path.extension().is_some_and(|e| e == "md" || e == "txt")) {
        for code in inline_code(&fs::read_to_string(path).unwrap()) {
            missing.extend(unknown(&code, &api).map(|name| format!("{}: `{code}`: no {name}", path.display())));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert_eq!(unknown("LocalRateLimiter::new().per_second(50)", &api), Some("LocalRateLimiter::new".to_owned()));
    assert_eq!(unknown("members().collect_all()", &api), Some("collect_all".to_owned()));
}

/// The first item of a type of ours, or method, that the API does not have.
fn unknown(code: &str, api: &str) -> Option<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let has = |name: &str| api.match_indices(name).any(|(at, _)| !api[at + name.len()..].starts_with(is_name));
    for (at, _) in code.match_indices("::") {
        let of = code[..at].rsplit(|c| !is_name(c)).next().unwrap_or_default();
        let item = code[at + 2..].split(|c| !is_name(c)).next().unwrap_or_default();
        let is_ours = of.starts_with(char::is_uppercase) && has(&format!("::{of}"));
        if is_ours && !item.is_empty() && !has(&format!("::{of}::{item}")) {
            return Some(format!("{of}::{item}"));
        }
    }
    let calls = code.match_indices('(').map(|(at, _)| code[..at].rsplit(|c| !is_name(c)).next().unwrap_or_default());
    let mut methods = calls.filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
    methods.find(|name| !has(&format!("::{name}"))).map(str::to_owned)
}

/// What stands between backticks, without the blocks of code, which are compiled.
fn inline_code(text: &str) -> Vec<String> {
    let outside = text.split("```").step_by(2);
    outside.flat_map(|text| text.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

fn without_generics(text: &str) -> String {
    let mut depth = 0_usize;
    let mut is_outside = |c: &char| {
        depth += usize::from(*c == '<');
        let outside = depth == 0;
        depth -= usize::from(*c == '>');
        outside
    };
    text.replace("->", "").chars().filter(|c| is_outside(c)).collect()
}
