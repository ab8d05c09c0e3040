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

# At INFO it logs the URL of every call, with the signature.
logging.getLogger("httpx").setLevel(logging.WARNING)


class Refused(Exception):
    def __init__(self, code: int, info: object) -> None:
        super().__init__(f"{code}: {info}")
        self.code = code


class Account:
    def __init__(self, base_url: str, app: int, admin: str, key: str) -> None:
        self.user_sig = TLSSigAPIv2(app, key).gen_sig(admin, 86400)
        self.query = {"sdkappid": app, "identifier": admin, "usersig": self.user_sig, "contenttype": ContentType.JSON}
        self.client = Client(base_url=base_url, timeout=httpx.Timeout(10))


def new_random() -> int:
    return randbelow(2**32)


def call(operation: Any, account: Account, body: object) -> Any:
    answer = operation.sync_detailed(client=account.client, body=body, random=new_random(), **account.query)
    page = answer.parsed
    if answer.status_code != 200:
        raise Refused(0, f"HTTP status {answer.status_code}")
    if page.error_code != 0 or page.action_status == "FAIL":
        raise Refused(page.error_code, page.error_info)
    return page


def banned_members(account: Account, group: str) -> Iterator[BannedMember]:
    offset = 0
    while True:
        page: BannedMembersPage = call(bans, account, BannedMembersQuery(group_id=group, offset=offset, limit=100))
        yield from page.banned_account_list or []
        offset = page.next_offset or 0
        if not offset:
            return


def group_members(
    account: Account, group: str, permission_group: str, fields: list[str], custom: list[str]
) -> Iterator[PermissionGroupMember]:
    query = PermissionGroupMembersQuery(group_id=group, permission_group_id=permission_group, limit=50, next_="")
    if fields:
        query.member_info_filter = fields
    if custom:
        query.app_defined_data_filter_group_member = custom
    while True:
        page: PermissionGroupMembersPage = call(members, account, query)
        yield from page.member_list or []
        query.next_ = page.next_ or ""
        if not query.next_:
            return
