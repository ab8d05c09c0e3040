package main

import "example/chat"

func number(n chat.OptUnixTime) *int64 {
	if !n.Set {
		return nil
	}
	value := int64(n.Value)
	return &value
}

func text[T ~string](value T, set bool) *string {
	if !set {
		return nil
	}
	plain := string(value)
	return &plain
}

func bannedRow(m chat.BannedMember) banned { return banned{m.MemberAccount, number(m.BannedUntil)} }

func memberRow(m chat.PermissionGroupMember) member {
	row := member{Account: m.MemberAccount, Role: text(m.Role.Value, m.Role.Set), MsgFlag: text(m.MsgFlag.Value, m.MsgFlag.Set),
		NameCard: text(m.NameCard.Value, m.NameCard.Set), JoinTime: number(m.JoinTime),
		JoinPermissionGroupTime: number(m.JoinPermissionGroupTime), LastSendMsgTime: number(m.LastSendMsgTime), MuteUntil: number(m.MuteUntil)}
	if m.MsgSeq.Set {
		row.MsgSeq = &m.MsgSeq.Value
	}
	for _, field := range m.AppMemberDefinedData {
		row.AppMemberDefinedData = append(row.AppMemberDefinedData, custom{field.Key, text(field.Value.Value, field.Value.Set)})
	}
	return row
}

func bannedQuery(r request) *chat.BannedMembersQuery {
	return &chat.BannedMembersQuery{GroupId: r.Group, Limit: chat.NewOptInt32(100)}
}

func memberQuery(r request) *chat.PermissionGroupMembersQuery {
	query := &chat.PermissionGroupMembersQuery{GroupId: r.Group, PermissionGroupId: r.PermissionGroup, Limit: chat.NewOptInt32(50),
		Next: chat.NewOptString(""), AppDefinedDataFilterGroupMember: r.Custom}
	for _, field := range r.Fields {
		query.MemberInfoFilter = append(query.MemberInfoFilter, chat.MemberInfoField(field))
	}
	return query
}
