//! UserSigs, made, checked and read.

use std::hint::black_box;
use std::time::{Duration, Instant};

use tencent_chat::{SdkAppId, SecretKey, UnixTime, usersig};

use crate::clients::{IDENTIFIER, KEY, SDK_APP_ID};

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Job {
    Sign,
    Check,
    Read,
}

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[arg(long)]
    job: Job,
    #[arg(long)]
    times: usize,
}

/// Does the job and prints the wall time.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let (key, sdk_app_id) = (SecretKey::new(KEY), SdkAppId::new(SDK_APP_ID)?);
    let (now, day) = (UnixTime::from_secs(1_700_000_000), Duration::from_secs(86_400));
    let user_sig = usersig::sign(&key, sdk_app_id, IDENTIFIER, now, day)?;
    let begun = Instant::now();
    for _ in 0..arguments.times {
        match arguments.job {
            Job::Sign => drop(black_box(usersig::sign(&key, sdk_app_id, IDENTIFIER, now, day))),
            Job::Check => drop(black_box(usersig::check(&user_sig, &key, sdk_app_id, IDENTIFIER, now))),
            Job::Read => drop(black_box(usersig::read(&user_sig))),
        }
    }
    println!("{}", begun.elapsed().as_nanos());
    Ok(())
}
