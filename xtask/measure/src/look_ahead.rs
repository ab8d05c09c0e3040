//! What reading several pages at once is worth.

use std::time::{Duration, Instant};

use tencent_chat::sandbox::{Data, Fault, FaultKind, Group, Sandbox};
use tencent_chat::{Client, UnixTime};

use crate::promise;

const MEMBERS: usize = 10_000;
const DELAY: Duration = Duration::from_millis(50);
const WIDTH: usize = 8;

pub(crate) async fn run() -> anyhow::Result<bool> {
    let until = UnixTime::from_secs(4_102_444_800);
    let group = (0..MEMBERS).fold(Group::new("AVChatRoom"), |group, n| group.banned(format!("user{n:05}"), until));
    let data = Data::default().group("@TGS#many", group).fault(Fault::new(FaultKind::Delay { time: DELAY }));
    let sandbox = Sandbox::builder().data(data).start().await?;
    let client = Client::builder(sandbox.sdk_app_id(), sandbox.identifier(), sandbox.secret_key());
    let client = client.base_url(sandbox.base_url()).build()?;

    let mut times = Vec::new();
    let mut lists = Vec::new();
    for width in [0, WIDTH] {
        let begun = Instant::now();
        let list: Vec<_> = client.banned_members("@TGS#many").look_ahead(width).members().try_collect().await?;
        times.push(begun.elapsed().as_secs_f64());
        println!("look-ahead {width}: {} members in {:.2} s", list.len(), begun.elapsed().as_secs_f64());
        lists.push(list);
    }
    let part = times[1] / times[0];
    let same = promise(lists[0].len() == MEMBERS && lists[0] == lists[1], "the same sequence");
    Ok(promise(part <= 1.0 / 6.0, &format!("at most a sixth of the time; it is 1/{:.1}", 1.0 / part)) && same)
}
