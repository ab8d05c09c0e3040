//! The data of a sandbox: the application, its groups, and their behavior.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::behaviour::Behaviour;
use super::churn::Churn;
use super::contract::CONTRACT;
use super::error::SandboxError;
use super::faults::Fault;
use super::group::Group;
use super::object::{object, objects};
use crate::auth::SecretKey;
use crate::auth::usersig::check_identifier;
use crate::sdk_app_id::SdkAppId;

/// The data that a sandbox serves. A data file has the same form as JSON; `docs/sandbox.md` describes it.
///
/// ```
/// use tencent_chat::sandbox::{Data, Group};
/// use tencent_chat::UnixTime;
///
/// let data = Data::default()
///     .group("@TGS#aLIVE", Group::new("AVChatRoom").banned("bob", UnixTime::from_secs(4_000_000_000)));
///
/// let same = Data::from_json(
///     r#"{"groups": {"@TGS#aLIVE": {
///         "type": "AVChatRoom",
///         "banned_accounts": [{"Member_Account": "bob", "BannedUntil": 4000000000}]
///     }}}"#,
/// )?;
/// assert_eq!(same.groups, data.groups);
/// # Ok::<(), tencent_chat::sandbox::SandboxError>(())
/// ```
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", schemars(title = "Data file of the sandbox"))]
#[non_exhaustive]
pub struct Data {
    /// The location of the file's schema, for editors. The sandbox ignores it.
    #[serde(rename = "$schema", skip_serializing)]
    _schema: Option<String>,
    /// The application: who may call, its edition and its switches.
    #[serde(deserialize_with = "object")]
    pub application: Application,
    /// The groups, by ID.
    #[cfg_attr(feature = "schema", schemars(schema_with = "super::schema::groups"))]
    pub groups: BTreeMap<String, Group>,
    /// The behavior where the vendor's pages leave it open.
    #[serde(deserialize_with = "object")]
    pub behaviour: Behaviour,
    /// The faults. The first one that matches a call is applied.
    #[serde(deserialize_with = "objects")]
    pub faults: Vec<Fault>,
    /// The members that join and leave while lists are read.
    #[serde(deserialize_with = "object")]
    pub churn: Churn,
    /// The seed of the random numbers for faults and churn, so that a run can be repeated.
    pub seed: u64,
    /// The offset of the sandbox's clock from the machine's, in seconds.
    pub clock_offset_seconds: i64,
}

/// The application that the sandbox serves.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Application {
    /// The SDKAppID.
    #[serde(serialize_with = "write_app", deserialize_with = "read_app")]
    #[cfg_attr(feature = "schema", schemars(with = "u32", range(min = 1, max = 4294967295_u32)))]
    pub sdk_app_id: SdkAppId,
    /// The secret key that UserSigs are verified with. It is read from a data file, but never written.
    #[serde(skip_serializing, deserialize_with = "read_key")]
    #[cfg_attr(feature = "schema", schemars(with = "String", length(min = 1)))]
    pub secret_key: SecretKey,
    /// The administrator accounts, which may call.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub administrators: BTreeSet<String>,
    /// The edition. Default: one that has every operation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The console switches that are off, by the contract's names. Default: none.
    #[cfg_attr(feature = "schema", schemars(schema_with = "super::schema::switches"))]
    pub switches_off: BTreeSet<String>,
    /// The custom fields of members that the administrators may not read.
    pub unreadable_custom_fields: BTreeSet<String>,
}

impl Data {
    /// Returns the data that `tencent-chat sandbox` starts with: the groups of the vendor's samples
    /// and two long lists. `docs/sandbox.md` lists them.
    ///
    /// ```
    /// use tencent_chat::sandbox::Data;
    ///
    /// for (id, group) in Data::demo().groups {
    ///     println!("{id} is of type {}", group.group_type);
    /// }
    /// ```
    #[must_use]
    pub fn demo() -> Self {
        super::demo::data()
    }

