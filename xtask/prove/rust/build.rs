//! Generates a client from each document of `documents/`, with progenitor's own settings.

use std::fs;
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=documents");
    println!("cargo::rerun-if-changed=build.rs");
    std::panic::set_hook(Box::new(|_| {}));
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    for entry in fs::read_dir("documents").expect("the documents can be listed").flatten() {
        let path = entry.path();
        let generated = std::panic::catch_unwind(|| generate(&path)).unwrap_or_else(|_| Err("it panics".to_owned()));
        // A document that the generator refuses stops the user's program as well.
        let code = generated.unwrap_or_else(|error| format!("compile_error!({error:?});"));
        let name = path.with_extension("rs");
        fs::write(Path::new(&out).join(name.file_name().expect("a name")), code).expect("the client can be written");
    }
}

fn generate(document: &Path) -> Result<String, String> {
    let text = fs::read_to_string(document).map_err(|error| error.to_string())?;
    let value: serde_json::Value = serde_saphyr::from_str(&text).map_err(|error| error.to_string())?;
    let spec: openapiv3::OpenAPI = serde_json::from_value(value).map_err(|error| error.to_string())?;
    let tokens = progenitor::Generator::default().generate_tokens(&spec).map_err(|error| error.to_string())?;
    let file = syn::parse2(tokens).map_err(|error| error.to_string())?;
    Ok(prettyplease::unparse(&file))
}
