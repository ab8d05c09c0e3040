"""What was read, field by field, so that the type of each is checked."""

from typing import TypeVar

from queries import BannedMember, PermissionGroupMember, Unset
from queries import banned_query as banned_query
from queries import members_query as members_query
from row import Banned, Member

T = TypeVar("T")


def some(value: T | Unset) -> T | None:
    return None if isinstance(value, Unset) else value


def banned(member: BannedMember) -> Banned:
    return {"Member_Account": member.member_account, "BannedUntil": some(member.banned_until)}


def member(member: PermissionGroupMember) -> Member:
    return {
        "Member_Account": member.member_account,
        "Role": some(member.role),
        "JoinTime": some(member.join_time),
        "JoinPermissionGroupTime": some(member.join_permission_group_time),
        "MsgSeq": some(member.msg_seq),
        "MsgFlag": some(member.msg_flag),
        "LastSendMsgTime": some(member.last_send_msg_time),
        "MuteUntil": some(member.mute_until),
        "NameCard": some(member.name_card),
        "AppMemberDefinedData": [
            {"Key": field.key, "Value": some(field.value)} for field in some(member.app_member_defined_data) or []
        ],
    }
