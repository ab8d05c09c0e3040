//! The options that commands share: who calls, which host, how to print.

use std::path::PathBuf;

use clap::ArgAction;
use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use tencent_chat::sandbox::Sandbox;
use tencent_chat::{Attempt, Client, Region, SdkAppId};

use crate::failure::{Failure, chain};
use crate::format::Format;
use crate::settings::{Account, Place, Settings, sdk_app_id};

/// The options that may stand before and after the command.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) connection: Connection,
    /// Output: table for people; json, jsonl and csv for programs; excel is CSV for spreadsheets [default: table]
    #[arg(long, global = true, value_name = "FORMAT", value_enum)]
    format: Option<Format>,
    /// Short for --format json
    #[arg(long, global = true, conflicts_with = "format")]
    json: bool,
    /// Print no progress, summary or warning; errors stay
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Log requests to stderr
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
}

/// Who calls, and which host. Options go before environment variables, those before the default profile.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Connection {
    /// Use the built-in demo server; needs no credentials
    #[arg(long, global = true)]
    pub(crate) sandbox: bool,
    /// Use the settings of that name in the configuration file [env: TENCENT_CHAT_PROFILE]
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Region of the application [env: TENCENT_CHAT_REGION]
    #[arg(long, global = true, value_name = "REGION", value_parser = region())]
    pub(crate) region: Option<Region>,
    /// A host instead of the region: https, or http on loopback [env: TENCENT_CHAT_BASE_URL]
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// Number of the application [env: TENCENT_CHAT_SDK_APP_ID]
    #[arg(long, global = true, value_name = "NUMBER", value_parser = sdk_app_id)]
    pub(crate) sdk_app_id: Option<SdkAppId>,
    /// Administrator account to call as [env: TENCENT_CHAT_IDENTIFIER] [default: administrator]
    #[arg(long, global = true, value_name = "USER_ID", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) identifier: Option<String>,
    /// File that holds the secret key alone, instead of TENCENT_CHAT_SECRET_KEY
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) secret_key_file: Option<PathBuf>,
}

/// What a command does with the options that are not its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Uses {
    /// Whether it has an account.
    pub(crate) account: bool,
    /// Whether it prints rows.
    pub(crate) rows: bool,
}

/// A client, and what must live as long as it does.
pub(crate) struct Session {
    pub(crate) client: Client,
    _sandbox: Option<Sandbox>,
}

impl Options {
    pub(crate) fn format(&self) -> Format {
        self.format.unwrap_or(if self.json { Format::Json } else { Format::Table })
    }

    /// Refuses what the command would ignore.
    pub(crate) fn check(&self, command: &str, uses: Uses) -> Result<(), Failure> {
        let format = [("--format", self.format.is_some()), ("--json", self.json)];
        let ignored = format.into_iter().find(|(_, given)| *given && !uses.rows).map(|(option, _)| option);
        let ignored = ignored.or_else(|| self.connection.given().filter(|_| !uses.account));
        match ignored {
            Some(option) => Err(Failure::usage(format!("{command} has no use for {option}; leave it out"))),
            None => Ok(()),
        }
    }

    /// A client for the service or the sandbox. `observer` is told of every attempt.
    pub(crate) async fn session(
        &self,
        observer: impl Fn(&Attempt) + Send + Sync + 'static,
    ) -> Result<Session, Failure> {
        let (account, place) = Settings::read(&self.connection)?.complete()?;
        Session::open(account, place, observer).await
    }
}

impl Session {
    /// A client of the account at the place.
    pub(crate) async fn open(
        account: Account,
        place: Place,
        observer: impl Fn(&Attempt) + Send + Sync + 'static,
    ) -> Result<Self, Failure> {
        let Account { sdk_app_id, identifier, key } = account;
        let client = Client::builder(sdk_app_id, identifier, key).observer(observer);
        let mut running = None;
        let client = match place {
            Place::Sandbox => {
                let sandbox = Sandbox::start().await.map_err(|error| Failure::failed(chain(&error)))?;
                let url = sandbox.base_url();
                running = Some(sandbox);
                client.base_url(url)
            }
            Place::Region(region) => client.region(region),
            Place::BaseUrl(url) => client.base_url(url),
        };
        Ok(Self { client: client.build()?, _sandbox: running })
    }
}

impl Connection {
    /// An option that names a real service or its key, if one was typed.
    pub(crate) fn names_a_service(&self) -> Option<&'static str> {
        let options = [
            ("--region", self.region.is_some()),
            ("--base-url", self.base_url.is_some()),
            ("--sdk-app-id", self.sdk_app_id.is_some()),
            ("--secret-key-file", self.secret_key_file.is_some()),
            ("--profile", self.profile.is_some()),
        ];
        options.into_iter().find(|(_, given)| *given).map(|(option, _)| option)
    }

    fn given(&self) -> Option<&'static str> {
        let others = [("--sandbox", self.sandbox), ("--identifier", self.identifier.is_some())];
        let other = others.into_iter().find(|(_, given)| *given).map(|(option, _)| option);
        self.names_a_service().or(other)
    }
}

fn region() -> impl TypedValueParser<Value = Region> {
    PossibleValuesParser::new(Region::ALL.iter().map(|region| region.id())).try_map(|id| id.parse::<Region>())
}
