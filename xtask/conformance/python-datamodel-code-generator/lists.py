import logging
from collections.abc import Iterator
from secrets import randbelow
from typing import TypeVar

import httpx
from models import *
from TLSSigAPIv2 import TLSSigAPIv2  # type: ignore[import-untyped]

logging.getLogger("httpx").setLevel(logging.WARNING)  # At INFO it logs every URL, with the signature.
Page = TypeVar("Page", BannedMembersPage, PermissionGroupMembersPage)


class Refused(Exception): ...


class Account:
    def __init__(self, base_url: str, app: int, admin: str, key: str) -> None:
        self.user_sig = TLSSigAPIv2(app, key).gen_sig(admin, 86400)
        self.query = {"sdkappid": app, "identifier": admin, "usersig": self.user_sig, "contenttype": "json"}
        self.http = httpx.Client(base_url=f"{base_url}/v4/group_open_http_svc/", timeout=10)

    def call(self, operation: str, query: BannedMembersQuery | PermissionGroupMembersQuery, kind: type[Page]) -> Page:
        body = query.model_dump(mode="json", exclude_none=True)
        answer = self.http.post(operation, params={**self.query, "random": randbelow(2**32)}, json=body)
        if answer.status_code != 200:
            raise Refused(0, f"HTTP status {answer.status_code}")
        page = kind.model_validate_json(answer.content)
        if page.ErrorCode_1.root != 0 or page.ActionStatus_1.root == "FAIL":
            raise Refused(page.ErrorCode_1.root, page.ErrorInfo)
        return page

    def banned_members(self, query: BannedMembersQuery) -> Iterator[BannedMember]:
        while True:
            page = self.call("get_group_ban_member", query, BannedMembersPage)
            yield from page.BannedAccountList or []
            query.Offset = page.NextOffset or 0
            if not query.Offset:
                return

    def group_members(self, query: PermissionGroupMembersQuery) -> Iterator[PermissionGroupMember]:
        while True:
            page = self.call("get_permission_group_member_list", query, PermissionGroupMembersPage)
            yield from page.MemberList or []
            query.Next = page.Next or ""
            if not query.Next:
                return
