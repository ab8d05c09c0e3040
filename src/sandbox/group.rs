//! A group and its lists, named after the contract's fields.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor, value};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use super::contract::{CONTRACT, Served, body_text};
use super::roll::Roll;
use crate::contract::Operation;
use crate::error::ErrorCode;
use crate::generated::client::types::{BannedMember, PermissionGroupMember};
use crate::unix_time::UnixTime;

/// A group.
///
/// In a data file it has its `type` and its lists, whose names follow from the contract: a request's `PermissionGroupId`
/// selects an object of `permission_groups`, and a response's `MemberList` is `members` in it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Group {
    /// The group's type, as in the contract's `x-group-types`.
    pub group_type: String,
    place: Place,
}

/// An object of the data file: lists, and objects by ID.
#[derive(Debug, Clone, Default, PartialEq)]
struct Place {
    lists: BTreeMap<String, Roll>,
    places: BTreeMap<String, BTreeMap<String, Self>>,
}

impl Group {
    /// Returns an empty group of a type, such as `AVChatRoom`.
    ///
    /// ```
    /// use tencent_chat::sandbox::{Data, Group};
    ///
    /// let data = Data::default().group("@TGS#aEMPTY", Group::new("AVChatRoom"));
    /// ```
    #[must_use]
    pub fn new(group_type: impl Into<String>) -> Self {
        Self { group_type: group_type.into(), place: Place::default() }
    }

    /// Bans an account until a time, which may be in the past.
    ///
    /// ```
    /// use tencent_chat::UnixTime;
    /// use tencent_chat::sandbox::Group;
    ///
    /// let room = Group::new("AVChatRoom")
    ///     .banned("mallory", UnixTime::from_secs(4_000_000_000))
    ///     .banned("trudy", UnixTime::from_secs(1_700_000_000));
    /// ```
    #[must_use]
    pub fn banned(mut self, account: impl Into<String>, until: UnixTime) -> Self {
        self.ban(account, until);
        self
    }

    /// Bans an account until a time. If it is banned already, only the end changes.
    ///
    /// ```
    /// use tencent_chat::UnixTime;
    /// use tencent_chat::sandbox::Data;
    ///
    /// let mut data = Data::demo();
    /// let room = data.groups.get_mut("@TGS#aJRGC4MH6").expect("the demo data has it");
    /// room.ban("mallory", UnixTime::from_secs(4_000_000_000));
    /// ```
    pub fn ban(&mut self, account: impl Into<String>, until: UnixTime) {
        let mut member: BannedMember = bare(account);
        member.banned_until = Some(until);
        self.put(Operation::GetGroupBanMember, &[], &member);
    }

    /// Ends the ban of an account. Returns whether it was banned.
    ///
    /// ```
    /// use tencent_chat::UnixTime;
    /// use tencent_chat::sandbox::Group;
    ///
    /// let mut room = Group::new("AVChatRoom").banned("mallory", UnixTime::from_secs(4_000_000_000));
    /// assert!(room.unban("mallory"));
    /// assert!(!room.unban("mallory"));
    /// ```
    pub fn unban(&mut self, account: &str) -> bool {
        self.remove(Operation::GetGroupBanMember, &[], account)
    }

    /// Adds a permission group without members.
    ///
    /// ```
    /// use tencent_chat::sandbox::Group;
    ///
    /// let community = Group::new("Community").permission_group("@PMG#_mods");
    /// ```
    #[must_use]
    pub fn permission_group(mut self, id: &str) -> Self {
        self.place.within(CONTRACT.served(Operation::GetPermissionGroupMemberList), &[id]);
        self
    }

    /// Adds a member of a permission group; see [`put_member`](Self::put_member).
    ///
    /// ```
    /// use tencent_chat::Role;
    /// use tencent_chat::sandbox::Group;
    ///
    /// let community = Group::new("Community")
    ///     .member("@PMG#_mods", "alice", |alice| alice.role = Some(Role::Owner))
    ///     .member("@PMG#_mods", "bob", |_| {});
    /// ```
    #[must_use]
    pub fn member(
        mut self,
        permission_group: &str,
        account: impl Into<String>,
        describe: impl FnOnce(&mut PermissionGroupMember),
    ) -> Self {
        self.put_member(permission_group, account, describe);
        self
    }

    /// Adds a member to a permission group, or replaces it in place. The permission group is created if needed.
    ///
    /// `describe` sets the member's fields. Fields that it does not set are missing on the wire.
    ///
    /// ```
    /// use tencent_chat::sandbox::Group;
    /// use tencent_chat::{Role, UnixTime};
    ///
    /// let mut community = Group::new("Community");
    /// community.put_member("@PMG#_mods", "bob", |bob| {
    ///     bob.role = Some(Role::Owner);
    ///     bob.mute_until = Some(UnixTime::from_secs(0));
    /// });
    /// ```
    pub fn put_member(
        &mut self,
        permission_group: &str,
        account: impl Into<String>,
        describe: impl FnOnce(&mut PermissionGroupMember),
    ) {
        let mut member = bare(account);
        describe(&mut member);
        self.put(Operation::GetPermissionGroupMemberList, &[permission_group], &member);
    }

