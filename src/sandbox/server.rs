//! The thread that a sandbox runs on: connections in, and a stop.

use std::net::{SocketAddr, TcpListener as StdListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{JoinHandle, ThreadId};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioTimer;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::time::Instant;

use super::data::Data;
use super::state::State;
use super::stats::SeenRequest;
use super::wire::{Control, Wire};
use super::{admin, http};
use crate::lock::lock;

/// Told of every request, on the sandbox's own thread.
pub(super) type Listener = Box<dyn Fn(&SeenRequest) + Send + Sync>;

/// What all connections share.
pub(super) struct Shared {
    state: Mutex<State>,
    /// The thread that holds the state for a user's edit.
    editor: Mutex<Option<ThreadId>>,
    on_request: Option<Listener>,
    refusals: mpsc::UnboundedSender<Refusal>,
}

/// How long the port is to be closed, and who is told when it is.
type Refusal = (Duration, std::sync::mpsc::Sender<()>);

/// A running thread. Dropping `stop` stops it at once, sending lets open requests finish.
pub(super) struct Running {
    pub(super) shared: Arc<Shared>,
    pub(super) stop: oneshot::Sender<()>,
    pub(super) thread: JoinHandle<()>,
}

/// Most connections at a time; more wait.
const CONNECTIONS: usize = 4096;
/// How long a request's head may take, and how long a connection may idle.
const HEAD_TIME: Duration = Duration::from_secs(30);
/// Most bytes of a request's head.
const HEAD_BYTES: usize = 64 * 1024;
/// How long open requests may take after a stop.
const FAREWELL: Duration = Duration::from_secs(5);
/// How many connections may wait to be accepted.
const BACKLOG: u32 = 1024;
/// How long the port stays closed at most: as good as for ever, and no clock overflows.
const LONGEST: Duration = Duration::from_secs(86_400 * 365);
/// Pause after an error of the listener, such as too many open files.
const PAUSE: Duration = Duration::from_millis(10);

impl Shared {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        // A panic in a user's edit leaves the data as they made it.
        match self.state.try_lock() {
            Ok(state) => state,
            Err(TryLockError::Poisoned(state)) => state.into_inner(),
            Err(TryLockError::WouldBlock) => {
                let editor = *lock(&self.editor);
                // It would wait for itself, and everybody for it.
                assert!(editor != Some(std::thread::current().id()), "the sandbox was called inside `edit`");
                self.state.lock().unwrap_or_else(PoisonError::into_inner)
            }
        }
    }

    /// Lets a user change the data.
    pub(super) fn edit<T>(&self, edit: impl FnOnce(&mut Data) -> T) -> T {
        struct Editing<'a>(&'a Mutex<Option<ThreadId>>);
        impl Drop for Editing<'_> {
            fn drop(&mut self) {
                *lock(self.0) = None;
            }
        }
        let mut state = self.state();
        *lock(&self.editor) = Some(std::thread::current().id());
        // Dropped before the state is free, also by a panic.
        let _editing = Editing(&self.editor);
        state.edit(edit)
    }

    pub(super) fn log(&self, seen: &SeenRequest) {
        tracing::info!(target: "tencent_chat::sandbox", "{seen}");
        if let Some(listener) = &self.on_request {
            listener(seen);
        }
    }

    /// Closes the port for a while; what is returned hears of it, or ends, when it is closed.
    pub(super) fn refuse(&self, time: Duration) -> std::sync::mpsc::Receiver<()> {
        let (closed, heard) = std::sync::mpsc::channel();
        // Nobody receives it only while the thread stops, and then the port is closed anyway.
        let _ = self.refusals.send((time, closed));
        heard
    }
}

