//! A local stand-in for the service, which behaves as the vendor's documentation describes, for tests and trials.
//!
//! It listens on a free port of 127.0.0.1, serves both operations as the contract describes them,
//! checks UserSigs, arguments, limits and rates, and injects faults on demand.
//! What the vendor's pages leave open is a switch: see [`Behaviour`].
//! `docs/sandbox.md` has more, also for users of other languages.
//!
//! ```
//! use tencent_chat::sandbox::{Fault, FaultKind, Sandbox};
//! use tencent_chat::{ErrorCode, Operation, UnixTime};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! // One line: the groups of the vendor's samples are there.
//! let sandbox = Sandbox::start().await?;
//! assert!(sandbox.base_url().starts_with("http://127.0.0.1:"));
//!
//! // Its state can be changed while it runs,
//! sandbox.edit(|data| {
//!     let room = data.groups.get_mut("@TGS#aJRGC4MH6").unwrap();
//!     room.ban("mallory", UnixTime::from_secs(4_000_000_000));
//!     data.faults = vec![Fault::new(FaultKind::ErrorCode(ErrorCode::GROUP_SERVICE_INTERNAL)).calls(..=2)];
//! });
//!
//! // and it counts the requests.
//! assert_eq!(sandbox.statistics(Operation::GetGroupBanMember).requests, 0);
//! # Ok::<(), tencent_chat::sandbox::SandboxError>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A sandbox stops when it is dropped.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::oneshot;

use crate::auth::{SecretKey, UserSig, usersig};
use crate::client::{Client, ClientBuilder};
use crate::contract::Operation;
use crate::sdk_app_id::SdkAppId;
use crate::unix_time::UnixTime;

mod admin;
mod answer;
mod behaviour;
mod body;
mod checks;
mod churn;
mod contract;
mod data;
mod demo;
mod error;
mod faults;
mod group;
mod http;
mod lists;
mod machine;
mod object;
mod paging;
mod reply;
mod roll;
#[cfg(feature = "schema")]
mod schema;
mod server;
mod state;
mod stats;
mod window;
mod wire;

pub use behaviour::{
    Behaviour, BrokenJson, CustomData, EditionTooLow, EmptyList, EndedBans, LastPage, OverLimit, Rate, readings,
};
pub use checks::answered_codes;
pub use churn::{Change, Churn, Churned};
pub use contract::Reading;
pub use data::{Application, Data};
pub use error::SandboxError;
pub use faults::{Fault, FaultKind};
pub use group::Group;
#[doc(hidden)]
pub use machine::Machine;
#[doc(hidden)]
pub use reply::Reply;
#[cfg(feature = "schema")]
#[doc(hidden)]
pub use schema::data_schema;
pub use stats::{SeenRequest, Statistics};

use server::{Listener, Shared};
use state::State;

/// A running sandbox. It stops when it is dropped.
pub struct Sandbox {
    address: SocketAddr,
    admin: Option<SocketAddr>,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Builds a [`Sandbox`]. Everything has a default.
pub struct SandboxBuilder {
    data: Data,
    listen: SocketAddr,
    admin: Option<SocketAddr>,
    on_request: Option<Listener>,
}

impl Sandbox {
    /// Starts a sandbox with [demo data](Data::demo) on a free port of 127.0.0.1.
    ///
    /// It runs on a thread of its own, so it responds even while the caller's runtime is blocked.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use tencent_chat::sandbox::Sandbox;
    ///
    /// let sandbox = Sandbox::start().await?;
    /// let client = sandbox.client().build()?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// When the port cannot be opened or the thread cannot be started.
    pub async fn start() -> Result<Self, SandboxError> {
        Self::builder().start().await
    }

    /// Returns a builder for a sandbox.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use tencent_chat::sandbox::{Data, Group, Sandbox};
    ///
    /// let data = Data::default().group("@TGS#aEMPTY", Group::new("AVChatRoom"));
    /// let sandbox = Sandbox::builder().data(data).start().await?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder {
            data: Data::demo(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            admin: None,
            on_request: None,
        }
    }