    /// Removes a member from a permission group. Returns whether it was there.
    ///
    /// ```
    /// use tencent_chat::sandbox::Group;
    ///
    /// let mut community = Group::new("Community").member("@PMG#_mods", "bob", |_| {});
    /// assert!(community.remove_member("@PMG#_mods", "bob"));
    /// ```
    pub fn remove_member(&mut self, permission_group: &str, account: &str) -> bool {
        self.remove(Operation::GetPermissionGroupMemberList, &[permission_group], account)
    }

    /// Adds an item, as on the wire, to the list that an operation reads, or replaces it in place.
    ///
    /// `within` holds the IDs that a request names in addition to the group's.
    ///
    /// ```
    /// use serde_json::json;
    /// use tencent_chat::Operation;
    /// use tencent_chat::sandbox::Group;
    ///
    /// let mut room = Group::new("AVChatRoom");
    /// room.put(Operation::GetGroupBanMember, &[], &json!({ "Member_Account": "bob", "Tomorrow": true }));
    /// ```
    ///
    /// # Panics
    ///
    /// If the operation is not a list, or `within` has too few or too many IDs.
    pub fn put(&mut self, operation: Operation, within: &[&str], item: &impl Serialize) {
        let served = CONTRACT.served(operation);
        self.place.within(served, within).lists.entry(served.list.clone()).or_default().put(item);
    }

    /// Removes an account from the list that an operation reads. Returns whether it was there.
    ///
    /// ```
    /// use tencent_chat::{Operation, UnixTime};
    /// use tencent_chat::sandbox::Group;
    ///
    /// let mut room = Group::new("AVChatRoom").banned("mallory", UnixTime::from_secs(4_000_000_000));
    /// assert!(room.remove(Operation::GetGroupBanMember, &[], "mallory"));
    /// ```
    ///
    /// # Panics
    ///
    /// If the operation is not a list, or `within` has too few or too many IDs.
    pub fn remove(&mut self, operation: Operation, within: &[&str], account: &str) -> bool {
        let served = CONTRACT.served(operation);
        let list = self.place.find(served, within).and_then(|place| place.lists.get_mut(&served.list));
        list.is_some_and(|list| list.remove(account))
    }

    /// Lets the lists follow those of the group that was here before: see [`Roll::follow`].
    pub(super) fn follow(&mut self, before: &Self) {
        self.place.follow(&before.place);
    }

    /// Returns the list that a request's body names, or `None` if nothing was ever written to it.
    pub(super) fn list(&self, served: &Served, body: &Value) -> Result<Option<&Roll>, ErrorCode> {
        let mut place = &self.place;
        for key in &served.keys[1..] {
            let id = body_text(body, &key.field);
            place = place.places.get(&key.places).and_then(|places| places.get(id)).ok_or(key.not_found)?;
        }
        Ok(place.lists.get(&served.list))
    }

    /// Returns the same list to be changed. It is created if needed.
    pub(super) fn list_mut(&mut self, served: &Served, body: &Value) -> &mut Roll {
        let ids: Vec<_> = served.keys[1..].iter().map(|key| body_text(body, &key.field)).collect();
        self.place.within(served, &ids).lists.entry(served.list.clone()).or_default()
    }

    pub(super) fn check(&self) -> Result<(), String> {
        if !CONTRACT.group_types().any(|known| known == self.group_type) {
            let known: std::collections::BTreeSet<_> = CONTRACT.group_types().collect();
            let known: Vec<_> = known.into_iter().collect();
            return Err(format!("type: no type {:?}; there are {}", self.group_type, known.join(", ")));
        }
        self.place.check(&CONTRACT.operations.iter().collect::<Vec<_>>(), 1)
    }
}

/// Returns an item that has an account only.
fn bare<T: for<'de> Deserialize<'de>>(account: impl Into<String>) -> T {
    let item = json!({ CONTRACT.account_field(): account.into() });
    T::deserialize(item).expect("an account is all that the contract requires of an item")
}

/// Returns the names and IDs that lead from a group to the place of a list.
fn way<'a>(served: &'a Served, ids: &'a [&str]) -> impl Iterator<Item = (&'a str, &'a str)> {
    let keys = &served.keys[1..];
    let names: Vec<_> = keys.iter().map(|key| key.field.as_str()).collect();
    assert_eq!(ids.len(), keys.len(), "{} needs within the group: {names:?}", served.operation.info().id);
    keys.iter().zip(ids).map(|(key, id)| (key.places.as_str(), *id))
}

