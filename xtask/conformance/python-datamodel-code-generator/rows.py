"""What was read, field by field, so that the type of each is checked."""

from typing import TypedDict

from models import BannedMember, MsgFlag, PermissionGroupMember, Role, UnixTime

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
