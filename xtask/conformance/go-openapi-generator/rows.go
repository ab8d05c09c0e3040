package main

func bannedRow(m Banned) banned { return banned{m.MemberAccount, m.BannedUntil} }

func memberRow(m Member) member {
	row := member{Account: m.MemberAccount, Role: m.Role, MsgFlag: m.MsgFlag, NameCard: m.NameCard, JoinTime: m.JoinTime,
		JoinPermissionGroupTime: m.JoinPermissionGroupTime, MsgSeq: m.MsgSeq, LastSendMsgTime: m.LastSendMsgTime, MuteUntil: m.MuteUntil}
	for _, field := range m.AppMemberDefinedData {
		row.AppMemberDefinedData = append(row.AppMemberDefinedData, custom{field.Key, field.Value})
	}
	return row
}
