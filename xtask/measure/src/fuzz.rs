//! Inputs that nobody would write, for everything here that reads what others wrote.
//!
//! It needs no coverage and no nightly compiler: inputs are good ones, changed at random places by bytes, words and whole
//! JSON values. What finds something is kept in `target/fuzz`, and the same seed makes the same inputs.

mod mutate;
mod targets;

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::promise;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How long each target is tried
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Try only this one
    #[arg(long, value_parser = targets::NAMES)]
    target: Option<String>,
    /// Where chance begins; printed, so that a run can be repeated
    #[arg(long)]
    seed: Option<u64>,
}

/// What panicked, in any thread.
static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());
/// Nothing may take longer.
const SLOW: Duration = Duration::from_secs(10);
/// So many findings of one target are enough.
const MOST: usize = 10;

/// A target's inputs and what one of them comes to.
trait Target {
    /// The next input.
    fn input(&mut self, random: &mut fastrand::Rng) -> Vec<u8>;

    /// Whether it was taken for good, or else what is wrong with what came of it.
    async fn takes(&mut self, input: &[u8]) -> Result<bool, String>;
}

pub(crate) async fn run(arguments: &Arguments) -> anyhow::Result<bool> {
    let seed = arguments.seed.unwrap_or_else(|| fastrand::u64(..));
    println!("seed {seed}");
    std::panic::set_hook(Box::new(|panic| {
        PANICS.lock().unwrap_or_else(PoisonError::into_inner).push(panic.to_string());
    }));
    let (mut random, time) = (fastrand::Rng::with_seed(seed), Duration::from_secs(arguments.seconds));
    let mut sound = true;
    for name in targets::NAMES {
        let seed = random.u64(..);
        if arguments.target.as_deref().is_none_or(|target| target == name) {
            let mut random = fastrand::Rng::with_seed(seed);
            sound &= match name {
                "user-sigs" => strike(name, targets::UserSigs::new(), time, &mut random).await?,
                "answers" => strike(name, targets::Answers::new().await?, time, &mut random).await?,
                "requests" => strike(name, targets::Requests::new().await?, time, &mut random).await?,
                "data-files" => strike(name, targets::DataFiles::new()?, time, &mut random).await?,
                _ => strike(name, targets::Documents::new()?, time, &mut random).await?,
            };
        }
    }
    Ok(promise(sound, "no input makes anything panic, hang, leak or take what is wrong"))
}

/// Gives a target inputs for so long.
async fn strike(
    name: &str,
    mut target: impl Target,
    time: Duration,
    random: &mut fastrand::Rng,
) -> anyhow::Result<bool> {
    let (begun, mut inputs, mut taken, mut slowest) = (Instant::now(), 0_u64, 0_u64, Duration::ZERO);
    let mut found = 0;
    while begun.elapsed() < time && found < MOST {
        let input = target.input(random);
        inputs += 1;
        let start = Instant::now();
        let mut outcome = target.takes(&input).await;
        let took = start.elapsed();
        slowest = slowest.max(took);
        if took > SLOW {
            outcome = Err(format!("it took {took:?}"));
        }
        if let Some(panic) = PANICS.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            outcome = Err(panic);
        }
        match outcome {
            Ok(good) => taken += u64::from(good),
            Err(what) => {
                found += 1;
                let folder = Path::new("target/fuzz");
                std::fs::create_dir_all(folder)?;
                let file = folder.join(format!("{name}-{inputs}"));
                std::fs::write(&file, &input).with_context(|| format!("cannot write {}", file.display()))?;
                println!("{name}: input {inputs}, {}: {what}", file.display());
            }
        }
    }
    println!("{name}: {inputs} inputs, {taken} taken, {found} findings; the slowest took {slowest:.1?}");
    Ok(found == 0)
}