/// Starts the thread.
pub(super) fn start(
    state: State,
    on_request: Option<Listener>,
    listener: StdListener,
    admin: Option<StdListener>,
) -> std::io::Result<Running> {
    listener.set_nonblocking(true)?;
    admin.iter().try_for_each(|admin| admin.set_nonblocking(true))?;
    let (refusals, refused) = mpsc::unbounded_channel();
    let (stop, stopped) = oneshot::channel();
    let shared = Arc::new(Shared { state: Mutex::new(state), editor: Mutex::new(None), on_request, refusals });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let served = Arc::clone(&shared);
    // A thread of its own: the sandbox answers also while the user's runtime is busy, blocked or not there.
    let thread = std::thread::Builder::new().name("tencent-chat-sandbox".into()).spawn(move || {
        runtime.block_on(async move {
            let Ok(address) = listener.local_addr() else { return };
            let Ok(listener) = TcpListener::from_std(listener) else { return };
            if let Some(Ok(admin)) = admin.map(TcpListener::from_std) {
                tokio::spawn(admin::serve(admin, Arc::clone(&served)));
            }
            serve(listener, address, served, refused, stopped).await;
        });
        // Large data may still be on its way through the admin port; nobody waits for it.
        runtime.shutdown_background();
    })?;
    Ok(Running { shared, stop, thread })
}

/// The port: open, or closed for a while.
enum Door {
    Open(TcpListener),
    Closed { until: Instant, keeper: Option<TcpSocket> },
}

async fn serve(
    listener: TcpListener,
    address: SocketAddr,
    shared: Arc<Shared>,
    mut refused: mpsc::UnboundedReceiver<Refusal>,
    mut stopped: oneshot::Receiver<()>,
) {
    let permits = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut door = Door::Open(listener);
    loop {
        tokio::select! {
            asked = &mut stopped => {
                drop(door);
                if asked.is_ok() {
                    let _ = tokio::time::timeout(FAREWELL, graceful.shutdown()).await;
                }
                return;
            }
            Some((time, closed)) = refused.recv() => {
                door.close(address, time);
                let _ = closed.send(());
            }
            (stream, permit) = door.accept(address, &permits) => connect(stream, permit, &shared, &graceful),
        }
    }
}

impl Door {
    /// Closes the port, or keeps it closed for longer.
    fn close(&mut self, address: SocketAddr, time: Duration) {
        let until = Instant::now() + time.min(LONGEST);
        match self {
            Self::Open(_) => {
                *self = Self::Closed { until, keeper: None };
                // Only now is the listener gone.
                *self = Self::Closed { until, keeper: bound(address).ok() };
            }
            Self::Closed { until: before, .. } => *before = until.max(*before),
        }
    }

    /// Waits for a connection, if need be until the port is open again. Nothing is lost when the wait is given up.
    async fn accept(
        &mut self,
        address: SocketAddr,
        permits: &Arc<Semaphore>,
    ) -> (TcpStream, Option<OwnedSemaphorePermit>) {
        let permit = Arc::clone(permits).acquire_owned().await.ok();
        loop {
            match self {
                Self::Open(listener) => match listener.accept().await {
                    Ok((stream, _)) => return (stream, permit),
                    Err(_) => tokio::time::sleep(PAUSE).await,
                },
                Self::Closed { until, keeper } => {
                    tokio::time::sleep_until(*until).await;
                    let socket = keeper.take().map_or_else(|| bound(address), Ok);
                    match socket.and_then(|socket| socket.listen(BACKLOG)) {
                        Ok(listener) => *self = Self::Open(listener),
                        Err(_) => tokio::time::sleep(PAUSE).await,
                    }
                }
            }
        }
    }
}

/// A socket that holds the port without listening: connections are refused, and no other program is given the port.
fn bound(address: SocketAddr) -> std::io::Result<TcpSocket> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // Connections of before may still be open. On Windows the option means something else, and is not needed.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

fn connect(stream: TcpStream, permit: Option<OwnedSemaphorePermit>, shared: &Arc<Shared>, graceful: &GracefulShutdown) {
    // Small answers should not wait for each other.
    let _ = stream.set_nodelay(true);
    let control = Arc::new(Control::default());
    let wire = Wire::new(stream, Arc::clone(&control));
    let shared = Arc::clone(shared);
    let service = service_fn(move |request| http::answer(request, Arc::clone(&shared), Arc::clone(&control)));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(wire, service);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        // Errors here are the other side's: broken HTTP, a connection that ended, or a fault that was asked for.
        let _ = connection.await;
        drop(permit);
    });
}
