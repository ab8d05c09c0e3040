//! The generated client: progenitor's settings, each with its reason, and what it is given to read.

use std::iter::empty;
use std::panic::catch_unwind;

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TypePatch};
use quote::{ToTokens, quote};
use serde_json::{Value, json};
use syn::{Expr, Fields, ImplItem, Item, ItemStruct, Local, Stmt, parse_quote};

use super::contract::{Contract, Schema};
use super::tables::snake;

/// Rust source of the client and its types.
pub(crate) fn generate(mut tree: Value, contract: &Contract) -> Result<String, String> {
    relax(&mut tree["components"]);
    let spec: OpenAPI = serde_path_to_error::deserialize(tree)
        .map_err(|e| format!("{}: is not OpenAPI 3.0: {}", e.path(), e.inner()))?;
    let settings = settings(contract);
    // The generator panics on documents it does not support; say at least which document it was.
    let tokens = catch_unwind(|| Generator::new(&settings).generate_tokens(&spec))
        .map_err(|_| "the generator cannot take this document; its panic stands above".to_owned())?
        .map_err(|e| format!("the generator refuses this document: {e}"))?;
    let mut file = syn::parse2(tokens).map_err(|e| format!("the generated client does not parse: {e}"))?;
    open_types(&mut file, contract);
    file.items.iter_mut().for_each(lighten);
    Ok(prettyplease::unparse(&file))
}

fn settings(contract: &Contract) -> GenerationSettings {
    let mut settings = GenerationSettings::default();
    // All arguments at once: the one caller is generated too, by `operations`.
    settings.with_interface(InterfaceStyle::Positional);
    // The bound on answers, which the hooks in `src/client/transport.rs` enforce.
    settings.with_inner_type(quote! { crate::way::Way });
    // Pages are compared in tests and by users.
    settings.with_derive("PartialEq");
    // A type of its own, so that seconds are not mistaken for anything else.
    settings.with_replacement("UnixTime", "crate::unix_time::UnixTime", empty());
    // Open, with the contract's names and meanings.
    settings.with_replacement("ErrorCode", "crate::contract::ErrorCode", empty());
    // Strings that may take new values keep those they do not know.
    for (name, _) in contract.components.schemas.iter().filter(|(_, schema)| !schema.open_values.is_empty()) {
        settings.with_replacement(name, format!("crate::contract::{name}"), empty());
    }
    // Both may gain fields. Members are kept in sets; floating-point numbers cannot be.
    for name in contract.received() {
        let objects = contract.objects(vec![name]);
        let mut properties = objects.iter().flat_map(|name| contract.schema(name).properties.values());
        let mut patch = TypePatch::default();
        if properties.all(|property| property.value().kind != "number") {
            patch.with_derive("Eq").with_derive("Hash");
        }
        // For tests, which fill in what they need.
        settings.with_patch(name, patch.with_derive("Default").with_attr("#[non_exhaustive]"));
    }
    // Request builders name what the caller gives and leave the rest.
    for name in contract.sent() {
        settings.with_patch(name, TypePatch::default().with_attr("#[non_exhaustive]").with_derive("Default"));
    }
    settings
}

/// What the generator learns of a schema. Others would become newtypes, sets, foreign types or values that nobody
/// asked to be sent.
const KEPT: [&str; 7] = ["type", "format", "description", "properties", "required", "items", "enum"];

/// Takes bounds off: `operations` checks them before sending, with better messages, and responses stay open.
/// Integers that cannot be negative become unsigned, for which OpenAPI has no portable spelling.
fn relax(node: &mut Value) {
    match node {
        Value::Object(map) => {
            let kind = map.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
            if kind == "integer" && map.get("minimum").and_then(Value::as_i64) >= Some(0) {
                map.insert("format".to_owned(), json!("uint64"));
            }
            if kind == "string" {
                // Dates and the like stay as the service writes them.
                map.remove("format");
            }
            if !kind.is_empty() {
                map.retain(|key, _| KEPT.contains(&key.as_str()));
            }
            map.values_mut().for_each(relax);
        }
        Value::Array(list) => list.iter_mut().for_each(relax),
        _ => {}
    }
}

/// Makes each call cheaper: no `api-version` header, which the vendor does not document and has to be taken off again,
/// and one `.query()` for all parameters, since each opens the URL once more.
fn lighten(item: &mut Item) {
    let Item::Impl(item) = item else { return };
    for method in &mut item.items {
        let ImplItem::Fn(method) = method else { continue };
        method.block.stmts.retain(|stmt| {
            let text = stmt.to_token_stream().to_string();
            !text.starts_with("header_map") && !text.starts_with("let mut header_map")
        });
        for stmt in &mut method.block.stmts {
            if let Stmt::Local(Local { init: Some(init), .. }) = stmt
                && let Expr::Try(request) = &mut *init.expr
            {
                *request.expr = joined(*request.expr.clone(), Vec::new());
            }
        }
    }
}

/// A chain of calls with the `pairs` of its `.query()` calls after `.json()`.
fn joined(expr: Expr, mut pairs: Vec<Expr>) -> Expr {
    let Expr::MethodCall(mut call) = expr else { return expr };
    match (call.method.to_string().as_str(), call.args.first()) {
        ("json", _) => return parse_quote!(#call.query(&(#(#pairs,)*))),
        ("headers", _) => return joined(*call.receiver, pairs),
        ("query", Some(Expr::Reference(parameter))) => {
            if let Expr::Call(new) = &*parameter.expr {
                let pair = &new.args;
                pairs.insert(0, parse_quote!((#pair)));
            }
            return joined(*call.receiver, pairs);
        }
        _ => *call.receiver = joined(*call.receiver, pairs),
    }
    Expr::MethodCall(call)
}

/// What the generator has no setting for: types that we read keep unknown fields and accept former names.
fn open_types(file: &mut syn::File, contract: &Contract) {
    let received = contract.received();
    let modules = file.items.iter_mut().filter_map(|item| match item {
        Item::Mod(module) => module.content.as_mut(),
        _ => None,
    });
    for item in modules.flat_map(|(_, items)| items) {
        if let Item::Struct(item) = item
            && let Some(name) = received.get(item.ident.to_string().as_str())
        {
            open_struct(item, contract, contract.schema(name));
        }
    }
}

fn open_struct(item: &mut ItemStruct, contract: &Contract, schema: &Schema) {
    for field in &mut item.fields {
        let property = schema.properties.iter().find(|(name, _)| Some(snake(name)) == field.ident);
        let Some((_, property)) = property else { continue };
        if let Some(former) = &property.former_name {
            field.attrs.push(parse_quote!(#[serde(alias = #former)]));
        }
        // The generator leaves the description of a type to the type.
        if let Some(target) = property.target().filter(|_| !field.attrs.iter().any(|a| a.path().is_ident("doc"))) {
            let doc = &contract.schema(target).description;
            field.attrs.push(parse_quote!(#[doc = #doc]));
        }
    }
    if let Fields::Named(fields) = &mut item.fields {
        fields.named.push(parse_quote! {
            /// Fields that the contract does not know, unchanged.
            #[serde(flatten)]
            pub unknown: crate::unknown_fields::UnknownFields
        });
    }
    item.attrs.push(parse_quote!(#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]));
}
