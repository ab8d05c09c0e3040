import logging
from collections.abc import Iterator
from secrets import randbelow
from typing import TypeVar

import httpx
import models as chat
from TLSSigAPIv2 import TLSSigAPIv2  # type: ignore[import-untyped]

# At INFO it logs the URL of every call, with the signature.
logging.getLogger("httpx").setLevel(logging.WARNING)
Page = TypeVar("Page", chat.BannedMembersPage, chat.PermissionGroupMembersPage)


class Refused(Exception):
    def __init__(self, code: int, info: object) -> None:
        super().__init__(f"{code}: {info}")
        self.code = code


class Account:
    def __init__(self, base_url: str, app: int, admin: str, key: str) -> None:
        self.user_sig = TLSSigAPIv2(app, key).gen_sig(admin, 86400)
        self.query = {"sdkappid": app, "identifier": admin, "usersig": self.user_sig, "contenttype": "json"}
        self.http = httpx.Client(base_url=f"{base_url}/v4/group_open_http_svc/", timeout=10)


def new_random() -> int:
    return randbelow(2**32)


def call(account: Account, operation: str, body: dict[str, object], kind: type[Page]) -> Page:
    answer = account.http.post(operation, params={**account.query, "random": new_random()}, json=body)
    if answer.status_code != 200:
        raise Refused(0, f"HTTP status {answer.status_code}")
    page = kind.model_validate_json(answer.content)
    if page.ErrorCode_1.root != 0 or page.ActionStatus_1.root == "FAIL":
        raise Refused(page.ErrorCode_1.root, page.ErrorInfo)
    return page


def banned_members(account: Account, group: str) -> Iterator[chat.BannedMember]:
    body: dict[str, object] = {"GroupId": group, "Limit": 100, "Offset": 0}
    while True:
        page = call(account, "get_group_ban_member", body, chat.BannedMembersPage)
        yield from page.BannedAccountList or []
        body["Offset"] = page.NextOffset or 0
        if not body["Offset"]:
            return


def group_members(
    account: Account, group: str, permission_group: str, fields: list[str], custom: list[str]
) -> Iterator[chat.PermissionGroupMember]:
    body: dict[str, object] = {"GroupId": group, "PermissionGroupId": permission_group, "Limit": 50, "Next": ""}
    if fields:
        body["MemberInfoFilter"] = fields
    if custom:
        body["AppDefinedDataFilter_GroupMember"] = custom
    while True:
        page = call(account, "get_permission_group_member_list", body, chat.PermissionGroupMembersPage)
        yield from page.MemberList or []
        body["Next"] = page.Next or ""
        if not body["Next"]:
            return
