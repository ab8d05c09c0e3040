//! What Rust must know of the contract beside the client: codes, regions, limits, rates, open values.

use std::collections::BTreeSet;

use heck::{AsSnakeCase, AsUpperCamelCase};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::contract::{Contract, Operation, PagingStyle, Schema, last_segment};

/// Rust source of the tables.
pub(crate) fn generate(contract: &Contract) -> Result<String, String> {
    let version = &contract.info.version;
    let timeout = contract.service.timeout_seconds;
    let bytes = contract.service.response_bytes;
    let identifier_bytes = contract.schema("Identifier").max_length;
    let identifier_bytes =
        identifier_bytes.ok_or("components.schemas.Identifier: needs maxLength, the longest identifier")?;
    let secret_parameter = &contract.components.parameters["UserSigInQuery"].name;
    let regions = regions(contract);
    let retry_classes = retry_classes(contract);
    let error_codes = error_codes(contract);
    let open_enums =
        contract.components.schemas.iter().filter(|(_, s)| !s.open_values.is_empty()).map(|(n, s)| open_enum(n, s));
    let operations = operations(contract)?;
    let tokens = quote! {
        /// Version of the OpenAPI document that this crate was built from.
        pub const VERSION: &str = #version;
        /// Time after which the service gives up on a request by itself.
        pub(crate) const SERVICE_TIMEOUT: Duration = Duration::from_secs(#timeout);
        /// Largest answer that the service documents, in bytes.
        pub(crate) const RESPONSE_BYTES: usize = #bytes;
        /// Longest identifier, in bytes of UTF-8.
        pub(crate) const IDENTIFIER_BYTES: usize = #identifier_bytes;
        /// Name of the query parameter that carries the UserSig.
        #[cfg_attr(not(feature = "sandbox"), allow(dead_code))]
        pub(crate) const SECRET_PARAMETER: &str = #secret_parameter;
        #regions
        #retry_classes
        #error_codes
        #(#open_enums)*
        #operations
    };
    let file = syn::parse2(tokens).map_err(|e| format!("the generated tables do not parse: {e}"))?;
    Ok(prettyplease::unparse(&file))
}

fn regions(contract: &Contract) -> TokenStream {
    let servers = &contract.servers;
    let variants: Vec<_> = servers.iter().map(|s| upper_camel(&s.region_id)).collect();
    let docs = servers.iter().map(|s| &s.description);
    let ids = servers.iter().map(|s| &s.region_id);
    let urls = servers.iter().map(|s| &s.url);
    let backups = servers.iter().map(|s| &s.backup_url);
    quote! {
        /// Data centre that an application is bound to; a call to another one is refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Region { #(#[doc = #docs] #variants),* }

        impl Region {
            /// Every region of the contract.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// The stable id, such as `silicon-valley`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { #(Self::#variants => #ids),* }
            }

            /// Base URL of the region's host.
            #[must_use]
            pub const fn base_url(self) -> &'static str {
                match self { #(Self::#variants => #urls),* }
            }

            /// Base URL of the region's second host, for when the first cannot be reached.
            #[must_use]
            pub const fn backup_url(self) -> &'static str {
                match self { #(Self::#variants => #backups),* }
            }
        }

        impl std::fmt::Display for Region {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.id())
            }
        }

        impl std::str::FromStr for Region {
            type Err = Error;

            /// Reads a region's id, such as `silicon-valley`.
            fn from_str(id: &str) -> Result<Self, Error> {
                Self::ALL.iter().copied().find(|region| region.id() == id.trim()).ok_or_else(|| {
                    let ids: Vec<_> = Self::ALL.iter().map(|region| region.id()).collect();
                    Error::refused(format!("{id:?} is not a region; the regions are {}", ids.join(", ")))
                })
            }
        }
    }
}

