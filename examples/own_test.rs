//! How to test your own program against the sandbox: the program above, its tests below.
//!
//! `cargo run --example own_test --features sandbox` runs the program against a sandbox,
//! `cargo test --example own_test --features sandbox` runs the tests.

use std::error::Error;
use std::io::Write;

use tencent_chat::sandbox::Sandbox;
use tencent_chat::{Client, ErrorCode, UnixTime};

/// The program: who is still banned in a room, one line each.
async fn report(client: &Client, room: &str, now: UnixTime) -> Result<String, tencent_chat::Error> {
    let mut report = String::new();
    let mut members = client.banned_members(room).members();
    while let Some(member) = members.next().await {
        let member = match member {
            Ok(member) => member,
            // A room that is gone has nobody banned.
            Err(error) if error.code() == Some(ErrorCode::GROUP_NOT_FOUND) => break,
            Err(error) => return Err(error),
        };
        if let Some(until) = member.banned_until
            && until > now
        {
            report.push_str(&format!("{} until {until}\n", member.member_account));
        }
    }
    Ok(report)
}

/// A client for a sandbox instead of the service; the program does not notice.
fn client(sandbox: &Sandbox) -> Result<Client, tencent_chat::Error> {
    Client::builder(sandbox.sdk_app_id(), sandbox.identifier(), sandbox.secret_key())
        .base_url(sandbox.base_url())
        .build()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let report = report(&client(&sandbox)?, "@TGS#aJRGC4MH6", sandbox.now()).await?;
    write!(std::io::stdout(), "{report}")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use tencent_chat::Operation;
    use tencent_chat::sandbox::{Data, Fault, FaultKind, Group};

    use super::*;

    const NOW: UnixTime = UnixTime::from_secs(1_800_000_000);

    async fn sandbox() -> Sandbox {
        let room = Group::new("AVChatRoom")
            .banned("mallory", UnixTime::from_secs(1_900_000_000))
            .banned("trudy", UnixTime::from_secs(1_700_000_000));
        Sandbox::builder().data(Data::default().group("@TGS#aLIVE", room)).start().await.unwrap()
    }

    #[tokio::test]
    async fn bans_that_have_ended_are_left_out() {
        let sandbox = sandbox().await;
        let report = report(&client(&sandbox).unwrap(), "@TGS#aLIVE", NOW).await.unwrap();
        assert_eq!(report, "mallory until 2030-03-17T17:46:40Z\n");
    }

    #[tokio::test]
    async fn a_room_that_is_gone_has_nobody_banned() {
        let sandbox = sandbox().await;
        sandbox.edit(|data| data.groups.clear());
        let report = report(&client(&sandbox).unwrap(), "@TGS#aLIVE", NOW).await.unwrap();
        assert_eq!(report, "");
    }

    #[tokio::test]
    async fn a_service_that_stumbles_once_is_asked_again() {
        let sandbox = sandbox().await;
        let stumble = Fault::new(FaultKind::ErrorCode(ErrorCode::GROUP_SERVICE_INTERNAL)).calls(..=1);
        sandbox.edit(|data| data.faults.push(stumble));
        let report = report(&client(&sandbox).unwrap(), "@TGS#aLIVE", NOW).await.unwrap();
        assert!(report.starts_with("mallory"));
        // Once refused, once answered, and the empty page that ends the list.
        assert_eq!(sandbox.statistics(Operation::GetGroupBanMember).requests, 3);
    }
}
