"""What is asked and what was read, field by field, so that the type of each is checked."""

from typing import Any

from models import *
from row import Banned, Member


def banned_query(r: dict[str, Any]) -> BannedMembersQuery:
    return BannedMembersQuery(GroupId=r["group"], Offset=0, Limit=100)


def members_query(r: dict[str, Any]) -> PermissionGroupMembersQuery:
    return PermissionGroupMembersQuery(
        GroupId=r["group"],
        PermissionGroupId=r["permission_group"],
        Limit=50,
        Next="",
        MemberInfoFilter=[MemberInfoField(name) for name in r["fields"]] or None,
        AppDefinedDataFilter_GroupMember=r["custom"] or None,
    )


def time(value: UnixTime | None) -> int | None:
    return value.root if value else None


def text(value: Role | MsgFlag | None) -> str | None:
    return value.root if value else None


def banned(member: BannedMember) -> Banned:
    return {"Member_Account": member.Member_Account, "BannedUntil": time(member.BannedUntil)}


def member(member: PermissionGroupMember) -> Member:
    return {
        "Member_Account": member.Member_Account,
        "Role": text(member.Role_1),
        "JoinTime": time(member.JoinTime),
        "JoinPermissionGroupTime": time(member.JoinPermissionGroupTime),
        "MsgSeq": member.MsgSeq,
        "MsgFlag": text(member.MsgFlag_1),
        "LastSendMsgTime": time(member.LastSendMsgTime),
        "MuteUntil": time(member.MuteUntil),
        "NameCard": member.NameCard,
        "AppMemberDefinedData": [{"Key": field.Key, "Value": field.Value} for field in member.AppMemberDefinedData or []],
    }
