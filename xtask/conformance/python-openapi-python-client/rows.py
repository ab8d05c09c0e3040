"""What was read, field by field, so that the type of each is checked."""

from typing import TypedDict, TypeVar

from tencent_cloud_chat_member_lists_client.models import BannedMember, PermissionGroupMember
from tencent_cloud_chat_member_lists_client.types import Unset

T = TypeVar("T")
Banned = TypedDict("Banned", {"Member_Account": str, "BannedUntil": int | None})
Custom = TypedDict("Custom", {"Key": str, "Value": str | None})
Member = TypedDict(
    "Member",
    {
        "Member_Account": str,
        "Role": str | None,
        "JoinTime": int | None,
        "JoinPermissionGroupTime": int | None,
        "MsgSeq": int | None,
        "MsgFlag": str | None,
        "LastSendMsgTime": int | None,
        "MuteUntil": int | None,
        "NameCard": str | None,
        "AppMemberDefinedData": list[Custom],
    },
)


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
