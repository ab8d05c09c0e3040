//! A request built as generated code does it, and as it could.

use std::hint::black_box;

use reqwest::Client;
use reqwest::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Way {
    /// As progenitor 0.15 writes it: one `.query()` for each parameter, and the header `api-version`
    Generated,
    /// The same without the header
    NoVersion,
    /// One `.query()` for all parameters, without the header
    OneQuery,
}

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[arg(long)]
    way: Way,
    #[arg(long)]
    times: usize,
}

/// Builds the request many times; nothing is sent.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let http = Client::new();
    let user_sig = "x".repeat(200);
    for _ in 0..arguments.times {
        let url = format!("{}/v4/group_open_http_svc/get_group_ban_member", black_box("http://127.0.0.1:8080"));
        let request = http.post(url).header(ACCEPT, HeaderValue::from_static("application/json")).json("body");
        let request = if arguments.way == Way::OneQuery {
            request.query(&(
                ("contenttype", "json"),
                ("identifier", "administrator"),
                ("random", 12_345_678),
                ("sdkappid", 1_400_000_000),
                ("usersig", &*user_sig),
            ))
        } else {
            request
                .query(&[("contenttype", "json")])
                .query(&[("identifier", "administrator")])
                .query(&[("random", 12_345_678)])
                .query(&[("sdkappid", 1_400_000_000)])
                .query(&[("usersig", &*user_sig)])
        };
        let request = if arguments.way == Way::Generated {
            let mut headers = HeaderMap::with_capacity(1);
            headers.append(HeaderName::from_static("api-version"), HeaderValue::from_static("1.0.0"));
            request.headers(headers)
        } else {
            request
        };
        black_box(request.build()?);
    }
    Ok(())
}
