//! How each operation is checked, called and, if it is a list, paged.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use super::contract::{Contract, Operation, Pagination, PagingStyle};
use super::tables::{ENVELOPE, snake, upper_camel};

/// Rust source of the implementations for the request types.
pub(crate) fn generate(contract: &Contract) -> Result<String, String> {
    let bounds = contract.sent().into_iter().map(|name| bounded(contract, name)).collect::<Result<Vec<_>, _>>()?;
    let mut operations = Vec::new();
    let (mut lists, mut requests) = (Vec::new(), Vec::new());
    let mut bodies = contract.sent();
    for operation in contract.operations() {
        operations.push(endpoint(contract, operation)?);
        bodies.insert(&operation.responses.ok);
        if let Some(paging) = &operation.x_pagination {
            operations.push(list(contract, operation, paging)?);
            lists.push(upper_camel(&operation.operation_id));
            requests.push(format_ident!("{}", operation.request_body));
        }
    }
    let bodies = bodies.into_iter().map(|name| format_ident!("{name}"));
    let tokens = quote! {
        /// The request and response bodies of the operations, named and shaped as on the wire.
        ///
        /// [`Client::send`](crate::Client::send) sends a request. Its required fields must be set.
        pub mod wire {
            pub use crate::generated::client::types::{#(#bodies),*};
        }
        #(#bounds)*
        #(#operations)*
        #[cfg(feature = "cli")]
        json_pages!(#(#lists #requests),*);
    };
    let file = syn::parse2(tokens).map_err(|e| format!("the generated operations do not parse: {e}"))?;
    Ok(prettyplease::unparse(&file))
}

/// Keywords that nothing checks before sending.
const UNCHECKED: [&str; 5] = ["pattern", "multipleOf", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum"];

/// Checks of everything that a sent object is bounded by.
fn bounded(contract: &Contract, object: &str) -> Result<TokenStream, String> {
    let schema = contract.schema(object);
    let mut checks = Vec::new();
    for (name, property) in &schema.properties {
        let (field, value) = (snake(name), property.value());
        let required = schema.required.contains(name);
        let place = format!("components.schemas.{object}.properties.{name}");
        if let Some(word) = UNCHECKED.iter().find(|word| value.other.contains_key(**word)) {
            return Err(format!("{place}: {word} is not checked before sending; write x-documented-pattern or prose"));
        }
        if property.min_items.is_some() || property.max_items.is_some() {
            // An empty list that is not required is not sent.
            let least = property.min_items.filter(|_| required).unwrap_or(0);
            let most = property.max_items.unwrap_or(usize::MAX);
            checks.push(quote! { bounds::items(#name, self.#field.len(), #least..=#most)?; });
        }
        let values = match property.kind == "array" || !required {
            true => quote! { &self.#field },
            false => quote! { [&self.#field] },
        };
        let target = value.target().map(|target| contract.schema(target));
        checks.push(match (value.kind.as_str(), target) {
            (_, Some(target)) if !target.properties.is_empty() => quote! { bounds::parts(#values)?; },
            (_, Some(target)) if !target.open_values.is_empty() => quote! { bounds::value(#name, #values)?; },
            ("string", _) if value.min_length.is_some() || value.max_length.is_some() => {
                let (least, most) = (value.min_length.unwrap_or(0), value.max_length.unwrap_or(usize::MAX));
                let described = value.description.split('.').next().unwrap_or_default();
                quote! { bounds::text(#name, #values, #least..=#most, #described)?; }
            }
            ("integer", _) => {
                let small = value.format == "int32";
                let (lowest, highest) = if small { (i32::MIN.into(), i32::MAX.into()) } else { (i64::MIN, i64::MAX) };
                let (least, most) = (value.minimum.unwrap_or(lowest), value.maximum.unwrap_or(highest));
                quote! { bounds::number(#name, #values, #least..=#most)?; }
            }
            ("number" | "array", _) => {
                return Err(format!("{place}: fractions and lists of lists cannot be checked before sending"));
            }
            _ => TokenStream::new(),
        });
    }
    let object = format_ident!("{object}");
    Ok(quote! {
        impl Bounded for types::#object {
            fn check(&self) -> Result<(), String> {
                #(#checks)*
                Ok(())
            }
        }
    })
}

fn endpoint(contract: &Contract, operation: &Operation) -> Result<TokenStream, String> {
    let (marker, method) = (upper_camel(&operation.operation_id), snake(&operation.operation_id));
    let (request, response) = (&operation.request_body, &operation.responses.ok);
    let [status, code, info] = ENVELOPE;
    for name in [status, code] {
        if !contract.schema(response).required.contains(name)
            || contract.property(response, name)?.target() != Some(name)
        {
            return Err(format!(
                "components.schemas.{response}: must require {name} and refer to the schema of that name"
            ));
        }
    }
    if contract.property(response, info)?.kind != "string" {
        return Err(format!("components.schemas.{response}.{info}: must be a string"));
    }
    let (status, code, info) = (snake(status), snake(code), snake(info));
    let items = operation.x_pagination.iter().map(|paging| snake(&paging.items));
    let (request, response) = (format_ident!("{request}"), format_ident!("{response}"));
    Ok(quote! {
        impl Endpoint for types::#request {
            const OPERATION: Operation = Operation::#marker;
            type Response = types::#response;

            async fn send(
                &self,
                client: &Client,
                sdk_app_id: u32,
                identifier: &str,
                user_sig: &str,
            ) -> Result<ResponseValue<Self::Response>, CallError> {
                let (content_type, random) = (types::ContentType::Json, fastrand::u32(..).into());
                client.#method(content_type, identifier, random, sdk_app_id.into(), user_sig, self).await
            }

            fn envelope(response: &Self::Response) -> Envelope<'_> {
                Envelope {
                    status: &response.#status,
                    code: response.#code,
                    info: response.#info.as_deref().unwrap_or_default(),
                }
            }

            #(fn members(response: &Self::Response) -> Option<usize> {
                Some(response.#items.len())
            })*
        }
    })
}

fn list(contract: &Contract, operation: &Operation, paging: &Pagination) -> Result<TokenStream, String> {
    let (request, response) = (&operation.request_body, &operation.responses.ok);
    let end = |end: &Value| match (&paging.style, end.as_u64(), end.as_str()) {
        (PagingStyle::Offset, Some(number), _) => Ok(quote! { Position::Offset(#number) }),
        (PagingStyle::Cursor, _, Some(text)) => Ok(quote! { Position::Cursor(#text.to_owned()) }),
        _ => Err(format!("{}: x-pagination: first and end must fit the style; {end} does not", operation.operation_id)),
    };
    let (first, end) = (end(&paging.first)?, end(&paging.end)?);
    let style = match paging.style {
        PagingStyle::Offset => quote! { Position::Offset },
        PagingStyle::Cursor => quote! { Position::Cursor },
    };
    let item = contract.property(response, &paging.items)?.value().target();
    let item = item.ok_or_else(|| format!("{response}.{}: must be a list of a named schema", paging.items))?;
    let fields = contract.schema(item).properties.keys();
    let (size, position) = (snake(&paging.size), snake(&paging.position));
    let (items, next) = (snake(&paging.items), snake(&paging.next));
    let total = paging.total.as_deref().map(snake).map_or(quote! { None }, |total| quote! { response.#total });
    let [request, response, item] = [request, response, item].map(|name| format_ident!("{name}"));
    Ok(quote! {
        impl List for types::#request {
            type Item = types::#item;
            const FIELDS: &'static [&'static str] = &[#(#fields),*];

            fn first() -> Position {
                #first
            }

            fn turn_to(&mut self, position: Position, size: u32) {
                if let #style(position) = position {
                    self.#position = Some(position);
                }
                self.#size = Some(size.into());
            }

            fn page(response: types::#response) -> Page<Self::Item> {
                let next = response.#next.map(#style);
                Page::received(response.#items, next, &#end, #total, response.unknown)
            }
        }
    })
}
