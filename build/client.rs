//! The generated client: progenitor's settings, each with its reason, and what it is given to read.

use std::collections::BTreeSet;
use std::panic::catch_unwind;

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TypePatch};
use quote::quote;
use serde_json::{Value, json};
use syn::{Field, Fields, Item, ItemStruct, parse_quote};

use super::contract::{Contract, last_segment};

/// Rust source of the client and its types.
pub(crate) fn generate(tree: &Value, contract: &Contract) -> Result<String, String> {
    let spec: OpenAPI = serde_path_to_error::deserialize(portable_to_rust(tree.clone()))
        .map_err(|e| format!("{}: is not OpenAPI 3.0: {}", e.path(), e.inner()))?;
    let settings = settings(contract);
    // The generator panics on documents it does not support; say at least which document it was.
    let tokens = catch_unwind(|| Generator::new(&settings).generate_tokens(&spec))
        .map_err(|_| "the generator cannot take this document; its panic stands above".to_owned())?
        .map_err(|e| format!("the generator refuses this document: {e}"))?;
    let mut file = syn::parse2(tokens).map_err(|e| format!("the generated client does not parse: {e}"))?;
    adapt_types(&mut file, contract)?;
    Ok(prettyplease::unparse(&file))
}

fn settings(contract: &Contract) -> GenerationSettings {
    let mut settings = GenerationSettings::default();
    // All arguments at once: the one caller is generated too, by `tables`.
    settings.with_interface(InterfaceStyle::Positional);
    // The bound on answers, which the hooks in `src/client/transport.rs` enforce.
    settings.with_inner_type(quote! { usize });
    // Pages are compared in tests and by users.
    settings.with_derive("PartialEq");
    // A type of its own, so that seconds are not mistaken for anything else.
    settings.with_replacement("UnixTime", "crate::unix_time::UnixTime", std::iter::empty());
    // Open, with the contract's names and meanings.
    settings.with_replacement("ErrorCode", "crate::error::ErrorCode", std::iter::empty());
    // Strings that may take new values keep those they do not know.
    for (name, schema) in &contract.components.schemas {
        if !schema.open_values.is_empty() {
            settings.with_replacement(name, format!("crate::generated::contract::{name}"), std::iter::empty());
        }
    }
    // Request builders name what the caller gives and leave the rest.
    for (_, operation) in contract.operations() {
        if let Ok(request) = operation.request() {
            settings.with_patch(request, TypePatch::default().with_derive("Default"));
        }
    }
    settings
}

/// The document as the generator should see it: portable spellings become what suits Rust.
fn portable_to_rust(mut tree: Value) -> Value {
    inline_parameters(&mut tree);
    relax(&mut tree["components"]["schemas"]);
    tree
}

/// Parameters become plain `u32` and `&str`: newtypes of the hand-written layer stand before them.
fn inline_parameters(tree: &mut Value) {
    let schemas = tree["components"]["schemas"].clone();
    let mut inlined = BTreeSet::new();
    for parameter in tree["components"]["parameters"].as_object_mut().into_iter().flat_map(|m| m.values_mut()) {
        let Some(name) = parameter["schema"]["$ref"].as_str().map(last_segment) else { continue };
        if schemas[name]["enum"].is_null() {
            inlined.insert(name.to_owned());
            parameter["schema"] = schemas[name].clone();
            relax(&mut parameter["schema"]);
        }
    }
    if let Some(schemas) = tree["components"]["schemas"].as_object_mut() {
        schemas.retain(|name, _| !inlined.contains(name));
    }
}

/// Bounds go: the hand-written layer checks them before sending, with better messages, and answers stay open.
/// Integers that cannot be negative become unsigned, for which OpenAPI has no portable spelling.
fn relax(node: &mut Value) {
    match node {
        Value::Object(map) => {
            if map.get("type") == Some(&json!("integer")) && map.get("minimum").and_then(Value::as_i64) >= Some(0) {
                let small = map.get("maximum").and_then(Value::as_i64).is_some_and(|m| m <= u32::MAX.into());
                map.insert("format".into(), json!(if small { "uint32" } else { "uint64" }));
            }
            if map.get("type").is_some_and(Value::is_string) {
                for bound in ["minimum", "maximum", "minLength", "maxLength", "pattern"] {
                    map.remove(bound);
                }
            }
            map.values_mut().for_each(relax);
        }
        Value::Array(list) => list.iter_mut().for_each(relax),
        _ => {}
    }
}

/// What the generator has no setting for: types that we read keep unknown fields,
/// accept former names and can gain fields without breaking anybody.
fn adapt_types(file: &mut syn::File, contract: &Contract) -> Result<(), String> {
    let read = types_we_read(contract)?;
    for item in file.items.iter_mut().filter_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content.as_mut(),
        _ => None,
    }) {
        for item in &mut item.1 {
            if let Item::Struct(item) = item
                && read.contains(&item.ident.to_string())
            {
                adapt_struct(item, contract);
            }
        }
    }
    Ok(())
}

fn adapt_struct(item: &mut ItemStruct, contract: &Contract) {
    let schema = contract.schema(&item.ident.to_string());
    let Fields::Named(fields) = &mut item.fields else { return };
    for (name, property) in &schema.properties {
        if let Some(former) = &property.former_name {
            let ident = heck::AsSnakeCase(name).to_string();
            for field in fields.named.iter_mut().filter(|f| f.ident.as_ref().is_some_and(|i| *i == ident)) {
                field.attrs.push(parse_quote!(#[serde(alias = #former)]));
            }
        }
    }
    let unknown: Field = parse_quote! {
        /// Fields that the contract does not know, kept as they came.
        #[serde(flatten)]
        pub unknown: crate::unknown_fields::UnknownFields
    };
    fields.named.push(unknown);
    item.attrs.push(parse_quote!(#[non_exhaustive]));
}

/// Names of the objects that answers are made of.
fn types_we_read(contract: &Contract) -> Result<BTreeSet<String>, String> {
    let mut names = BTreeSet::new();
    let mut open = Vec::new();
    for (_, operation) in contract.operations() {
        open.push(operation.response()?);
    }
    while let Some(name) = open.pop() {
        let schema = contract.schema(name);
        if !schema.properties.is_empty() && names.insert(name.to_owned()) {
            let inner = schema
                .properties
                .values()
                .flat_map(|p| [p.reference.as_deref(), p.items.as_ref().and_then(|i| i.reference.as_deref())]);
            open.extend(inner.flatten().map(last_segment));
        }
    }
    Ok(names)
}
