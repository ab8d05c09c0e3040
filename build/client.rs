//! The generated client: progenitor's settings, each with its reason, and what it is given to read.

use std::panic::catch_unwind;

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TypePatch};
use quote::quote;
use serde_json::{Value, json};
use syn::{Field, Fields, Item, ItemStruct, parse_quote};

use super::contract::{Contract, Schema};
use super::tables::snake;

/// Rust source of the client and its types.
pub(crate) fn generate(mut tree: Value, contract: &Contract) -> Result<String, String> {
    relax(&mut tree["components"]);
    let spec: OpenAPI = serde_path_to_error::deserialize(tree)
        .map_err(|e| format!("{}: is not OpenAPI 3.0: {}", e.path(), e.inner()))?;
    let settings = settings(contract)?;
    // The generator panics on documents it does not support; say at least which document it was.
    let tokens = catch_unwind(|| Generator::new(&settings).generate_tokens(&spec))
        .map_err(|_| "the generator cannot take this document; its panic stands above".to_owned())?
        .map_err(|e| format!("the generator refuses this document: {e}"))?;
    let mut file = syn::parse2(tokens).map_err(|e| format!("the generated client does not parse: {e}"))?;
    adapt_types(&mut file, contract)?;
    Ok(prettyplease::unparse(&file))
}

fn settings(contract: &Contract) -> Result<GenerationSettings, String> {
    let mut settings = GenerationSettings::default();
    // All arguments at once: the one caller is generated too, by `tables`.
    settings.with_interface(InterfaceStyle::Positional);
    // The bound on answers, which the hooks in `src/client/transport.rs` enforce.
    settings.with_inner_type(quote! { crate::client::transport::Way });
    // Pages are compared in tests and by users.
    settings.with_derive("PartialEq");
    // A type of its own, so that seconds are not mistaken for anything else.
    settings.with_replacement("UnixTime", "crate::unix_time::UnixTime", std::iter::empty());
    // Open, with the contract's names and meanings.
    settings.with_replacement("ErrorCode", "crate::contract::ErrorCode", std::iter::empty());
    // Strings that may take new values keep those they do not know.
    for (name, schema) in &contract.components.schemas {
        if !schema.open_values.is_empty() {
            settings.with_replacement(name, format!("crate::generated::contract::{name}"), std::iter::empty());
        }
    }
    // Request builders name what the caller gives and leave the rest.
    for name in contract.sent()? {
        settings.with_patch(name, TypePatch::default().with_derive("Default"));
    }
    Ok(settings)
}

/// Keywords that would become newtypes, sets, foreign types or values that nobody asked to be sent.
const TAKEN_OFF: [&str; 13] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "default",
    "additionalProperties",
];

/// Takes bounds off: `operations` checks them before sending, with better messages, and responses stay open.
/// Integers that cannot be negative become unsigned, for which OpenAPI has no portable spelling.
fn relax(node: &mut Value) {
    match node {
        Value::Object(map) => {
            if map.get("type") == Some(&json!("integer")) && map.get("minimum").and_then(Value::as_i64) >= Some(0) {
                let small = map.get("maximum").and_then(Value::as_i64).is_some_and(|m| m <= u32::MAX.into());
                map.insert("format".into(), json!(if small { "uint32" } else { "uint64" }));
            }
            if map.get("type").is_some_and(Value::is_string) {
                map.retain(|key, _| !TAKEN_OFF.contains(&key.as_str()));
            }
            if map.get("type") == Some(&json!("string")) {
                // Dates and the like stay as the service writes them.
                map.remove("format");
            }
            map.values_mut().for_each(relax);
        }
        Value::Array(list) => list.iter_mut().for_each(relax),
        _ => {}
    }
}

/// What the generator has no setting for: types that we read keep unknown fields, accept former names,
/// can gain fields without breaking anybody, and can be built in tests.
fn adapt_types(file: &mut syn::File, contract: &Contract) -> Result<(), String> {
    let read = contract.received()?;
    let types = file.items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content.as_mut(),
        _ => None,
    });
    let (_, items) = types.ok_or("the generated client has no module `types`")?;
    let mut constructors = Vec::new();
    for item in items.iter_mut() {
        if let Item::Struct(item) = item
            && let Some(name) = read.get(item.ident.to_string().as_str())
        {
            constructors.push(adapt_struct(item, contract, contract.schema(name)));
        }
    }
    items.extend(constructors);
    Ok(())
}

/// Adapts the type and returns its constructor.
fn adapt_struct(item: &mut ItemStruct, contract: &Contract, schema: &Schema) -> Item {
    let mut arguments = Vec::new();
    for (name, property) in &schema.properties.0 {
        let ident = snake(name);
        for field in item.fields.iter_mut().filter(|f| f.ident.as_ref() == Some(&ident)) {
            if let Some(former) = &property.former_name {
                field.attrs.push(parse_quote!(#[serde(alias = #former)]));
            }
            // The generator leaves the description of a type to the type.
            if let Some(target) = property.target().filter(|_| !field.attrs.iter().any(|a| a.path().is_ident("doc"))) {
                let doc = &contract.schema(target).description;
                field.attrs.push(parse_quote!(#[doc = #doc]));
            }
            if schema.requires(name) {
                arguments.push((ident.clone(), field.ty.clone()));
            }
        }
    }
    let (names, types): (Vec<_>, Vec<_>) = arguments.into_iter().unzip();
    let others: Vec<_> = item.fields.iter().filter_map(|f| f.ident.clone()).filter(|i| !names.contains(i)).collect();
    let unknown: Field = parse_quote! {
        /// Fields that the contract does not know, unchanged.
        #[serde(flatten)]
        pub unknown: crate::unknown_fields::UnknownFields
    };
    if let Fields::Named(fields) = &mut item.fields {
        fields.named.push(unknown);
    }
    if is_exact(contract, &item.ident.to_string()) {
        item.attrs.push(parse_quote!(#[derive(Eq, Hash)]));
    }
    item.attrs.push(parse_quote!(#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]));
    item.attrs.push(parse_quote!(#[non_exhaustive]));
    let name = &item.ident;
    parse_quote! {
        impl #name {
            /// Returns a value with these required fields and no others, to be filled in by tests.
            pub fn new(#(#names: impl Into<#types>),*) -> Self {
                Self {
                    #(#names: #names.into(),)*
                    #(#others: Default::default(),)*
                    unknown: Default::default(),
                }
            }
        }
    }
}

/// Whether values can be equal and hashed: floating-point numbers cannot.
fn is_exact(contract: &Contract, name: &str) -> bool {
    let properties = |name| contract.schema(name).properties.0.iter();
    contract.objects(vec![name]).into_iter().flat_map(properties).all(|(_, p)| p.innermost().kind != "number")
}
