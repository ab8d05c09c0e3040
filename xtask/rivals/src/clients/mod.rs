//! The clients, each of which can ask for one page.

mod bare;
mod bodies;
mod hyper;
mod ours;
mod peer;
mod raw;

use std::str::FromStr;

use anyhow::{Context, bail};
use futures_util::future::BoxFuture;

pub use bare::Bare;
pub use ours::client as ours_client;

pub const SDK_APP_ID: u32 = 1_400_000_000;
pub const IDENTIFIER: &str = "administrator";
pub const KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Client {
    /// Ours, everything on, with a rate limiter that never has to wait
    Ours,
    /// Ours without a rate limiter
    OursUnlimited,
    /// reqwest and serde_json with hand-written structs
    Bare,
    /// tencent_im_rs
    Peer,
    /// hyper-util's pooled client, decoded like `bare`
    Hyper,
    /// A socket and serde_json: the floor
    Raw,
}

/// One page of one of the lists.
#[derive(Debug, Clone)]
pub struct Page {
    pub bans: bool,
    pub members: usize,
    /// The group that the responder answers it for.
    pub group: String,
}

impl FromStr for Page {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let (list, count) = text.split_once(':').context("give bans:COUNT or members:COUNT")?;
        if !matches!(list, "bans" | "members") {
            bail!("{list:?} is neither bans nor members");
        }
        Ok(Self { bans: list == "bans", members: count.parse()?, group: text.to_owned() })
    }
}

/// A client that is ready to make the call.
pub trait Caller {
    /// Makes the call and returns the number of members on the page.
    fn call(&self) -> BoxFuture<'_, anyhow::Result<usize>>;
}

impl Client {
    /// Sets the client up. `certificate` is trusted where it is given.
    pub async fn start(self, url: &str, page: &Page, certificate: Option<&[u8]>) -> anyhow::Result<Box<dyn Caller>> {
        Ok(match self {
            Self::Ours => Box::new(ours::Ours::new(url, page, certificate, true)?),
            Self::OursUnlimited => Box::new(ours::Ours::new(url, page, certificate, false)?),
            Self::Bare => Box::new(bare::Bare::new(url, page, certificate)?),
            Self::Peer => Box::new(peer::Peer::new(url, page)?),
            Self::Hyper => Box::new(hyper::Hyper::new(url, page)),
            Self::Raw => Box::new(raw::Raw::new(url, page).await?),
        })
    }
}

/// Path and query of a call; the UserSig is signed once.
fn path_and_query(bans: bool) -> String {
    use tencent_chat::{SdkAppId, SecretKey, UnixTime, usersig};
    let day = std::time::Duration::from_secs(86_400);
    let sdk_app_id = SdkAppId::new(SDK_APP_ID).expect("not 0");
    let now = UnixTime::from(std::time::SystemTime::now());
    let user_sig = usersig::sign(&SecretKey::new(KEY), sdk_app_id, IDENTIFIER, now, day).expect("a plain name");
    let command = if bans {
        "v4/group_open_http_svc/get_group_ban_member"
    } else {
        "v4/group_open_http_svc/get_permission_group_member_list"
    };
    format!("/{command}?sdkappid={SDK_APP_ID}&identifier={IDENTIFIER}&usersig={}&contenttype=json", user_sig.expose())
}
