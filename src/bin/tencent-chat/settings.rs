//! Who calls and which host: from options, the environment and profiles.

mod key;
mod profile;

use tencent_chat::sandbox::Data;
use tencent_chat::{Client, Region, SdkAppId, SecretKey};

use crate::failure::Failure;
use crate::options::Connection;

pub(crate) use profile::path as profiles_path;

/// The application, its account and its key.
pub(crate) struct Account {
    pub(crate) sdk_app_id: SdkAppId,
    pub(crate) identifier: String,
    pub(crate) key: SecretKey,
}

/// Which host is called.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// The demo, in this process.
    Sandbox,
    Region(Region),
    /// A URL that the library accepts.
    BaseUrl(String),
}

/// What can be said of the settings before all of them are needed.
pub(crate) struct Settings<'a> {
    typed: &'a Connection,
    profile: profile::Profile,
    /// Whether the profile was asked for, and so goes before the environment.
    asked: bool,
    pub(crate) profile_name: Option<String>,
}

impl<'a> Settings<'a> {
    /// Reads the profile and looks for options that contradict each other.
    pub(crate) fn read(typed: &'a Connection) -> Result<Self, Failure> {
        if typed.region.is_some() && typed.base_url.is_some() {
            return Err(Failure::usage("--region and --base-url both name a host; give one of them"));
        }
        if let Some(option) = typed.names_a_service().filter(|_| typed.sandbox) {
            return Err(Failure::usage(format!("--sandbox brings its own host and key; leave {option} out")));
        }
        // The environment and the profiles are of a real application: the demo does not ask them.
        let variable = if typed.sandbox { None } else { variable("TENCENT_CHAT_PROFILE")? };
        let name = typed.profile.clone().or(variable);
        let found = if typed.sandbox { None } else { profile::read(name.as_deref())? };
        let (profile_name, profile) = found.unzip();
        Ok(Self { typed, profile: profile.unwrap_or_default(), asked: typed.profile.is_some(), profile_name })
    }

    /// Account and host; everything that is missing is told at once.
    pub(crate) fn complete(&self) -> Result<(Account, Place), Failure> {
        let mut missing = Vec::new();
        let account = self.account_or(&mut missing)?;
        let place = self.place()?;
        if place.is_none() {
            missing.push(("host", "give --region or --base-url, or set TENCENT_CHAT_REGION"));
        }
        match (account, place) {
            (Some(account), Some(place)) => {
                checked(&account, &place)?;
                Ok((account, place))
            }
            _ => Err(lacking(&missing)),
        }
    }

    /// The account alone, for what needs no host.
    pub(crate) fn account(&self) -> Result<Account, Failure> {
        let mut missing = Vec::new();
        self.account_or(&mut missing)?.ok_or_else(|| lacking(&missing))
    }

    fn account_or(&self, missing: &mut Vec<(&str, &str)>) -> Result<Option<Account>, Failure> {
        if self.typed.sandbox {
            return Ok(Some(self.sandbox_account()));
        }
        let sdk_app_id = self.sdk_app_id()?;
        if sdk_app_id.is_none() {
            missing.push(("application", "give --sdk-app-id or set TENCENT_CHAT_SDK_APP_ID"));
        }
        let key = self.key()?;
        if key.is_none() {
            missing.push(("secret key", "give --secret-key-file or set TENCENT_CHAT_SECRET_KEY"));
        }
        let identifier = self.first(
            self.typed.identifier.clone(),
            self.profile.identifier.clone(),
            variable("TENCENT_CHAT_IDENTIFIER")?,
        );
        let identifier = identifier.unwrap_or_else(|| "administrator".to_owned());
        Ok(sdk_app_id.zip(key).map(|(sdk_app_id, key)| Account { sdk_app_id, identifier, key }))
    }

    fn sdk_app_id(&self) -> Result<Option<SdkAppId>, Failure> {
        let named = |number: u32| SdkAppId::new(number).map_err(|error| Failure::usage(error.to_string()));
        let set = match variable("TENCENT_CHAT_SDK_APP_ID")? {
            Some(set) => {
                Some(sdk_app_id(&set).map_err(|why| Failure::usage(format!("TENCENT_CHAT_SDK_APP_ID: {why}")))?)
            }
            None => None,
        };
        Ok(self.first(self.typed.sdk_app_id, self.profile.sdk_app_id.map(named).transpose()?, set))
    }

