//! The contract's tables: codes, regions, limits, rates, open values. Their types are in `src/contract/`.

use std::collections::BTreeSet;

use heck::{AsSnakeCase, AsUpperCamelCase};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::contract::{Contract, Operation, Schema};

/// The fields that every response has.
pub(crate) const ENVELOPE: [&str; 3] = ["ActionStatus", "ErrorCode", "ErrorInfo"];

/// Rust source of the tables.
pub(crate) fn generate(contract: &Contract) -> Result<String, String> {
    let (version, envelope) = (&contract.info.version, ENVELOPE);
    let timeout = contract.service.timeout_seconds;
    let bytes = contract.service.response_bytes;
    let parameter = |name: &str| {
        let parameter = contract.components.parameters.get(name);
        parameter.ok_or_else(|| format!("components.parameters: needs {name}, which every call is signed with"))
    };
    let identifier_bytes = parameter("IdentifierInQuery")?.schema.max_length;
    let identifier_bytes =
        identifier_bytes.ok_or("components.parameters.IdentifierInQuery: needs maxLength, the longest identifier")?;
    let codes_page = contract.components.schemas.get("ErrorCode").and_then(|schema| schema.external_docs.as_ref());
    let codes_page = &codes_page.ok_or("components.schemas.ErrorCode: needs externalDocs, the page of the codes")?.url;
    let secret_parameter = &parameter("UserSigInQuery")?.name;
    let enums = [regions(contract), retry_classes(contract), families(contract), actors(contract)];
    let operations = operations(contract)?;
    let error_codes = error_codes(contract);
    let open_enums = contract.components.schemas.iter().filter(|(_, s)| !s.open_values.is_empty());
    let open_enums = open_enums.map(|(name, schema)| open_enum(name, schema));
    let tokens = quote! {
        /// Version of the OpenAPI document that this crate was built from.
        pub const VERSION: &str = #version;
        /// Time after which the service gives up on a request by itself.
        pub(crate) const SERVICE_TIMEOUT: Duration = Duration::from_secs(#timeout);
        /// Largest response that the service documents, in bytes.
        pub(crate) const RESPONSE_BYTES: usize = #bytes;
        /// Address of the page that explains the error codes.
        pub(crate) const ERROR_CODES_PAGE: &str = #codes_page;
        /// Longest identifier, in bytes of UTF-8.
        pub(crate) const IDENTIFIER_BYTES: usize = #identifier_bytes;
        /// Name of the query parameter that carries the UserSig.
        pub(crate) const SECRET_PARAMETER: &str = #secret_parameter;
        /// The fields that every response has: status, code and text.
        pub(crate) const ENVELOPE: [&str; 3] = [#(#envelope),*];
        #(#enums)*
        #operations
        #error_codes
        #(#open_enums)*
    };
    let file = syn::parse2(tokens).map_err(|e| format!("the generated tables do not parse: {e}"))?;
    Ok(prettyplease::unparse(&file))
}

/// An enum of the contract's values, with a row of facts for each.
fn plain_enum(name: &str, doc: &str, row: TokenStream, values: impl Iterator<Item = Value>) -> TokenStream {
    let name = format_ident!("{name}");
    let (variants, rest): (Vec<_>, Vec<_>) =
        values.map(|value| (upper_camel(&value.id), (value.doc, value.facts))).unzip();
    let (docs, rows): (Vec<_>, Vec<_>) = rest.into_iter().unzip();
    quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name { #(#[doc = #docs] #variants),* }

        impl #name {
            /// Every value of the contract.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];
            pub(crate) const FACTS: &'static [#row] = &[#(#rows),*];
        }
    }
}

struct Value {
    id: String,
    doc: String,
    facts: TokenStream,
}

fn regions(contract: &Contract) -> TokenStream {
    let values = contract.servers.iter().map(|server| {
        let (id, base_url, backup_url) = (&server.region_id, &server.url, &server.backup_url);
        let facts = quote! { RegionFacts { id: #id, base_url: #base_url, backup_url: #backup_url } };
        Value { id: id.clone(), doc: server.description.clone(), facts }
    });
    let doc = "The data center that an application is bound to. Hosts of other regions refuse its calls.";
    plain_enum("Region", doc, quote! { RegionFacts }, values)
}

fn retry_classes(contract: &Contract) -> TokenStream {
    let values = contract.retry_classes.iter().map(|class| {
        let (id, description) = (&class.id, &class.description);
        let wait = option(class.wait_seconds.map(|seconds| quote! { Duration::from_secs(#seconds) }));
        let facts = quote! { RetryClassFacts { id: #id, description: #description, wait: #wait } };
        Value { id: id.clone(), doc: description.clone(), facts }
    });
    plain_enum(
        "RetryClass",
        "What an error code asks of a client that wants to retry.",
        quote! { RetryClassFacts },
        values,
    )
}

fn families(contract: &Contract) -> TokenStream {
    let ids = contract.error_codes.iter().map(|e| &*e.family);
    plain_enum("Family", "The part of the service that an error code comes from.", quote! { &'static str }, named(ids))
}

fn actors(contract: &Contract) -> TokenStream {
    let ids = contract.error_codes.iter().map(|e| &*e.actor);
    plain_enum("Actor", "Who must act on an error.", quote! { &'static str }, named(ids))
}

/// Values of which the contract gives the name only.
fn named<'a>(ids: impl Iterator<Item = &'a str>) -> impl Iterator<Item = Value> {
    let ids: BTreeSet<_> = ids.collect();
    ids.into_iter().map(|id| Value {
        id: id.to_owned(),
        doc: format!("`{id}` in the contract."),
        facts: quote! { #id },
    })
}

fn operations(contract: &Contract) -> Result<TokenStream, String> {
    let values: Result<Vec<_>, String> = contract
        .operations()
        .map(|(path, operation)| {
            let facts = operation_info(contract, path, operation)?;
            Ok(Value { id: operation.operation_id.clone(), doc: operation.summary.clone(), facts })
        })
        .collect();
    Ok(plain_enum("Operation", "An operation of the service.", quote! { OperationInfo }, values?.into_iter()))
}

fn operation_info(contract: &Contract, path: &str, operation: &Operation) -> Result<TokenStream, String> {
    let (id, summary, docs) = (&operation.operation_id, &operation.summary, &operation.external_docs.url);
    let (calls, seconds) = (operation.call_rate.calls, operation.call_rate.seconds);
    let request = operation.request()?;
    let most = operation.pagination.as_ref().map(|paging| {
        let size = contract.schema(request).properties.get(&paging.size).and_then(|size| size.maximum);
        let place = format!("components.schemas.{request}.{}", paging.size);
        let size = size.ok_or(format!("{place}: needs a maximum, the largest page"))?;
        u32::try_from(size).map_err(|_| format!("{place}: the maximum {size} is no size of a page"))
    });
    let most = option(most.transpose()?.map(|most| quote! { #most }));
    let served = &operation.group_types.first().ok_or(format!("{id}: x-group-types is empty"))?.served;
    let safe_to_repeat = operation.safe_to_repeat;
    let (documented, possible) = (&operation.error_codes.documented, &operation.error_codes.possible);
    Ok(quote! {
        OperationInfo {
            id: #id,
            path: #path,
            summary: #summary,
            documentation: #docs,
            calls: #calls,
            period: Duration::from_secs(#seconds),
            safe_to_repeat: #safe_to_repeat,
            max_page_size: #most,
            group_types: &[#(#served),*],
            documented_error_codes: &[#(ErrorCode::new(#documented)),*],
            possible_error_codes: &[#(ErrorCode::new(#possible)),*],
        }
    })
}

fn error_codes(contract: &Contract) -> TokenStream {
    let consts = contract.error_codes.iter().map(|e| {
        let (name, code) = (ident(&e.name), e.code);
        let doc = format!("{}. {}.", e.meaning, e.remedy);
        quote! { #[doc = #doc] pub const #name: Self = Self::new(#code); }
    });
    let rows = contract.error_codes.iter().map(|e| {
        let (constant, name, meaning, remedy) = (ident(&e.name), &e.name, &e.meaning, &e.remedy);
        let (family, actor, retry) = (upper_camel(&e.family), upper_camel(&e.actor), upper_camel(&e.retry));
        let note = option(e.note.as_ref().map(|note| quote! { #note }));
        quote! {
            ErrorCodeInfo {
                code: ErrorCode::#constant,
                name: #name,
                family: Family::#family,
                meaning: #meaning,
                remedy: #remedy,
                actor: Actor::#actor,
                retry: RetryClass::#retry,
                note: #note,
            }
        }
    });
    quote! {
        impl ErrorCode { #(#consts)* }

        /// The contract's table, ascending by code.
        pub(crate) static ERROR_CODES: &[ErrorCodeInfo] = &[#(#rows),*];
    }
}

/// An enum of the known values and `Unknown`.
fn open_enum(name: &str, schema: &Schema) -> TokenStream {
    let (name, doc, values) = (format_ident!("{name}"), &schema.description, &schema.open_values);
    let variants: Vec<_> = values.iter().map(|value| upper_camel(value)).collect();
    let meanings = &schema.value_descriptions;
    quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #meanings] #variants,)*
            /// A value that the contract does not know, unchanged.
            Unknown(String),
        }

        open_enum!(#name: #(#variants #values #meanings),*);
    }
}

/// The name of a type or variant; `check` has made sure that it can be one.
pub(crate) fn upper_camel(name: &str) -> Ident {
    ident(&AsUpperCamelCase(name).to_string())
}

/// The name of a field or method, as the generator spells it.
pub(crate) fn snake(name: &str) -> Ident {
    ident(&AsSnakeCase(name).to_string())
}

fn ident(name: &str) -> Ident {
    // Keywords get an underscore, as in the generated client.
    syn::parse_str(name).unwrap_or_else(|_| format_ident!("{name}_"))
}

fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or(quote! { None }, |value| quote! { Some(#value) })
}
