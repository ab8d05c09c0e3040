//! What there is in a sandbox: the application, its groups, and how all of it behaves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::behaviour::Behaviour;
use super::contract::CONTRACT;
use super::error::SandboxError;
use super::faults::Fault;
use super::roll::Roll;
use crate::auth::SecretKey;
use crate::auth::usersig::check_identifier;
use crate::generated::client::types::{BannedMember, PermissionGroupMember};
use crate::generated::contract::Operation;
use crate::sdk_app_id::SdkAppId;
use crate::unix_time::UnixTime;
use crate::unknown_fields::UnknownFields;

/// Everything a sandbox knows. The data file is the same as JSON; `docs/sandbox.md` describes it.
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
///         "banned": [{"Member_Account": "bob", "BannedUntil": 4000000000}]
///     }}}"#,
/// )?;
/// assert_eq!(same.groups, data.groups);
/// # Ok::<(), tencent_chat::sandbox::SandboxError>(())
/// ```
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Data {
    /// For editors: where the schema of the file is. The sandbox does not read it.
    #[serde(rename = "$schema", skip_serializing)]
    _schema: Option<String>,
    /// Who may call, and what has been bought and switched on.
    pub application: Application,
    /// The groups, by ID.
    pub groups: BTreeMap<String, Group>,
    /// The uncertain, decided.
    pub behaviour: Behaviour,
    /// What goes wrong; the first that fits a call strikes.
    pub faults: Vec<Fault>,
    /// Where the chance of faults begins, so that a run can be repeated.
    pub seed: u64,
    /// How far the sandbox's clock is ahead of the machine's.
    pub clock_offset_seconds: i64,
}

/// The application that the sandbox serves.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Application {
    /// Its number.
    #[serde(serialize_with = "write_app", deserialize_with = "read_app")]
    pub sdk_app_id: SdkAppId,
    /// The key that UserSigs must be made with. It is read from a data file, but never written.
    #[serde(skip_serializing, deserialize_with = "read_key")]
    pub secret_key: SecretKey,
    /// The accounts that may call.
    pub administrators: BTreeSet<String>,
    /// The edition bought; when missing, one that has everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Console switches that are off, by the contract's names; all others are on.
    pub switches_off: BTreeSet<String>,
    /// Custom fields of members that the administrators may not read.
    pub unreadable_custom_fields: BTreeSet<String>,
}

/// A group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Group {
    /// Its type, as the contract's `x-group-types` spell it.
    #[serde(rename = "type")]
    pub group_type: String,
    /// Who is banned, in the order of the list, as on the wire.
    #[serde(default, skip_serializing_if = "Roll::is_empty")]
    pub(super) banned: Roll,
    /// The permission groups, by ID.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub permission_groups: BTreeMap<String, PermissionGroup>,
}

/// A permission group of a community.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PermissionGroup {
    /// Its members, in the order of the list, as on the wire.
    pub(super) members: Roll,
}

impl Data {
    /// The data that `tencent-chat sandbox` begins with: the groups of the vendor's samples
    /// and two long lists. `docs/sandbox.md` lists them.
    #[must_use]
    pub fn demo() -> Self {
        super::demo::data()
    }

    /// Reads a data file's text.
    ///
    /// # Errors
    ///
    /// When it is not JSON, holds a field or a name that there is not, or a member that the contract does not allow.
    pub fn from_json(text: &str) -> Result<Self, SandboxError> {
        // Serde would take an array as the fields in their order.
        if text.trim_start().starts_with('[') {
            return Err(SandboxError::new("sandbox data: must be a JSON object".into()));
        }
        let mut reader = serde_json::Deserializer::from_str(text);
        let data: Self = serde_path_to_error::deserialize(&mut reader)
            .map_err(|e| SandboxError::new(format!("sandbox data: {}: {}", e.path(), e.inner())))?;
        reader.end().map_err(|e| SandboxError::new(format!("sandbox data: {e}")))?;
        data.check().map_err(|e| SandboxError::new(format!("sandbox data: {e}")))?;
        Ok(data)
    }