    /// Returns a builder for a client of this sandbox, with its first administrator.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// let client = sandbox.client().build()?;
    /// assert_eq!(client.banned_members("@TGS#aJRGC4MH6").send().await?.members.len(), 2);
    /// # Ok(()) }
    /// ```
    pub fn client(&self) -> ClientBuilder {
        Client::builder(self.sdk_app_id(), self.identifier(), self.secret_key()).base_url(self.base_url())
    }

    /// Returns its URL, which a client takes as base URL.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # use tencent_chat::Client;
    /// let client = Client::builder(sandbox.sdk_app_id(), sandbox.identifier(), sandbox.secret_key())
    ///     .base_url(sandbox.base_url())
    ///     .build()?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", reachable(self.address))
    }

    /// Returns the URL of its admin port, or `None` if it has none.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use tencent_chat::sandbox::Sandbox;
    ///
    /// let sandbox = Sandbox::builder().admin("127.0.0.1:0".parse()?).start().await?;
    /// println!("change it at {}/data", sandbox.admin_url().expect("it has an admin port"));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn admin_url(&self) -> Option<String> {
        self.admin.map(|address| format!("http://{}", reachable(address)))
    }

    /// Returns whether only this machine can reach it. It knows no secrets, but anybody who can reach it can use it.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// assert!(sandbox.is_loopback());
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let admin = self.admin.is_none_or(|address| address.ip().is_loopback());
        self.address.ip().is_loopback() && admin
    }

    /// Returns the application that it serves.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// assert_eq!(sandbox.sdk_app_id(), sandbox.client().build()?.sdk_app_id());
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn sdk_app_id(&self) -> SdkAppId {
        self.shared.state().data().application.sdk_app_id
    }

    /// Returns an account that may call, or `administrator` if there is none.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// assert_eq!(sandbox.identifier(), "administrator");
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn identifier(&self) -> String {
        let first = self.shared.state().data().application.administrators.first().cloned();
        first.unwrap_or_else(|| "administrator".to_owned())
    }

    /// Returns the secret key of the application.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// // It is no secret, so a test may pass it on to a program in another language.
    /// println!("TENCENT_CHAT_SECRET_KEY={}", sandbox.secret_key().expose());
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn secret_key(&self) -> SecretKey {
        self.shared.state().data().application.secret_key.clone()
    }

    /// Returns a UserSig for its [`identifier`](Self::identifier), valid for a day by its clock.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # use tencent_chat::Client;
    /// // A client that holds no key.
    /// let client = Client::builder(sandbox.sdk_app_id(), sandbox.identifier(), sandbox.user_sig())
    ///     .base_url(sandbox.base_url())
    ///     .build()?;
    /// client.banned_members("@TGS#aJRGC4MH6").send().await?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn user_sig(&self) -> UserSig {
        let day = Duration::from_secs(86_400);
        let now = self.now();
        let signed = usersig::sign(&self.secret_key(), self.sdk_app_id(), &self.identifier(), now, day);
        signed.expect("the data's administrators have names that can be signed")
    }

    /// Returns the time of its clock.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// use std::time::Duration;
    ///
    /// let tomorrow = sandbox.now().after(Duration::from_secs(86_400));
    /// sandbox.set_clock(tomorrow);
    /// assert!(sandbox.now() >= tomorrow);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn now(&self) -> UnixTime {
        self.shared.state().clock(SystemTime::now(), 0).into()
    }

    /// Sets its clock, which continues from there.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use std::time::Duration;
    /// use tencent_chat::{ErrorCode, RetryPolicy};
    ///
    /// // By the sandbox's clock, what the client signs expired yesterday.
    /// sandbox.set_clock(sandbox.now().after(Duration::from_secs(2 * 86_400)));
    /// let list = client.banned_members("@TGS#aJRGC4MH6").retry(RetryPolicy::never());
    /// assert_eq!(list.send().await.unwrap_err().code(), Some(ErrorCode::USERSIG_EXPIRED));
    /// # Ok(()) }
    /// ```
    pub fn set_clock(&self, now: UnixTime) {
        let machine = UnixTime::from(SystemTime::now());
        self.edit(|data| data.clock_offset_seconds = now.as_secs().saturating_sub(machine.as_secs()));
    }

    /// Changes its data. No request is served meanwhile.
    ///
    /// If any fault or the seed changes, all faults count their calls from 1 again, even the ones that stay the same.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// sandbox.edit(|data| data.groups.clear());
    /// assert!(client.banned_members("@TGS#aJRGC4MH6").send().await.is_err());
    /// # Ok(()) }
    /// ```
    ///
    /// # Panics
    ///
    /// If `edit` calls this sandbox. Call [`now`](Self::now) and the like before.
    pub fn edit<T>(&self, edit: impl FnOnce(&mut Data) -> T) -> T {
        self.shared.edit(edit)
    }

    /// Returns a copy of its data.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// assert!(sandbox.data().groups.contains_key("@TGS#aJRGC4MH6"));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn data(&self) -> Data {
        Data::clone(&self.shared.state().data())
    }

    /// Returns the requests it has received, oldest first. The last 10,000 are kept.
    ///
    /// Requests that are refused before they are read whole, such as those with status 413, are not among them.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// client.banned_members("@TGS#aJRGC4MH6").page_size(20).send().await?;
    /// let body = sandbox.requests()[0].body.clone().expect("it is short");
    /// assert!(body.contains("\"Limit\":20"));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.shared.state().book.requests()
    }

    /// Returns how often an operation was called, or the whole sandbox for `None`.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use tencent_chat::Operation;
    ///
    /// client.banned_members("@TGS#aJRGC4MH6").send().await?;
    /// assert_eq!(sandbox.statistics(Operation::GetGroupBanMember).requests, 1);
    /// assert_eq!(sandbox.statistics(None).peak_per_second, 1);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn statistics(&self, operation: impl Into<Option<Operation>>) -> Statistics {
        self.shared.state().statistics(operation.into(), Instant::now())
    }

    /// Returns who has joined and left by [`Churn`], oldest first. With the earlier data, it tells what a read should
    /// find.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use tencent_chat::sandbox::Churn;
    ///
    /// sandbox.edit(|data| data.churn = Churn::new(1, 0));
    /// client.banned_members("@TGS#aMANY").send().await?;
    /// for change in sandbox.churned() {
    ///     println!("{} of {}: {:?}", change.account, change.group, change.change);
    /// }
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn churned(&self) -> Vec<Churned> {
        self.shared.state().churned()
    }

    /// Clears the requests, the statistics and who has joined and left.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// client.banned_members("@TGS#aJRGC4MH6").send().await?;
    /// sandbox.forget_requests();
    /// assert_eq!(sandbox.statistics(None).requests, 0);
    /// # Ok(()) }
    /// ```
    pub fn forget_requests(&self) {
        self.shared.state().forget_requests();
    }

    /// Closes the port for a while, and returns when it is closed. New connections are refused; open ones are kept.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// # let client = sandbox.client().build()?;
    /// use std::time::Duration;
    /// use tencent_chat::RetryPolicy;
    ///
    /// sandbox.refuse_connections(Duration::from_secs(60));
    /// let list = client.banned_members("@TGS#aJRGC4MH6").retry(RetryPolicy::never());
    /// assert!(list.send().await.unwrap_err().is_connect());
    /// # Ok(()) }
    /// ```
    pub fn refuse_connections(&self, time: Duration) {
        let closed = self.shared.refuse(time);
        // Its own thread cannot wait for itself.
        if !self.is_this_thread() {
            let _ = closed.recv();
        }
    }

    /// Stops it. Open requests may finish, for at most 5 s.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = tencent_chat::sandbox::Sandbox::start().await?;
    /// sandbox.stop().await;
    /// # Ok(()) }
    /// ```
    pub async fn stop(mut self) {
        if let (Some(stop), Some(thread)) = (self.stop.take(), self.thread.take()) {
            // It fails only if the thread has ended already.
            let _ = stop.send(());
            while !thread.is_finished() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
    }

    /// Whether this is the sandbox's own thread, which runs a listener; that may own the sandbox.
    fn is_this_thread(&self) -> bool {
        self.thread.as_ref().is_some_and(|thread| thread.thread().id() == std::thread::current().id())
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        drop(self.stop.take());
        if !self.is_this_thread()
            && let Some(thread) = self.thread.take()
        {
            let _ = thread.join();
        }
    }
}

