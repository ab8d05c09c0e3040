from collections.abc import Iterator
from secrets import randbelow
from typing import Any

import openapi_client as chat
from TLSSigAPIv2 import TLSSigAPIv2  # type: ignore[import-untyped]


class Refused(Exception):
    def __init__(self, code: int, info: object) -> None:
        super().__init__(f"{code}: {info}")
        self.code = code


class Account:
    def __init__(self, base_url: str, app: int, admin: str, key: str) -> None:
        self.user_sig = TLSSigAPIv2(app, key).gen_sig(admin, 86400)
        self.query = {"sdkappid": app, "identifier": admin, "usersig": self.user_sig, "contenttype": "json"}
        self.api = chat.MemberListsApi(chat.ApiClient(chat.Configuration(host=base_url, retries=False)))


def new_random() -> int:
    return randbelow(2**32)


def call(operation: Any, account: Account, kind: Any, **body: object) -> Any:
    try:
        # The client itself would not read an answer that is not called JSON.
        answer = operation(**account.query, random=new_random(), _request_timeout=10, **body)
    except Exception as error:
        # Its text has the URL, with the signature.
        raise Refused(0, type(error).__name__) from None
    if answer.status != 200:
        raise Refused(0, f"HTTP status {answer.status}")
    page = kind.from_json(answer.data.decode())
    if page.error_code != 0 or page.action_status == "FAIL":
        raise Refused(page.error_code, page.error_info)
    return page


def banned_members(account: Account, group: str) -> Iterator[chat.BannedMember]:
    query = chat.BannedMembersQuery(GroupId=group, Offset=0, Limit=100)
    operation = account.api.get_group_ban_member_without_preload_content
    while True:
        page: chat.BannedMembersPage = call(operation, account, chat.BannedMembersPage, banned_members_query=query)
        yield from page.banned_account_list or []
        query.offset = page.next_offset or 0
        if not query.offset:
            return


def group_members(
    account: Account, group: str, permission_group: str, fields: list[str], custom: list[str]
) -> Iterator[chat.PermissionGroupMember]:
    query = chat.PermissionGroupMembersQuery(GroupId=group, PermissionGroupId=permission_group, Limit=50, Next="")
    query.member_info_filter = [*fields] or None
    query.app_defined_data_filter_group_member = [*custom] or None
    operation = account.api.get_permission_group_member_list_without_preload_content
    while True:
        page = call(operation, account, chat.PermissionGroupMembersPage, permission_group_members_query=query)
        yield from page.member_list or []
        query.next = page.next or ""
        if not query.next:
            return
