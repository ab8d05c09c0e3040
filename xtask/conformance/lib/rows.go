package main

import "example/chat"

// What was read, field by field, so that the type of each is checked.

func bannedRow(m chat.BannedMember) banned { return banned{m.MemberAccount, m.BannedUntil} }

func memberRow(m chat.PermissionGroupMember) member {
	row := member{Account: m.MemberAccount, Role: m.Role, MsgFlag: m.MsgFlag, NameCard: m.NameCard, JoinTime: m.JoinTime,
		JoinPermissionGroupTime: m.JoinPermissionGroupTime, MsgSeq: m.MsgSeq, LastSendMsgTime: m.LastSendMsgTime, MuteUntil: m.MuteUntil}
	for _, field := range m.AppMemberDefinedData {
		row.AppMemberDefinedData = append(row.AppMemberDefinedData, custom{field.Key, field.Value})
	}
	return row
}
