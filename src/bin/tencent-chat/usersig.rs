//! `tencent-chat usersig`

use std::io::{self, Read, Write};
use std::time::{Duration, SystemTime};

use tencent_chat::usersig::{self, Refusal};
use tencent_chat::{UnixTime, UserSig};

use crate::failure::{Failure, named};
use crate::options::Options;
use crate::settings::{Account, Settings};
use crate::time;

/// Make and check UserSigs
#[derive(clap::Subcommand, Debug)]
pub(crate) enum Command {
    /// Print a UserSig of the account; whoever has it acts as that account
    Sign {
        /// How long it is valid: seconds, or a length of time such as 1h or 30d
        #[arg(
            long,
            value_name = "TIME",
            default_value = "86400",
            value_parser = time::duration,
            allow_negative_numbers = true
        )]
        expire: u32,
        /// Time of issue instead of now
        #[arg(long, value_name = "UNIX_TIME", allow_negative_numbers = true)]
        at: Option<i64>,
    },
    /// Tell whether a UserSig of the account is valid, and if not, what the service would answer
    Check {
        /// The UserSig; `-` reads it from stdin, where other users of this machine cannot see it
        user_sig: String,
        /// Time of the check instead of now
        #[arg(long, value_name = "UNIX_TIME", allow_negative_numbers = true)]
        at: Option<i64>,
    },
}

pub(crate) fn run(options: &Options, command: Command) -> Result<(), Failure> {
    let account = Settings::read(&options.connection)?.account()?;
    let mut out = io::stdout().lock();
    match command {
        Command::Sign { expire, at } => {
            let Account { sdk_app_id, identifier, key } = account;
            let lifetime = Duration::from_secs(expire.into());
            let user_sig = usersig::sign(&key, sdk_app_id, &identifier, moment(at), lifetime)?;
            writeln!(out, "{}", user_sig.expose())?;
        }
        Command::Check { user_sig, at } => writeln!(out, "{}", check(&account, read(user_sig)?, moment(at))?)?,
    }
    Ok(())
}

fn check(account: &Account, user_sig: UserSig, now: UnixTime) -> Result<String, Failure> {
    let Account { sdk_app_id, identifier, key } = account;
    match usersig::check(&user_sig, key, *sdk_app_id, identifier, now) {
        Ok(ticket) => Ok(format!(
            "valid for {identifier} of application {sdk_app_id} until {}",
            time::utc(ticket.expires_at().as_secs())
        )),
        Err(refusal) => {
            let failure = Failure::failed(refusal.to_string());
            let failure = failure.hint(format!("the service would answer {}", named(refusal.error_code())));
            Err(match refusal {
                Refusal::Expired { at } => failure.hint(format!("it was valid until {}", time::utc(at.as_secs()))),
                _ => failure,
            })
        }
    }
}

fn read(argument: String) -> Result<UserSig, Failure> {
    if argument != "-" {
        return Ok(UserSig::new(argument));
    }
    let mut text = String::new();
    let read = io::stdin().lock().read_to_string(&mut text);
    read.map_err(|error| Failure::usage(format!("stdin cannot be read: {error}")))?;
    if text.trim().is_empty() {
        return Err(Failure::usage("there is no UserSig on stdin"));
    }
    Ok(UserSig::new(text))
}

fn moment(given: Option<i64>) -> UnixTime {
    given.map_or_else(|| UnixTime::from(SystemTime::now()), UnixTime::from_secs)
}