impl SandboxBuilder {
    /// Sets the data. Default: [`Data::demo`].
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use tencent_chat::sandbox::{Data, Group, Sandbox};
    ///
    /// let data = Data::default().group("@TGS#aEMPTY", Group::new("AVChatRoom"));
    /// let sandbox = Sandbox::builder().data(data).start().await?;
    /// assert_eq!(sandbox.data().groups.len(), 1);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn data(mut self, data: Data) -> Self {
        self.data = data;
        self
    }

    /// Sets the address to listen on. Default: a free port of 127.0.0.1.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use tencent_chat::sandbox::Sandbox;
    ///
    /// let sandbox = Sandbox::builder().listen("127.0.0.1:0".parse()?).start().await?;
    /// assert!(sandbox.base_url().starts_with("http://127.0.0.1:"));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.listen = address;
        self
    }

    /// Opens an admin port at this address. Anybody who can reach it can change everything. Default: none.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use tencent_chat::sandbox::Sandbox;
    ///
    /// let sandbox = Sandbox::builder().admin("127.0.0.1:0".parse()?).start().await?;
    /// assert!(sandbox.admin_url().is_some());
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn admin(mut self, address: SocketAddr) -> Self {
        self.admin = Some(address);
        self
    }

    /// Registers a callback for every request. It runs on the sandbox's thread; the request contains no secret.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use tencent_chat::sandbox::Sandbox;
    ///
    /// let sandbox = Sandbox::builder().on_request(|request| println!("{request}")).start().await?;
    /// sandbox.client().build()?.banned_members("@TGS#aJRGC4MH6").send().await?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn on_request(mut self, listener: impl Fn(&SeenRequest) + Send + Sync + 'static) -> Self {
        self.on_request = Some(Box::new(listener));
        self
    }

    /// Starts the sandbox.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use tencent_chat::sandbox::Sandbox;
    ///
    /// let sandbox = Sandbox::builder().start().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// When a port cannot be opened or the thread cannot be started.
    pub async fn start(self) -> Result<Sandbox, SandboxError> {
        let bind = |address: SocketAddr| {
            TcpListener::bind(address).and_then(|l| Ok((l.local_addr()?, l))).map_err(|e| {
                let what = format!("the sandbox cannot listen on {address}; choose another address");
                SandboxError::with_source(what, e)
            })
        };
        let (address, listener) = bind(self.listen)?;
        let (admin, admin_listener) = self.admin.map(bind).transpose()?.unzip();
        let running = server::start(State::new(self.data, Instant::now()), self.on_request, listener, admin_listener)
            .map_err(|e| SandboxError::with_source("the sandbox cannot start".into(), e))?;
        Ok(Sandbox { address, admin, shared: running.shared, stop: Some(running.stop), thread: Some(running.thread) })
    }
}

/// The address at which this machine reaches what listens there: on an unspecified one, such as 0.0.0.0, nobody calls.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("address", &self.address).finish_non_exhaustive()
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder").field("listen", &self.listen).finish_non_exhaustive()
    }
}
