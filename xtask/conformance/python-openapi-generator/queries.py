from typing import Any

from openapi_client import BannedMember as BannedMember
from openapi_client import BannedMembersQuery, PermissionGroupMembersQuery
from openapi_client import PermissionGroupMember as PermissionGroupMember


class Unset:
    """What is missing is `None` here."""


def banned_query(r: dict[str, Any]) -> BannedMembersQuery:
    return BannedMembersQuery(GroupId=r["group"], Offset=0, Limit=100)


def members_query(r: dict[str, Any]) -> PermissionGroupMembersQuery:
    query = PermissionGroupMembersQuery(GroupId=r["group"], PermissionGroupId=r["permission_group"], Limit=50, Next="")
    query.member_info_filter = [*r["fields"]] or None
    query.app_defined_data_filter_group_member = [*r["custom"]] or None
    return query