    fn key(&self) -> Result<Option<SecretKey>, Failure> {
        let set = variable("TENCENT_CHAT_SECRET_KEY")?;
        let file = self.typed.secret_key_file.as_deref();
        // A file is read, and a command is started, only if it is the one that counts.
        match (file, self.profile.names_a_key(), set) {
            (Some(file), _, _) => key::key_from_file(file).map(Some),
            (None, true, None) => self.profile.key(),
            (None, true, Some(_)) if self.asked => self.profile.key(),
            (None, _, set) => Ok(set.map(SecretKey::new)),
        }
    }

    fn place(&self) -> Result<Option<Place>, Failure> {
        if self.typed.sandbox {
            return Ok(Some(Place::Sandbox));
        }
        let typed = (self.typed.base_url.clone().map(Place::BaseUrl)).or(self.typed.region.map(Place::Region));
        let region = |text: String, of: &str| {
            text.parse().map(Place::Region).map_err(|why| Failure::usage(format!("{of}: {why}")))
        };
        let set = match (variable("TENCENT_CHAT_BASE_URL")?, variable("TENCENT_CHAT_REGION")?) {
            (Some(url), _) => Some(Place::BaseUrl(url)),
            (None, Some(id)) => Some(region(id, "TENCENT_CHAT_REGION")?),
            (None, None) => None,
        };
        let profile = match (self.profile.base_url.clone(), self.profile.region.clone()) {
            (Some(_), Some(_)) => {
                return Err(Failure::usage("the profile names both region and base-url; keep one of them"));
            }
            (Some(url), None) => Some(Place::BaseUrl(url)),
            (None, Some(id)) => Some(region(id, "the profile's region")?),
            (None, None) => None,
        };
        Ok(self.first(typed, profile, set))
    }

    /// What is typed goes before the profile that is typed, that before the environment, that before the default profile.
    fn first<T>(&self, typed: Option<T>, profile: Option<T>, set: Option<T>) -> Option<T> {
        let (second, third) = if self.asked { (profile, set) } else { (set, profile) };
        typed.or(second).or(third)
    }

    fn sandbox_account(&self) -> Account {
        let application = Data::demo().application;
        let identifier = self.typed.identifier.clone().or_else(|| application.administrators.first().cloned());
        Account {
            sdk_app_id: application.sdk_app_id,
            identifier: identifier.unwrap_or_default(),
            key: application.secret_key,
        }
    }
}

/// Refuses a base URL that the library refuses: not every command calls through it.
fn checked(account: &Account, place: &Place) -> Result<(), Failure> {
    let Place::BaseUrl(url) = place else { return Ok(()) };
    let client = Client::builder(account.sdk_app_id, &account.identifier, account.key.clone()).base_url(url);
    client.build().map(drop).map_err(Failure::from)
}

/// A variable of the environment that is set and not blank.
pub(crate) fn variable(name: &str) -> Result<Option<String>, Failure> {
    match std::env::var(name) {
        Ok(value) if value.trim().is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        // The value is not repeated: it may be the key.
        Err(std::env::VarError::NotUnicode(_)) => Err(Failure::usage(format!("{name} is not text"))),
    }
}

/// Reads the number of an application.
pub(crate) fn sdk_app_id(text: &str) -> Result<SdkAppId, String> {
    let number = text.trim().parse::<u32>().map_err(|_| "it must be the number that the Chat console shows")?;
    SdkAppId::new(number).map_err(|error| error.to_string())
}

fn lacking(missing: &[(&str, &str)]) -> Failure {
    let whats: Vec<_> = missing.iter().map(|(what, _)| format!("no {what}")).collect();
    let failure = Failure::usage(whats.join(", "));
    let failure = missing.iter().fold(failure, |failure, (what, how)| failure.hint(format!("{what}: {how}")));
    failure.hint("--profile NAME takes all of them from a file; --sandbox needs none of them")
}
