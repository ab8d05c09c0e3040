from typing import Any

from tencent_cloud_chat_member_lists_client.models import BannedMember as BannedMember
from tencent_cloud_chat_member_lists_client.models import BannedMembersQuery, PermissionGroupMembersQuery
from tencent_cloud_chat_member_lists_client.models import PermissionGroupMember as PermissionGroupMember
from tencent_cloud_chat_member_lists_client.types import Unset as Unset


def banned_query(r: dict[str, Any]) -> BannedMembersQuery:
    return BannedMembersQuery(group_id=r["group"], offset=0, limit=100)


def members_query(r: dict[str, Any]) -> PermissionGroupMembersQuery:
    query = PermissionGroupMembersQuery(
        group_id=r["group"], permission_group_id=r["permission_group"], limit=50, next_=""
    )
    if r["fields"]:
        query.member_info_filter = r["fields"]
    if r["custom"]:
        query.app_defined_data_filter_group_member = r["custom"]
    return query
