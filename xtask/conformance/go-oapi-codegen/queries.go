package main

import "example/chat"

func bannedQuery(r request) *chat.BannedMembersQuery {
	limit := int32(100)
	return &chat.BannedMembersQuery{GroupId: r.Group, Limit: &limit}
}

func memberQuery(r request) *chat.PermissionGroupMembersQuery {
	limit := int32(50)
	return &chat.PermissionGroupMembersQuery{GroupId: r.Group, PermissionGroupId: r.PermissionGroup, Limit: &limit, Next: new(string),
		MemberInfoFilter: r.Fields, AppDefinedDataFilterGroupMember: r.Custom}
}
