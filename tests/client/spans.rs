//! The spans of a call, under the names that OpenTelemetry gives to those of HTTP clients.

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tracing::Subscriber;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use crate::support::{Reply, Stub, hasty};

/// A span with all that was recorded of it.
#[derive(Debug, Clone, Default)]
struct Seen {
    name: &'static str,
    parent: Option<Id>,
    fields: HashMap<&'static str, String>,
}

impl Visit for Seen {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.insert(field.name(), format!("{value:?}").trim_matches('"').to_owned());
    }
}

/// Keeps the spans of this crate, in the order in which they began.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<(Id, Seen)>>>);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, span: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if span.metadata().target().starts_with("tencent_chat") {
            let parent = context.span(id).and_then(|span| Some(span.parent()?.id()));
            let mut seen = Seen { name: span.metadata().name(), parent, ..Seen::default() };
            span.record(&mut seen);
            self.0.lock().expect("not poisoned").push((id.clone(), seen));
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut spans = self.0.lock().expect("not poisoned");
        // IDs are used again: the latest is meant.
        if let Some((_, seen)) = spans.iter_mut().rfind(|(known, _)| known == id) {
            values.record(seen);
        }
    }
}

#[tokio::test]
async fn a_call_has_one_span_and_each_attempt_one_with_the_names_of_opentelemetry() {
    let spans = Spans::default();
    let _guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(spans.clone()));
    let refused = json!({"ActionStatus": "FAIL", "ErrorCode": 60008});
    let busy = Reply::Raw("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".into());
    let ok = json!({"ActionStatus": "OK", "ErrorCode": 0});
    let stub = Stub::sequence(vec![busy, Reply::Close, Reply::Json(refused), Reply::Json(ok)]).await;
    let client = stub.builder().retry(hasty()).build().expect("a client");
    client.banned_members("@TGS#a").send().await.expect("a page");

    let seen: Vec<_> = spans.0.lock().expect("not poisoned").iter().map(|(_, seen)| seen.clone()).collect();
    let names: Vec<_> = seen.iter().map(|span| span.name).collect();
    assert_eq!(names, ["call", "attempt", "attempt", "attempt", "attempt"]);
    assert_eq!(seen[0].fields["operation"], "get_group_ban_member");
    let expected = [
        (None, Some("503"), Some("HTTP status 503")),
        (Some("1"), None, Some("the response was lost")),
        (Some("2"), Some("200"), Some("the service answered 60008 (SERVICE_TIMEOUT)")),
        (Some("3"), Some("200"), None),
    ];
    let port = stub.url.rsplit_once(':').expect("a port").1;
    for (span, (resent, status, failure)) in seen[1..].iter().zip(expected) {
        let field = |name| span.fields.get(name).map(String::as_str);
        assert_eq!(field("otel.kind"), Some("client"));
        assert_eq!(field("http.request.method"), Some("POST"));
        assert_eq!(field("server.address"), Some("127.0.0.1"));
        assert_eq!(field("server.port"), Some(port));
        assert_eq!(field("http.request.resend_count"), resent);
        assert_eq!(field("http.response.status_code"), status);
        assert_eq!(field("error.type"), failure);
    }
    let said = format!("{seen:?}");
    let signed = stub.asked()[0].parameter("usersig").expect("signed").to_owned();
    assert!(!said.contains(&signed) && !said.contains("usersig="), "{said}");
}

#[tokio::test]
async fn pages_fetched_ahead_belong_to_the_span_that_reads_the_list() {
    let spans = Spans::default();
    let _guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(spans.clone()));
    let page = |next| json!({"ActionStatus": "OK", "ErrorCode": 0, "NextOffset": next, "BannedAccountList": [{"Member_Account": "a"}]});
    let stub = Stub::sequence(vec![Reply::Json(page(1)), Reply::Json(page(2)), Reply::Json(page(0))]).await;
    let mine = tracing::info_span!("audit");
    let read = stub.client().banned_members("@TGS#a").page_size(1).members().try_collect::<Vec<_>>();
    assert_eq!(tracing::Instrument::instrument(read, mine.clone()).await.expect("a list").len(), 3);
    let seen = spans.0.lock().expect("not poisoned");
    let calls: Vec<_> = seen.iter().filter(|(_, span)| span.name == "call").collect();
    assert_eq!(calls.len(), 3);
    assert!(calls.iter().all(|(_, span)| span.parent == mine.id()), "{calls:?}");
}
