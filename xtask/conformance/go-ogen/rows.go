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

func bannedRow(m Banned) banned { return banned{m.MemberAccount, number(m.BannedUntil)} }

func memberRow(m Member) member {
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
