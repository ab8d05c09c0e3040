package main

import "example/chat"

func bannedQuery(r request) *chat.BannedMembersQuery {
	query := chat.NewBannedMembersQuery(r.Group, 0)
	query.SetLimit(100)
	return query
}

func memberQuery(r request) *chat.PermissionGroupMembersQuery {
	query := chat.NewPermissionGroupMembersQuery(r.Group, r.PermissionGroup)
	query.SetLimit(50)
	query.SetNext("")
	query.MemberInfoFilter, query.AppDefinedDataFilterGroupMember = r.Fields, r.Custom
	return query
}