    /// Reads a data file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, and as [`from_json`](Self::from_json).
    pub fn read(path: impl AsRef<Path>) -> Result<Self, SandboxError> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path)
            .map_err(|e| SandboxError::with_source(format!("{} cannot be read", path.display()), e))?;
        Self::from_json(&text).map_err(|e| SandboxError::new(format!("{}: {e}", path.display())))
    }

    /// The same with one more group.
    #[must_use]
    pub fn group(mut self, id: impl Into<String>, group: Group) -> Self {
        self.groups.insert(id.into(), group);
        self
    }

    /// The same with one more fault.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// What types alone do not rule out.
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

impl Group {
    /// An empty group of a type, such as `AVChatRoom`.
    #[must_use]
    pub fn new(group_type: impl Into<String>) -> Self {
        Self { group_type: group_type.into(), banned: Roll::default(), permission_groups: BTreeMap::new() }
    }

    /// The same with an account banned until then, which may be past.
    #[must_use]
    pub fn banned(mut self, account: impl Into<String>, until: UnixTime) -> Self {
        self.ban(account, until);
        self
    }

    /// The same with one more permission group.
    #[must_use]
    pub fn permission_group(mut self, id: impl Into<String>, group: PermissionGroup) -> Self {
        self.permission_groups.insert(id.into(), group);
        self
    }

    /// Bans an account until then; if it is banned already, only the end changes.
    pub fn ban(&mut self, account: impl Into<String>, until: UnixTime) {
        let account = account.into();
        let member = BannedMember {
            member_account: account.clone(),
            banned_until: Some(until),
            unknown: UnknownFields::default(),
        };
        self.banned.put(&account, &member);
    }

    /// Ends the ban of an account; says whether it was banned.
    pub fn unban(&mut self, account: &str) -> bool {
        self.banned.remove(account)
    }

    fn check(&self) -> Result<(), String> {
        if !CONTRACT.group_types().any(|known| known == self.group_type) {
            let known: BTreeSet<_> = CONTRACT.group_types().collect();
            let known: Vec<_> = known.into_iter().collect();
            return Err(format!("type: no type {:?}; there are {}", self.group_type, known.join(", ")));
        }
        let mut lists = vec![("banned".to_owned(), Operation::GetGroupBanMember, &self.banned)];
        for (id, group) in &self.permission_groups {
            let place = format!("permission_groups.{id}.members");
            lists.push((place, Operation::GetPermissionGroupMemberList, &group.members));
        }
        for (place, operation, list) in lists {
            let validator = &CONTRACT.served(operation).item;
            for (i, item) in list.values().enumerate() {
                if let Some(error) = validator.iter_errors(item).next() {
                    return Err(format!("{place}[{i}]{}: {error}", error.instance_path()));
                }
            }
        }
        Ok(())
    }
}

impl PermissionGroup {
    /// One without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one more member; see [`put`](Self::put).
    #[must_use]
    pub fn member(mut self, account: impl Into<String>, describe: impl FnOnce(&mut PermissionGroupMember)) -> Self {
        self.put(account, describe);
        self
    }

    /// Adds a member, or describes it anew; what `describe` leaves out is missing on the wire.
    ///
    /// ```
    /// use tencent_chat::sandbox::PermissionGroup;
    /// use tencent_chat::{Role, UnixTime};
    ///
    /// let mut group = PermissionGroup::new();
    /// group.put("bob", |bob| {
    ///     bob.role = Some(Role::Owner);
    ///     bob.mute_until = Some(UnixTime::from_secs(0));
    /// });
    /// ```
    pub fn put(&mut self, account: impl Into<String>, describe: impl FnOnce(&mut PermissionGroupMember)) {
        let mut member = PermissionGroupMember {
            member_account: account.into(),
            role: None,
            join_time: None,
            join_permission_group_time: None,
            msg_seq: None,
            msg_flag: None,
            last_send_msg_time: None,
            mute_until: None,
            name_card: None,
            app_member_defined_data: Vec::new(),
            unknown: UnknownFields::default(),
        };
        describe(&mut member);
        self.members.put(&member.member_account, &member);
    }

    /// Takes a member out; says whether it was there.
    pub fn remove(&mut self, account: &str) -> bool {
        self.members.remove(account)
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

/// Not a secret: it opens a sandbox, and everybody may know it.
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