impl Place {
    /// Returns the place of a list, which is created if needed.
    fn within(&mut self, served: &Served, ids: &[&str]) -> &mut Self {
        way(served, ids).fold(self, |place, (name, id)| {
            place.places.entry(name.to_owned()).or_default().entry(id.to_owned()).or_default()
        })
    }

    /// Returns the place of a list, if it is there.
    fn find(&mut self, served: &Served, ids: &[&str]) -> Option<&mut Self> {
        way(served, ids).try_fold(self, |place, (name, id)| place.places.get_mut(name)?.get_mut(id))
    }

    fn follow(&mut self, before: &Self) {
        for (name, list) in &mut self.lists {
            before.lists.get(name).into_iter().for_each(|before| list.follow(before));
        }
        for (name, places) in &mut self.places {
            let there_were = before.places.get(name);
            for (id, place) in places {
                there_were.and_then(|places| places.get(id)).into_iter().for_each(|before| place.follow(before));
            }
        }
    }

    /// Checks names and items. `served` are the operations that read lists here, after `depth` IDs.
    fn check(&self, served: &[&Served], depth: usize) -> Result<(), String> {
        let is_list = |name: &str| served.iter().any(|s| s.keys.len() == depth && s.list == *name);
        let has_places = |name: &str| served.iter().any(|s| s.keys.get(depth).is_some_and(|key| key.places == *name));
        let unknown = |name: &str| {
            if is_list(name) {
                return format!("{name}: must be an array");
            }
            if has_places(name) {
                return format!("{name}: must be an object");
            }
            let known = served.iter().map(|s| s.keys.get(depth).map_or(&s.list, |key| &key.places));
            let known: std::collections::BTreeSet<_> = known.map(String::as_str).collect();
            format!("{name}: no such list; there are {}", known.into_iter().collect::<Vec<_>>().join(", "))
        };
        for (name, list) in &self.lists {
            let mut readers = served.iter().filter(|s| s.keys.len() == depth && s.list == *name).peekable();
            readers.peek().ok_or_else(|| unknown(name))?;
            for reader in readers {
                for (i, entry) in list.entries().enumerate() {
                    if let Some(error) = reader.item.iter_errors(&entry.value).next() {
                        return Err(format!("{name}[{i}]{}: {error}", error.instance_path()));
                    }
                }
            }
        }
        for (name, places) in &self.places {
            let looks = |s: &&&Served| s.keys.get(depth).is_some_and(|key| key.places == *name);
            let inside: Vec<_> = served.iter().filter(looks).copied().collect();
            if inside.is_empty() {
                return Err(unknown(name));
            }
            for (id, place) in places {
                place.check(&inside, depth + 1).map_err(|e| format!("{name}.{id}.{e}"))?;
            }
        }
        Ok(())
    }

    fn write<S: SerializeMap>(&self, map: &mut S) -> Result<(), S::Error> {
        self.lists.iter().try_for_each(|(name, list)| map.serialize_entry(name, list))?;
        self.places.iter().try_for_each(|(name, places)| map.serialize_entry(name, places))
    }

    /// Reads the value of a key.
    fn read<'de, A: MapAccess<'de>>(&mut self, name: String, map: &mut A) -> Result<(), A::Error> {
        if self.lists.contains_key(&name) || self.places.contains_key(&name) {
            return Err(A::Error::custom(format!("{name} is there twice")));
        }
        match map.next_value()? {
            Shelf::List(list) => drop(self.lists.insert(name, list)),
            Shelf::Places(places) => drop(self.places.insert(name, places)),
        }
        Ok(())
    }
}

/// The value of a key of a place: an array is a list, an object holds places by ID.
enum Shelf {
    List(Roll),
    Places(BTreeMap<String, Place>),
}

impl Serialize for Group {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("type", &self.group_type)?;
        self.place.write(&mut map)?;
        map.end()
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        self.write(&mut map)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Group {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Group;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a group")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Group, A::Error> {
                let (mut group_type, mut place) = (None, Place::default());
                while let Some(name) = map.next_key::<String>()? {
                    match name.as_str() {
                        "type" => group_type = Some(map.next_value()?),
                        _ => place.read(name, &mut map)?,
                    }
                }
                Ok(Group { group_type: group_type.ok_or_else(|| A::Error::missing_field("type"))?, place })
            }
        }
        from.deserialize_map(Reader)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Place;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with lists")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Place, A::Error> {
                let mut place = Place::default();
                while let Some(name) = map.next_key::<String>()? {
                    place.read(name, &mut map)?;
                }
                Ok(place)
            }
        }
        from.deserialize_map(Reader)
    }
}

impl<'de> Deserialize<'de> for Shelf {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Shelf;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list or an object of IDs")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Shelf, A::Error> {
                Roll::deserialize(value::SeqAccessDeserializer::new(seq)).map(Shelf::List)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Shelf, A::Error> {
                BTreeMap::deserialize(value::MapAccessDeserializer::new(map)).map(Shelf::Places)
            }
        }
        from.deserialize_any(Reader)
    }
}