fn retry_classes(contract: &Contract) -> TokenStream {
    let classes = &contract.retry_classes;
    let variants: Vec<_> = classes.iter().map(|c| upper_camel(&c.id)).collect();
    let docs = classes.iter().map(|c| &c.description);
    let ids = classes.iter().map(|c| &c.id);
    let waits = classes.iter().map(|c| match c.wait_seconds {
        Some(seconds) => quote! { Some(Duration::from_secs(#seconds)) },
        None => quote! { None },
    });
    quote! {
        /// What an error code asks of a client that wants to try again.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum RetryClass { #(#[doc = #docs] #variants),* }

        impl RetryClass {
            /// The name that the contract gives it, such as `sign-again`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { #(Self::#variants => #ids),* }
            }

            /// The wait that the vendor names, if it names one.
            #[must_use]
            pub const fn wait(self) -> Option<Duration> {
                match self { #(Self::#variants => #waits),* }
            }
        }
    }
}

fn error_codes(contract: &Contract) -> TokenStream {
    let consts = contract.error_codes.iter().map(|e| {
        let (name, code) = (Ident::new(&e.name, Span::call_site()), e.code);
        let doc = format!("{}. {}.", e.meaning, e.remedy);
        quote! { #[doc = #doc] pub const #name: Self = Self(#code); }
    });
    let rows = contract.error_codes.iter().map(|e| {
        let (code, name, meaning, remedy) = (e.code, &e.name, &e.meaning, &e.remedy);
        let (family, actor, retry) = (upper_camel(&e.family), upper_camel(&e.actor), upper_camel(&e.retry));
        let note = option(&e.note);
        quote! {
            ErrorCodeInfo {
                code: ErrorCode(#code),
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
    let families = plain_enum(
        "Family",
        "Which part of the service answers an error code.",
        contract.error_codes.iter().map(|e| &*e.family),
    );
    let actors = plain_enum("Actor", "Who must act on an error.", contract.error_codes.iter().map(|e| &*e.actor));
    quote! {
        impl ErrorCode { #(#consts)* }

        /// What the contract says of an error code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct ErrorCodeInfo {
            /// The code.
            pub code: ErrorCode,
            /// Name of its constant on [`ErrorCode`].
            pub name: &'static str,
            /// Which part of the service answers it.
            pub family: Family,
            /// What it means.
            pub meaning: &'static str,
            /// What to do about it.
            pub remedy: &'static str,
            /// Who must do it.
            pub actor: Actor,
            /// How it may be tried again.
            pub retry: RetryClass,
            /// Where the vendor's sources disagree.
            pub note: Option<&'static str>,
        }

        #families
        #actors

        /// The contract's table, ascending by code.
        pub(crate) static ERROR_CODES: &[ErrorCodeInfo] = &[#(#rows),*];
    }
}

/// An enum of the values that a key of the error codes takes.
fn plain_enum<'a>(name: &str, doc: &str, values: impl Iterator<Item = &'a str>) -> TokenStream {
    let values: BTreeSet<_> = values.collect();
    let name = Ident::new(name, Span::call_site());
    let variants: Vec<_> = values.iter().map(|v| upper_camel(v)).collect();
    let docs = values.iter().map(|v| format!("`{v}` in the contract."));
    let values = values.iter();
    quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name { #(#[doc = #docs] #variants),* }

        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(match self { #(Self::#variants => #values),* })
            }
        }
    }
}

fn open_enum(name: &str, schema: &Schema) -> TokenStream {
    let ident = Ident::new(name, Span::call_site());
    let doc = &schema.description;
    let values = &schema.open_values;
    let variants: Vec<_> = values.iter().map(|v| upper_camel(v)).collect();
    let docs = &schema.value_descriptions;
    quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ident {
            #(#[doc = #docs] #variants,)*
            /// A value that the contract does not know, as it came.
            Unknown(String),
        }

        impl #ident {
            /// The value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl From<&str> for #ident {
            /// White space around the value is ignored: two of the vendor's samples have some.
            fn from(value: &str) -> Self {
                match value.trim() {
                    #(#values => Self::#variants,)*
                    _ => Self::Unknown(value.to_owned()),
                }
            }
        }

        impl std::fmt::Display for #ident {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for #ident {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for #ident {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                // Through a visitor, so that a known value costs no allocation.
                struct Visitor;
                impl serde::de::Visitor<'_> for Visitor {
                    type Value = #ident;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a string")
                    }

                    fn visit_str<E>(self, value: &str) -> Result<#ident, E> {
                        Ok(#ident::from(value))
                    }
                }
                deserializer.deserialize_str(Visitor)
            }
        }
    }
}

fn operations(contract: &Contract) -> Result<TokenStream, String> {
    let operations: Vec<_> = contract.operations().map(|(_, operation)| operation).collect();
    let variants: Vec<_> = operations.iter().map(|o| upper_camel(&o.operation_id)).collect();
    let docs = operations.iter().map(|o| &o.summary);
    let infos = contract
        .operations()
        .map(|(path, operation)| info(contract, path, operation))
        .collect::<Result<Vec<_>, _>>()?;
    let requests =
        operations.iter().map(|o| Ok(format_ident!("{}", o.request()?))).collect::<Result<Vec<_>, String>>()?;
    let endpoints = operations.iter().map(|o| endpoint(contract, o)).collect::<Result<Vec<_>, _>>()?;
    Ok(quote! {
        /// An operation of the service.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Operation { #(#[doc = #docs] #variants),* }

        impl Operation {
            /// Every operation of the contract.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// What the contract says of it.
            #[must_use]
            pub const fn info(self) -> &'static OperationInfo {
                match self {
                    #(Self::#variants => {
                        const INFO: &OperationInfo = &#infos;
                        INFO
                    })*
                }
            }
        }

        /// What the contract says of an operation.
        #[derive(Debug)]
        #[non_exhaustive]
        pub struct OperationInfo {
            /// The vendor's name of the command.
            pub id: &'static str,
            /// Path on every host.
            pub path: &'static str,
            /// One phrase.
            pub summary: &'static str,
            /// The vendor's page.
            pub documentation: &'static str,
            /// Most calls in one [`period`](Self::period), for each application.
            pub calls: u32,
            /// The period that [`calls`](Self::calls) counts in.
            pub period: Duration,
            /// Most members on a page.
            pub max_page_size: u32,
            /// Group types served, by the reading of the sources that the contract follows.
            pub group_types: &'static [&'static str],
            /// Codes on the operation's own page.
            pub documented_error_codes: &'static [ErrorCode],
            /// Codes of the group service that the vendor's common tables add.
            pub possible_error_codes: &'static [ErrorCode],
        }

        /// Reads the list of an operation as JSON, through the operation's own types.
        #[cfg(feature = "cli")]
        pub(crate) fn json_pages(operation: Operation, list: &JsonListRequest) -> Result<Pages<serde_json::Value>, Error> {
            match operation { #(Operation::#variants => list.read::<types::#requests>(),)* }
        }

        #(#endpoints)*
    })
}

