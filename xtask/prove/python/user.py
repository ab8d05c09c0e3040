"""What somebody writes around the client that openapi-python-client makes."""

from .client.api.member_lists import get_group_ban_member, get_permission_group_member_list
from .client.client import Client
from .client.models import (
    BannedMember,
    BannedMembersPage,
    BannedMembersQuery,
    ContentType,
    MemberCustomField,
    PermissionGroupMember,
    PermissionGroupMembersPage,
    PermissionGroupMembersQuery,
)


def bans(client: Client, group: str) -> dict[str, int]:
    body = BannedMembersQuery(group, 0, limit=100)
    page = get_group_ban_member.sync(
        client=client, body=body, sdkappid=1, identifier="a", usersig="-", random=7, contenttype=ContentType.JSON
    )
    if not isinstance(page, BannedMembersPage):
        return {}
    known: tuple[str, int, str, int] = (page.action_status, page.error_code, page.error_info or "", page.next_offset or 0)
    members: list[BannedMember] = page.banned_account_list or []
    return {member.member_account: member.banned_until or 0 for member in members} if known else {}


def members(client: Client, group: str) -> str:
    body = PermissionGroupMembersQuery(
        group, "a", limit=50, next_="", member_info_filter=["Role"], app_defined_data_filter_group_member=["a"]
    )
    page = get_permission_group_member_list.sync(
        client=client, body=body, sdkappid=1, identifier="a", usersig="-", random=7, contenttype=ContentType.JSON
    )
    if not isinstance(page, PermissionGroupMembersPage):
        return ""
    known: tuple[str, int, str, int] = (page.action_status, page.error_code, page.error_info or "", page.member_num or 0)
    found: list[PermissionGroupMember] = page.member_list or []
    for member in found:
        texts: list[str] = [member.member_account, member.role or "", member.msg_flag or "", member.name_card or ""]
        times: list[int] = [member.join_time or 0, member.last_send_msg_time or 0, member.mute_until or 0]
        numbers: list[int] = [member.msg_seq or 0, member.join_permission_group_time or 0]
        fields: list[MemberCustomField] = member.app_member_defined_data or []
        own: dict[str, str] = {field.key: field.value or "" for field in fields}
        unknown = [member.additional_properties, *[field.additional_properties for field in fields]]
        print(texts, times, numbers, own, unknown, known)
    return page.next_ or ""
