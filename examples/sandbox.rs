//! Runs a sandbox until Ctrl-C, for users of other languages and for measuring:
//! `cargo run --release --example sandbox --features sandbox -- [LISTEN [ADMIN [DATA_FILE]]] [--unlimited]`.
//!
//! The command `tencent-chat sandbox` does the same with better manners.

use std::error::Error;
use std::io::Write;

use tencent_chat::sandbox::{Data, Rate, Sandbox};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let (flags, places): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let mut builder = Sandbox::builder();
    if let Some(address) = places.first() {
        builder = builder.listen(address.parse()?);
    }
    if let Some(address) = places.get(1) {
        builder = builder.admin(address.parse()?);
    }
    let mut data = match places.get(2) {
        Some(file) => Data::read(file)?,
        None => Data::demo(),
    };
    if flags.iter().any(|flag| flag == "--unlimited") {
        data.behaviour.rate = Rate::Unlimited;
    }
    let sandbox = builder.data(data).start().await?;

    // One JSON object, for whoever starts this as a process. The UserSig opens nothing but this sandbox.
    let told = serde_json::json!({
        "base_url": sandbox.base_url(),
        "admin_url": sandbox.admin_url(),
        "sdk_app_id": sandbox.sdk_app_id().get(),
        "identifier": sandbox.identifier(),
        "secret_key": sandbox.secret_key().expose(),
        "user_sig": sandbox.user_sig().expose(),
    });
    writeln!(std::io::stdout(), "{told}")?;
    tokio::signal::ctrl_c().await?;
    sandbox.stop().await;
    Ok(())
}