fn info(contract: &Contract, path: &str, operation: &Operation) -> Result<TokenStream, String> {
    let (id, summary, docs) = (&operation.operation_id, &operation.summary, &operation.external_docs.url);
    let (calls, seconds) = (operation.call_rate.calls, operation.call_rate.seconds);
    let size = &contract.schema(operation.request()?).properties[&operation.pagination.size];
    let page = u32::try_from(size.maximum.unwrap_or_default()).map_err(|e| format!("{id}: largest page: {e}"))?;
    let served = &operation.group_types.first().ok_or(format!("{id}: x-group-types is empty"))?.served;
    let documented = &operation.error_codes.documented;
    let possible = &operation.error_codes.possible;
    Ok(quote! {
        OperationInfo {
            id: #id,
            path: #path,
            summary: #summary,
            documentation: #docs,
            calls: #calls,
            period: Duration::from_secs(#seconds),
            max_page_size: #page,
            group_types: &[#(#served),*],
            documented_error_codes: &[#(ErrorCode(#documented)),*],
            possible_error_codes: &[#(ErrorCode(#possible)),*],
        }
    })
}

/// How the one reading loop calls and pages an operation.
fn endpoint(contract: &Contract, operation: &Operation) -> Result<TokenStream, String> {
    let paging = &operation.pagination;
    let marker = upper_camel(&operation.operation_id);
    let method = Ident::new(&operation.operation_id, Span::call_site());
    let (request, response) = (operation.request()?, operation.response()?);
    let items = &contract.schema(response).properties[&paging.items];
    let item = items.items.as_ref().and_then(|i| i.reference.as_deref()).map(last_segment);
    let item =
        format_ident!("{}", item.ok_or(format!("{response}.{}: must be an array of a named schema", paging.items))?);
    let style = match paging.style {
        PagingStyle::Offset => quote! { Position::Offset },
        PagingStyle::Cursor => quote! { Position::Cursor },
    };
    let literal = |value: &serde_json::Value| match (value.as_u64(), value.as_str()) {
        (Some(number), _) => quote! { #number },
        (None, text) => {
            let text = text.unwrap_or_default();
            quote! { #text.to_owned() }
        }
    };
    let (first, end) = (literal(&paging.first), literal(&paging.end));
    let fill = |name: &str, value: TokenStream| {
        let field = snake(name);
        match contract.schema(request).required.iter().any(|r| r == name) {
            true => quote! { request.#field = #value; },
            false => quote! { request.#field = Some(#value); },
        }
    };
    let (fill_position, fill_size) = (fill(&paging.position, quote! { position }), fill(&paging.size, quote! { size }));
    let total = match &paging.total {
        Some(total) => snake(total).into_token_stream(),
        None => quote! { None },
    };
    let (next_field, items_field) = (snake(&paging.next), snake(&paging.items));
    let total_field = paging.total.as_ref().map(|t| snake(t)).into_iter();
    let refusals = refusals(contract.schema(request));
    let (request, response) = (format_ident!("{request}"), format_ident!("{response}"));
    Ok(quote! {
        impl Endpoint for types::#request {
            const OPERATION: Operation = Operation::#marker;
            type Response = types::#response;
            type Item = types::#item;

            fn first() -> Position { #style(#first) }

            fn refusal(&self) -> Option<String> {
                #(#refusals)*
                None
            }

            fn turn_to(&mut self, position: Position, size: u32) {
                let request = self;
                if let #style(position) = position {
                    #fill_position
                }
                #fill_size
            }

            fn call<'a>(
                &'a self,
                client: &'a Client,
                sdk_app_id: SdkAppId,
                identifier: &'a str,
                user_sig: &'a UserSig,
            ) -> impl Future<Output = Result<ResponseValue<Self::Response>, CallError>> + Send + 'a {
                client.#method(
                    types::ContentType::Json,
                    identifier,
                    fastrand::u32(..),
                    sdk_app_id.get(),
                    user_sig.expose(),
                    self,
                )
            }

            fn open(response: Self::Response) -> Envelope<Self::Item> {
                let types::#response {
                    action_status,
                    error_code,
                    error_info,
                    #items_field: members,
                    #next_field: next,
                    #(#total_field,)*
                    unknown,
                } = response;
                let next = next.filter(|next| *next != #end).map(#style);
                Envelope {
                    action_status,
                    error_code,
                    error_info: error_info.unwrap_or_default(),
                    page: Page { members, next, total: #total, unknown },
                }
            }
        }
    })
}

/// Texts that must not be empty, alone or in a list.
fn refusals(request: &Schema) -> impl Iterator<Item = TokenStream> {
    let not_empty = |schema: &Schema| schema.min_length.is_some_and(|least| least > 0);
    request.properties.iter().filter_map(move |(name, property)| {
        let field = snake(name);
        let (condition, described) = match &property.items {
            Some(items) if not_empty(items) => {
                (quote! { self.#field.iter().any(String::is_empty) }, &items.description)
            }
            None if not_empty(property) => (quote! { self.#field.is_empty() }, &property.description),
            _ => return None,
        };
        let wanted = described.split('.').next().unwrap_or_default();
        let why = format!("{name} is empty; it must be: {wanted}");
        Some(quote! {
            if #condition {
                return Some(#why.to_owned());
            }
        })
    })
}

fn upper_camel(name: &str) -> Ident {
    format_ident!("{}", AsUpperCamelCase(name).to_string())
}

fn snake(name: &str) -> Ident {
    format_ident!("{}", AsSnakeCase(name).to_string())
}

fn option(value: &Option<String>) -> TokenStream {
    match value {
        Some(value) => quote! { Some(#value) },
        None => quote! { None },
    }
}
