//! What a sandbox holds unless told otherwise: the groups of the vendor's samples, and two long lists.

use super::data::Data;
use super::group::Group;
use crate::contract::{MsgFlag, Role};
use crate::generated::client::types::MemberCustomField;
use crate::unix_time::UnixTime;
use crate::unknown_fields::UnknownFields;

/// The beginning of 2100: demo bans do not end while somebody looks.
const FAR_FUTURE: UnixTime = UnixTime::from_secs(4_102_444_800);
/// As in the samples of the permission-group page.
const JOINED: UnixTime = UnixTime::from_secs(1_425_976_500);
const JOINED_PERMISSION_GROUP: UnixTime = UnixTime::from_secs(1_704_804_868);

/// Members of a long list.
const MANY: u32 = 1_000;

pub(super) fn data() -> Data {
    let two_banned = Group::new("AVChatRoom").banned("brennanli1", FAR_FUTURE).banned("brennanli12", FAR_FUTURE);
    let mut many_banned = Group::new("AVChatRoom");
    let mut community = Group::new("Community")
        // The permission group of the samples, field by field.
        .member("@PMG#_@PMG#cDR", "bob", |bob| {
            describe(bob, Role::Owner);
            bob.mute_until = Some(UnixTime::from_secs(1_431_069_882));
        })
        .member("@PMG#_@PMG#cDR", "peter", |peter| describe(peter, Role::Member))
        .permission_group("@PMG#_@PMG#cEMPTY");
    for i in 1..=MANY {
        let account = format!("user{i:04}");
        many_banned.ban(&account, FAR_FUTURE.after(std::time::Duration::from_secs(i.into())));
        community.put_member("@PMG#_@PMG#cMANY", account, |member| {
            describe(member, if i == 1 { Role::Owner } else { Role::Member });
            member.name_card = Some(format!("User {i}"));
        });
    }
    Data::default()
        .group("@TGS#aJRGC4MH6", two_banned)
        .group("@TGS#aMANY", many_banned)
        .group("@TGS#aEMPTY", Group::new("AVChatRoom"))
        .group("@TGS#2KIFZCIPQ", Group::new("Public"))
        .group("@TGS#_@TGS#cAVQXXXXXX", community)
}

fn describe(member: &mut crate::PermissionGroupMember, role: Role) {
    member.role = Some(role);
    member.join_time = Some(JOINED);
    member.join_permission_group_time = Some(JOINED_PERMISSION_GROUP);
    member.msg_seq = Some(1233);
    member.msg_flag = Some(MsgFlag::AcceptAndNotify);
    member.last_send_msg_time = Some(JOINED);
    member.mute_until = Some(UnixTime::from_secs(0));
    member.app_member_defined_data = [1, 2]
        .map(|i| MemberCustomField {
            key: format!("MemberDefined{i}"),
            value: Some(format!("ModifyDefined{i}")),
            unknown: UnknownFields::default(),
        })
        .into();
}
