import logging
from collections.abc import Iterator
from secrets import randbelow
from typing import Any

import httpx
from tencent_cloud_chat_member_lists_client import Client
from tencent_cloud_chat_member_lists_client.api.member_lists import get_group_ban_member as bans
from tencent_cloud_chat_member_lists_client.api.member_lists import get_permission_group_member_list as members
from tencent_cloud_chat_member_lists_client.models import *
from TLSSigAPIv2 import TLSSigAPIv2  # type: ignore[import-untyped]

logging.getLogger("httpx").setLevel(logging.WARNING)  # At INFO it logs every URL, with the signature.


class Refused(Exception): ...


class Account:
    def __init__(self, base_url: str, app: int, admin: str, key: str) -> None:
        self.user_sig = TLSSigAPIv2(app, key).gen_sig(admin, 86400)
        self.query = {"sdkappid": app, "identifier": admin, "usersig": self.user_sig, "contenttype": ContentType.JSON}
        self.client = Client(base_url=base_url, timeout=httpx.Timeout(10))

    def call(self, operation: Any, body: object) -> Any:
        answer = operation.sync_detailed(client=self.client, body=body, random=randbelow(2**32), **self.query)
        page = answer.parsed
        if answer.status_code != 200:
            raise Refused(0, f"HTTP status {answer.status_code}")
        if page.error_code != 0 or page.action_status == "FAIL":
            raise Refused(page.error_code, page.error_info)
        return page

    def banned_members(self, query: BannedMembersQuery) -> Iterator[BannedMember]:
        while True:
            page: BannedMembersPage = self.call(bans, query)
            yield from page.banned_account_list or []
            query.offset = page.next_offset or 0
            if not query.offset:
                return

    def group_members(self, query: PermissionGroupMembersQuery) -> Iterator[PermissionGroupMember]:
        while True:
            page: PermissionGroupMembersPage = self.call(members, query)
            yield from page.member_list or []
            query.next_ = page.next_ or ""
            if not query.next_:
                return