    /// Reads a data file's text.
    ///
    /// ```
    /// use tencent_chat::sandbox::Data;
    ///
    /// let data = Data::from_json(r#"{"groups": {"@TGS#aLIVE": {"type": "AVChatRoom"}}}"#)?;
    /// let error = Data::from_json(r#"{"groups": {"@TGS#aLIVE": {"type": "Karaoke"}}}"#).unwrap_err();
    /// assert!(error.to_string().contains("groups.@TGS#aLIVE.type"));
    /// # Ok::<(), tencent_chat::sandbox::SandboxError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it is not JSON, has an unknown field or name, or a member that the contract does not allow.
    pub fn from_json(text: &str) -> Result<Self, SandboxError> {
        // Serde would take an array as the fields in their order.
        if text.trim_start().starts_with('[') {
            return Err(SandboxError::new("sandbox data: must be a JSON object".into()));
        }
        let mut reader = serde_json::Deserializer::from_str(text);
        let data: Self = serde_path_to_error::deserialize(&mut reader)
            .map_err(|e| SandboxError::new(format!("sandbox data: {e}")))?;
        reader.end().map_err(|e| SandboxError::new(format!("sandbox data: {e}")))?;
        data.check().map_err(|e| SandboxError::new(format!("sandbox data: {e}")))?;
        Ok(data)
    }

    /// Reads a data file.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use tencent_chat::sandbox::{Data, Sandbox};
    ///
    /// let sandbox = Sandbox::builder().data(Data::read("examples/sandbox-data.json")?).start().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// If the file cannot be read, and as [`from_json`](Self::from_json).
    pub fn read(path: impl AsRef<Path>) -> Result<Self, SandboxError> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path)
            .map_err(|e| SandboxError::with_source(format!("{} cannot be read", path.display()), e))?;
        Self::from_json(&text).map_err(|e| SandboxError::new(format!("{}: {e}", path.display())))
    }

    /// Adds a group.
    ///
    /// ```
    /// use tencent_chat::UnixTime;
    /// use tencent_chat::sandbox::{Data, Group};
    ///
    /// let room = Group::new("AVChatRoom").banned("mallory", UnixTime::from_secs(4_000_000_000));
    /// let data = Data::default().group("@TGS#aLIVE", room);
    /// ```
    #[must_use]
    pub fn group(mut self, id: impl Into<String>, group: Group) -> Self {
        self.groups.insert(id.into(), group);
        self
    }

    /// Adds a fault.
    ///
    /// ```
    /// use tencent_chat::sandbox::{Data, Fault, FaultKind};
    ///
    /// let data = Data::demo().fault(Fault::new(FaultKind::Status(502)).calls(..=2));
    /// ```
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Checks what the types alone do not rule out.
    fn check(&self) -> Result<(), String> {
        self.behaviour.check().map_err(|e| format!("behaviour.{e}"))?;
        for (i, fault) in self.faults.iter().enumerate() {
            fault.check().map_err(|e| format!("faults[{i}].{e}"))?;
        }
        self.application.check().map_err(|e| format!("application.{e}"))?;
        for (id, group) in &self.groups {
            group.check().map_err(|e| format!("groups.{id}.{e}"))?;
        }
        Ok(())
    }
}

impl Application {
    fn check(&self) -> Result<(), String> {
        if self.secret_key.expose().is_empty() {
            return Err("secret_key: is empty; leave it out for the default".to_owned());
        }
        if self.administrators.is_empty() {
            return Err("administrators: is empty, so nobody could call; leave it out for the default".to_owned());
        }
        for name in &self.administrators {
            check_identifier(name).map_err(|e| format!("administrators: {e}"))?;
        }
        for name in &self.switches_off {
            if !CONTRACT.operations.iter().any(|served| served.switch == *name) {
                let known: Vec<_> = CONTRACT.operations.iter().map(|s| s.switch.as_str()).collect();
                return Err(format!("switches_off: no switch {name:?}; there are {}", known.join(", ")));
            }
        }
        Ok(())
    }
}

impl Default for Application {
    fn default() -> Self {
        Self {
            sdk_app_id: SdkAppId::new(1_400_000_000).expect("it is not 0"),
            secret_key: default_key(),
            administrators: BTreeSet::from(["administrator".to_owned()]),
            edition: None,
            switches_off: BTreeSet::new(),
            unreadable_custom_fields: BTreeSet::new(),
        }
    }
}

/// Not a secret: it opens sandboxes only.
fn default_key() -> SecretKey {
    SecretKey::new("the-key-of-the-sandbox-is-not-a-secret")
}

fn write_app<S: Serializer>(app: &SdkAppId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u32(app.get())
}

fn read_app<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SdkAppId, D::Error> {
    SdkAppId::new(u32::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

fn read_key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SecretKey, D::Error> {
    String::deserialize(deserializer).map(SecretKey::new)
}
