fn main() {
    println!("cargo::rerun-if-changed=openapi.yaml");
    let document: openapiv3::OpenAPI = serde_saphyr::from_str(&std::fs::read_to_string("openapi.yaml").unwrap()).unwrap();
    let tokens = progenitor::Generator::default().generate_tokens(&document).unwrap();
    let text = prettyplease::unparse(&syn::parse2(tokens).unwrap());
    std::fs::write(format!("{}/chat.rs", std::env::var("OUT_DIR").unwrap()), text).unwrap();
}
