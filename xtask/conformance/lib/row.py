"""What a program prints of a member."""

from typing import TypedDict

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
