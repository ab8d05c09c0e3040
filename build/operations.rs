//! How each operation is checked, called and, if it is a list, paged.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use super::contract::{Contract, Operation, Pagination, PagingStyle, Schema};
use super::tables::{ENVELOPE, snake, upper_camel};

/// Rust source of the implementations for the request types.
pub(crate) fn generate(contract: &Contract) -> Result<String, String> {
    let mut tokens = TokenStream::new();
    for name in contract.sent()? {
        tokens.extend(bounded(contract, name)?);
    }
    for (_, operation) in contract.operations() {
        tokens.extend(endpoint(contract, operation)?);
        if let Some(paging) = &operation.pagination {
            tokens.extend(list(contract, operation, paging)?);
        }
    }
    tokens.extend(json_pages(contract)?);
    let file = syn::parse2(tokens).map_err(|e| format!("the generated operations do not parse: {e}"))?;
    Ok(prettyplease::unparse(&file))
}

/// Checks of everything that a sent object is bounded by.
fn bounded(contract: &Contract, object: &str) -> Result<TokenStream, String> {
    let schema = contract.schema(object);
    let mut checks = Vec::new();
    for (name, property) in &schema.properties.0 {
        let field = snake(name);
        let required = schema.requires(name);
        let place = format!("components.schemas.{object}.{name}");
        if property.kind == "array" && (property.min_items.is_some() || property.max_items.is_some()) {
            // An empty list that is not required is not sent.
            let least = property.min_items.filter(|_| required).unwrap_or(0);
            let most = property.max_items.unwrap_or(usize::MAX);
            checks.push(quote! { bounds::items(#name, self.#field.len(), #least..=#most)?; });
        }
        let values = match property.kind == "array" || !required {
            true => quote! { &self.#field },
            false => quote! { [&self.#field] },
        };
        let value = property.items.as_deref().unwrap_or(property);
        let closed =
            |target| contract.schema(target).kind == "string" && contract.schema(target).open_values.is_empty();
        if required && property.target().is_some_and(closed) {
            return Err(format!("{place}: a required value of a closed list has no default; write x-extensible-enum"));
        }
        let described = value.description.split('.').next().unwrap_or_default();
        let target = value.target().filter(|target| !contract.schema(target).properties.0.is_empty());
        match value.kind.as_str() {
            _ if target.is_some() => checks.push(quote! { bounds::parts(#values)?; }),
            _ if value.target().is_some_and(|target| !contract.schema(target).open_values.is_empty()) => {
                checks.push(quote! { bounds::value(#name, #values)?; });
            }
            "string" if value.min_length.is_some() || value.max_length.is_some() => {
                let (least, most) = (value.min_length.unwrap_or(0), value.max_length.unwrap_or(usize::MAX));
                checks.push(quote! { bounds::text(#name, #values, #least..=#most, #described)?; });
            }
            "integer" => {
                let range =
                    if value.format == "int32" { i32::MIN.into()..=i32::MAX.into() } else { i64::MIN..=i64::MAX };
                let (least, most) = (value.minimum.unwrap_or(*range.start()), value.maximum.unwrap_or(*range.end()));
                checks.push(quote! { bounds::number(#name, #values, #least..=#most)?; });
            }
            "number" => return Err(format!("{place}: a number cannot be checked before sending; use integer")),
            "array" => return Err(format!("{place}: lists of lists cannot be checked before sending")),
            _ => {}
        }
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
    let marker = upper_camel(&operation.operation_id);
    let method = snake(&operation.operation_id);
    let (request, response) = (operation.request()?, operation.response()?);
    let envelope = envelope(contract, response)?;
    let items = operation.pagination.as_ref().map(|paging| snake(&paging.items)).into_iter();
    let (request, response) = (format_ident!("{request}"), format_ident!("{response}"));
    Ok(quote! {
        impl Sealed for types::#request {}

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
                let content_type = types::ContentType::Json;
                client.#method(content_type, identifier, fastrand::u32(..), sdk_app_id, user_sig, self).await
            }

            fn envelope(response: &Self::Response) -> Envelope<'_> {
                #envelope
            }

            #(fn members(response: &Self::Response) -> Option<usize> {
                Some(response.#items.len())
            })*
        }
    })
}

/// The fields that say whether the service did what was asked.
fn envelope(contract: &Contract, response: &str) -> Result<TokenStream, String> {
    let schema = contract.schema(response);
    let [status, code, info] = ENVELOPE;
    for name in [status, code] {
        if !schema.requires(name) || schema.properties.get(name).and_then(Schema::target) != Some(name) {
            return Err(format!(
                "components.schemas.{response}: must require {name} and refer to the schema of that name"
            ));
        }
    }
    let text = snake(info);
    let text = match schema.properties.get(info) {
        None => quote! { "" },
        Some(text) if text.kind != "string" => {
            return Err(format!("components.schemas.{response}.{info}: must be a string"));
        }
        Some(_) if schema.requires(info) => quote! { &response.#text },
        Some(_) => quote! { response.#text.as_deref().unwrap_or_default() },
    };
    let (status, code) = (snake(status), snake(code));
    Ok(quote! { Envelope { status: &response.#status, code: response.#code, info: #text } })
}

fn list(contract: &Contract, operation: &Operation, paging: &Pagination) -> Result<TokenStream, String> {
    let (request_name, response_name) = (operation.request()?, operation.response()?);
    let (request, response) = (contract.schema(request_name), contract.schema(response_name));
    // `check` has made sure that the fields exist.
    let items = response.properties.get(&paging.items).and_then(|schema| schema.items.as_deref());
    let item = items.and_then(Schema::target);
    let item =
        format_ident!("{}", item.ok_or(format!("{response_name}.{}: must be a list of a named schema", paging.items))?);
    let style = match paging.style {
        PagingStyle::Offset => quote! { Position::Offset },
        PagingStyle::Cursor => quote! { Position::Cursor },
    };
    let (first, end) = (literal(&paging.first), literal(&paging.end));
    let fill = |name: &str, value: TokenStream| {
        let field = snake(name);
        let value = if request.requires(name) {
            value
        } else {
            quote! { Some(#value) }
        };
        quote! { self.#field = #value; }
    };
    let (fill_position, fill_size) = (fill(&paging.position, quote! { position }), fill(&paging.size, quote! { size }));
    let read = |name: &str| {
        let field = snake(name);
        let value = if response.requires(name) {
            quote! { Some(response.#field) }
        } else {
            quote! { response.#field }
        };
        // A bound may have made it smaller than `u64`.
        let counts = response.properties.get(name).is_some_and(|property| property.kind == "integer");
        if counts {
            quote! { #value.map(u64::from) }
        } else {
            value
        }
    };
    let (members, next) = (snake(&paging.items), read(&paging.next));
    let total = paging.total.as_ref().map_or(quote! { None }, |total| read(total));
    let fields = contract.schema(&item.to_string()).properties.0.iter().map(|(name, _)| name);
    let (request, response) = (format_ident!("{request_name}"), format_ident!("{response_name}"));
    Ok(quote! {
        impl List for types::#request {
            type Item = types::#item;
            const FIELDS: &'static [&'static str] = &[#(#fields),*];

            fn first() -> Position {
                #style(#first.into())
            }

            fn turn_to(&mut self, position: Position, size: u32) {
                if let #style(position) = position {
                    #fill_position
                }
                #fill_size
            }

            fn page(response: types::#response) -> Page<Self::Item> {
                let next = #next;
                let warning = next.is_none().then_some(Warning::NoNext);
                let next = next.filter(|next| *next != #end).map(#style);
                Page { members: response.#members, next, total: #total, warning, unknown: response.unknown }
            }
        }
    })
}

/// The lists by operation, for programs that learn at run time which one to read.
fn json_pages(contract: &Contract) -> Result<TokenStream, String> {
    let arms = contract.operations().map(|(_, operation)| {
        let (marker, request) = (upper_camel(&operation.operation_id), format_ident!("{}", operation.request()?));
        let read = match operation.pagination {
            Some(_) => quote! { list.read::<types::#request>() },
            None => quote! { Err(Error::refused(concat!(stringify!(#marker), " is no list"))) },
        };
        Ok(quote! { Operation::#marker => #read })
    });
    let arms = arms.collect::<Result<Vec<_>, String>>()?;
    Ok(quote! {
        /// Reads the list of an operation as JSON, through the operation's own types.
        #[cfg(feature = "cli")]
        pub(crate) fn json_pages(operation: Operation, list: &JsonListRequest) -> Result<Pages<serde_json::Value>, Error> {
            match operation { #(#arms),* }
        }
    })
}

fn literal(value: &Value) -> TokenStream {
    match (value.as_u64(), value.as_str()) {
        (Some(number), _) => quote! { #number },
        (None, text) => {
            let text = text.unwrap_or_default();
            quote! { #text }
        }
    }
}
