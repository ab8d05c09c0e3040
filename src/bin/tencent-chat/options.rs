//! The options that every command takes: who calls, which host, how to print.

use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use tencent_chat::sandbox::{Data, Sandbox};
use tencent_chat::{Client, Region, SdkAppId, SecretKey};

use crate::account::{Account, key_from_file, variable};
use crate::failure::Failure;
use crate::format::Format;
use crate::sandbox::chain;

/// What is typed goes before what stands in the environment.
#[derive(clap::Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Options {
    /// Ask a sandbox in this process: demo data, no credentials needed
    #[arg(long, global = true)]
    sandbox: bool,
    /// Region of the application [env: TENCENT_CHAT_REGION]
    #[arg(long, global = true, value_name = "REGION", value_parser = region())]
    region: Option<Region>,
    /// A host instead of the region: https, or http on loopback [env: TENCENT_CHAT_BASE_URL]
    #[arg(long, global = true, value_name = "URL")]
    base_url: Option<String>,
    /// Number of the application [env: TENCENT_CHAT_SDK_APP_ID]
    #[arg(long, global = true, value_name = "NUMBER", value_parser = sdk_app_id)]
    sdk_app_id: Option<SdkAppId>,
    /// Account that calls [env: TENCENT_CHAT_IDENTIFIER] [default: administrator]
    #[arg(long, global = true, value_name = "USER_ID", value_parser = NonEmptyStringValueParser::new())]
    identifier: Option<String>,
    /// File that holds the secret key alone, instead of TENCENT_CHAT_SECRET_KEY
    #[arg(long, global = true, value_name = "FILE")]
    secret_key_file: Option<PathBuf>,
    /// How to print: for reading, or with the service's own names and numbers
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Tell on stderr what happens
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
}

/// A client, and what must live as long as it does.
pub(crate) struct Session {
    pub(crate) client: Client,
    _sandbox: Option<Sandbox>,
}

impl Options {
    /// A client for the service or the sandbox.
    pub(crate) async fn session(&self) -> Result<Session, Failure> {
        let Account { sdk_app_id, identifier, key } = self.account()?;
        let client = Client::builder(sdk_app_id, identifier, key);
        if self.sandbox {
            let sandbox = Sandbox::start().await.map_err(|error| Failure::failed(chain(&error)))?;
            let client = client.base_url(sandbox.base_url()).build()?;
            return Ok(Session { client, _sandbox: Some(sandbox) });
        }
        let client = match self.place()? {
            Place::Region(region) => client.region(region),
            Place::BaseUrl(url) => client.base_url(url),
        };
        Ok(Session { client: client.build()?, _sandbox: None })
    }

    /// Who calls.
    pub(crate) fn account(&self) -> Result<Account, Failure> {
        self.check()?;
        if self.sandbox {
            return Ok(self.sandbox_account());
        }
        let sdk_app_id = match (self.sdk_app_id, variable("TENCENT_CHAT_SDK_APP_ID")?) {
            (Some(typed), _) => typed,
            (None, Some(set)) => {
                sdk_app_id(&set).map_err(|why| Failure::usage(format!("TENCENT_CHAT_SDK_APP_ID is {set:?}: {why}")))?
            }
            (None, None) => {
                return Err(missing("application", "give --sdk-app-id or set TENCENT_CHAT_SDK_APP_ID"));
            }
        };
        let identifier = match &self.identifier {
            Some(typed) => typed.clone(),
            None => variable("TENCENT_CHAT_IDENTIFIER")?.unwrap_or_else(|| "administrator".to_owned()),
        };
        let key = match (&self.secret_key_file, variable("TENCENT_CHAT_SECRET_KEY")?) {
            (Some(file), _) => key_from_file(file)?,
            (None, Some(set)) => SecretKey::new(set),
            (None, None) => {
                return Err(missing("secret key", "give --secret-key-file or set TENCENT_CHAT_SECRET_KEY"));
            }
        };
        Ok(Account { sdk_app_id, identifier, key })
    }

    /// The environment is of the real application and not asked.
    fn sandbox_account(&self) -> Account {
        let application = Data::demo().application;
        let typed = self.identifier.clone();
        let identifier = typed.or_else(|| application.administrators.first().cloned());
        Account {
            sdk_app_id: application.sdk_app_id,
            identifier: identifier.unwrap_or_default(),
            key: application.secret_key,
        }
    }

    fn place(&self) -> Result<Place, Failure> {
        if let Some(url) = &self.base_url {
            return Ok(Place::BaseUrl(url.clone()));
        }
        if let Some(region) = self.region {
            return Ok(Place::Region(region));
        }
        if let Some(url) = variable("TENCENT_CHAT_BASE_URL")? {
            return Ok(Place::BaseUrl(url));
        }
        match variable("TENCENT_CHAT_REGION")? {
            Some(region) => {
                region.parse().map(Place::Region).map_err(|why| Failure::usage(format!("TENCENT_CHAT_REGION: {why}")))
            }
            None => Err(missing("host", "give --region or --base-url, or set TENCENT_CHAT_REGION")),
        }
    }

    /// Options that contradict each other, whichever side of the command they stand on.
    fn check(&self) -> Result<(), Failure> {
        if self.region.is_some() && self.base_url.is_some() {
            return Err(Failure::usage("--region and --base-url both name a host; give one of them"));
        }
        let real = [
            ("--region", self.region.is_some()),
            ("--base-url", self.base_url.is_some()),
            ("--sdk-app-id", self.sdk_app_id.is_some()),
            ("--secret-key-file", self.secret_key_file.is_some()),
        ];
        match real.iter().find(|(_, given)| self.sandbox && *given) {
            Some((option, _)) => {
                Err(Failure::usage(format!("--sandbox brings its own host and key; leave {option} out")))
            }
            None => Ok(()),
        }
    }
}

enum Place {
    Region(Region),
    BaseUrl(String),
}

fn missing(what: &str, how: &str) -> Failure {
    Failure::usage(format!("no {what}: {how} (--sandbox needs none)"))
}

fn region() -> impl TypedValueParser<Value = Region> {
    PossibleValuesParser::new(Region::ALL.iter().map(|region| region.id())).try_map(|id| id.parse::<Region>())
}

fn sdk_app_id(text: &str) -> Result<SdkAppId, String> {
    let number = text.trim().parse::<u32>().map_err(|_| "it must be the number that the Chat console shows")?;
    SdkAppId::new(number).map_err(|error| error.to_string())
}
