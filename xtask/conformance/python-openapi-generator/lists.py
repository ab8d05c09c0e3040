import logging
from collections.abc import Iterator
from secrets import randbelow
from typing import Any

from openapi_client import *
from TLSSigAPIv2 import TLSSigAPIv2  # type: ignore[import-untyped]

logging.getLogger("urllib3").setLevel(logging.INFO)  # At DEBUG it logs every URL, with the signature.


class Refused(Exception): ...


class Account:
    def __init__(self, base_url: str, app: int, admin: str, key: str) -> None:
        self.user_sig = TLSSigAPIv2(app, key).gen_sig(admin, 86400)
        self.api = MemberListsApi(ApiClient(Configuration(host=base_url, retries=False)))
        self.query = (app, admin, self.user_sig)

    def call(self, operation: str, kind: Any, query: object) -> Any:
        try:  # Without preloading, since the client gives up on an answer that is not called JSON.
            call = getattr(self.api, f"{operation}_without_preload_content")
            answer = call(*self.query, randbelow(2**32), "json", query, _request_timeout=10)
        except Exception as error:  # Its text has the URL, with the signature.
            raise Refused(0, type(error).__name__) from None
        if answer.status != 200:
            raise Refused(0, f"HTTP status {answer.status}")
        page = kind.from_json(answer.data.decode())
        if page.error_code != 0 or page.action_status == "FAIL":
            raise Refused(page.error_code, page.error_info)
        return page

    def banned_members(self, query: BannedMembersQuery) -> Iterator[BannedMember]:
        while True:
            page: BannedMembersPage = self.call("get_group_ban_member", BannedMembersPage, query)
            yield from page.banned_account_list or []
            query.offset = page.next_offset or 0
            if not query.offset:
                return

    def group_members(self, query: PermissionGroupMembersQuery) -> Iterator[PermissionGroupMember]:
        while True:
            page: PermissionGroupMembersPage = self.call("get_permission_group_member_list", PermissionGroupMembersPage, query)
            yield from page.member_list or []
            query.next = page.next or ""
            if not query.next:
                return
