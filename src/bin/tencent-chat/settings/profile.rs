//! Profiles: settings under a name, in a file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use etcetera::BaseStrategy;
use serde::Deserialize;
use tencent_chat::SecretKey;

use super::{key, variable};
use crate::failure::Failure;

/// The settings of one application. The key itself is never among them.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Profile {
    pub(crate) region: Option<String>,
    pub(crate) base_url: Option<String>,
    pub(crate) sdk_app_id: Option<u32>,
    pub(crate) identifier: Option<String>,
    pub(crate) secret_key_file: Option<PathBuf>,
    /// A program and its arguments that print the key, such as the keyring's.
    pub(crate) secret_key_command: Option<Vec<String>>,
    /// Only there to be refused.
    secret_key: Option<toml::Value>,
}

impl Profile {
    pub(crate) fn names_a_key(&self) -> bool {
        self.secret_key_file.is_some() || self.secret_key_command.is_some()
    }

    /// The key that it names, if it names one.
    pub(crate) fn key(&self) -> Result<Option<SecretKey>, Failure> {
        match (&self.secret_key_file, &self.secret_key_command) {
            (Some(file), _) => key::key_from_file(file).map(Some),
            (None, Some(command)) => key::key_from_command(command).map(Some),
            (None, None) => Ok(None),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    default_profile: Option<String>,
    profiles: BTreeMap<String, Profile>,
}

/// The variable that names the file of the profiles.
const CONFIG: &str = "TENCENT_CHAT_CONFIG";

/// Where the profiles are: the file that the variable names, or the platform's place.
pub(crate) fn path() -> Result<PathBuf, Failure> {
    if let Some(path) = variable(CONFIG)? {
        return Ok(path.into());
    }
    let places = etcetera::choose_base_strategy()
        .map_err(|error| Failure::usage(format!("no place for settings: {error}; set {CONFIG}")))?;
    Ok(places.config_dir().join("tencent-chat").join("config.toml"))
}

/// The profile of that name, or the default one; its name comes along.
pub(crate) fn read(asked: Option<&str>) -> Result<Option<(String, Profile)>, Failure> {
    // Without a home there is no file, which only matters to who asks for one.
    let path = match path() {
        Err(failure) if asked.is_some() => return Err(failure),
        Err(_) => return Ok(None),
        Ok(path) => path,
    };
    let shown = path.display();
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => match asked {
            Some(name) => {
                return Err(Failure::usage(format!("no profile {name:?}: there is no file {shown}"))
                    .hint(format!("write one: [profiles.{name}] with region, sdk-app-id, secret-key-file")));
            }
            // A file that is named is meant.
            None if variable(CONFIG)?.is_some() => {
                return Err(Failure::usage(format!("{CONFIG} names {shown}, and there is no such file"))
                    .hint(format!("correct it, or unset {CONFIG} to do without profiles")));
            }
            None => return Ok(None),
        },
        Err(error) => return Err(Failure::usage(format!("the profiles {shown} cannot be read: {error}"))),
    };
    let file: File = toml::from_str(&text).map_err(|error| {
        // The text around a mistake may hold a key, so only the message is told.
        let line = error.span().map_or(0, |span| text[..span.start].matches('\n').count() + 1);
        Failure::usage(format!("{shown}, line {line}: {}", error.message().replace('\n', " ")))
    })?;
    let Some(name) = asked.map(str::to_owned).or(file.default_profile) else { return Ok(None) };
    let known: Vec<_> = file.profiles.keys().cloned().collect();
    let Some(mut profile) = file.profiles.into_iter().find(|(known, _)| *known == name).map(|(_, profile)| profile)
    else {
        let known =
            if known.is_empty() { "there is none".to_owned() } else { format!("there are: {}", known.join(", ")) };
        return Err(Failure::usage(format!("no profile {name:?} in {shown}; {known}")));
    };
    if profile.secret_key.is_some() {
        return Err(Failure::usage(format!("{shown}: profile {name:?} holds a secret key"))
            .hint("put the key alone into a file that only you can read, and name it as secret-key-file")
            .hint("or keep it in the system's keyring, and name the command that prints it as secret-key-command"));
    }
    if profile.secret_key_file.is_some() && profile.secret_key_command.is_some() {
        let both = "names both secret-key-file and secret-key-command; keep one of them";
        return Err(Failure::usage(format!("{shown}: profile {name:?} {both}")));
    }
    // A relative path is meant from where the profiles are.
    profile.secret_key_file = profile.secret_key_file.map(|file| path.parent().map_or(file.clone(), |p| p.join(&file)));
    Ok(Some((name, profile)))
}
