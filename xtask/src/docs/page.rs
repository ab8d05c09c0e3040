//! The HTML around the renderer: everything in one file, nothing fetched.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use serde_json::{Value, json};

/// The page of a contract that has its tables already.
pub(super) fn html(contract: &Value, renderer: &Path) -> anyhow::Result<String> {
    let package = renderer.join("redoc");
    let read = |name: &str| {
        let path = package.join(name);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let script = offline(&read("bundles/redoc.standalone.js")?)?;
    let licences = read("LICENSE")? + &read("bundles/redoc.standalone.js.LICENSE.txt")?;
    let title = contract["info"]["title"].as_str().unwrap_or_default();
    let version = contract["info"]["version"].as_str().unwrap_or_default();
    Ok(TEMPLATE
        .replace("{title}", &format!("{title} {version}"))
        .replace("{policy}", POLICY)
        .replace("{style}", include_str!("page.css"))
        .replace("{licences}", &licences.replace("--", "- -"))
        .replace("{options}", &in_script(&options()))
        .replace("{contract}", &in_script(contract))
        .replace("{script}", &script))
}

const TEMPLATE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>
{style}</style>
</head>
<body>
<main id="reference"></main>
<script>{script}</script>
<script>
Redoc.init({contract}, {options}, document.getElementById("reference"));
</script>
<!-- The renderer in this page is Redoc:
{licences}
-->
</body>
</html>
"#;

/// Forbids the page to fetch anything. The browser writes a breach to the console, where `docs --check` finds it.
const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
    img-src data:; worker-src blob:";

/// The only address the renderer would fetch: the logo of its maker.
const LOGO: &str = "https://cdn.redoc.ly/redoc/logo-mini.svg";

fn offline(script: &str) -> anyhow::Result<String> {
    let logos = script.matches(LOGO).count();
    ensure!(logos == 1, "the renderer has its logo at {logos} places; look what it fetches now");
    ensure!(!script.contains("</script"), "the renderer cannot be inlined: it ends the script");
    Ok(script.replace(LOGO, "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"))
}

fn options() -> Value {
    let font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
    json!({
        "hideDownloadButton": true,
        "jsonSamplesExpandLevel": "all",
        "expandResponses": "200",
        "nativeScrollbars": true,
        "pathInMiddlePanel": true,
        "scrollYOffset": 0,
        "theme": {
            "sidebar": { "width": "270px" },
            "rightPanel": { "width": "34%" },
            "spacing": { "sectionVertical": 24 },
            "typography": {
                "fontFamily": font,
                "headings": { "fontFamily": font },
                "code": { "wrap": true },
            },
        },
    })
}

/// JSON that can stand in a script: without the signs that could end it.
fn in_script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
