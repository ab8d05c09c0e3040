// What somebody writes around the client that oapi-codegen makes.
package chat

import "context"

func userBans(client *ClientWithResponses, group string) (map[string]int64, error) {
	limit := int32(100)
	query := GetGroupBanMemberParams{Sdkappid: 1400000000, Identifier: "a", Usersig: "-", Random: 7, Contenttype: Json}
	body := BannedMembersQuery{GroupId: group, Offset: int64(0), Limit: &limit}
	answer, err := client.GetGroupBanMemberWithResponse(context.Background(), &query, body)
	if err != nil || answer.JSON200 == nil {
		return nil, err
	}
	var page *BannedMembersPage = answer.JSON200
	var status string = page.ActionStatus
	var code int32 = page.ErrorCode
	var info *string = page.ErrorInfo
	var next *int64 = page.NextOffset
	_, _, _, _ = status, code, info, next
	bans := map[string]int64{}
	for _, member := range page.BannedAccountList {
		if member.BannedUntil != nil {
			bans[member.MemberAccount] = *member.BannedUntil
		}
	}
	return bans, nil
}

func userMembers(client *ClientWithResponses, group string) (*string, error) {
	limit, next := int32(50), ""
	query := GetPermissionGroupMemberListParams{Sdkappid: 1400000000, Identifier: "a", Usersig: "-", Random: 7, Contenttype: Json}
	body := PermissionGroupMembersQuery{GroupId: group, PermissionGroupId: "a", Limit: &limit, Next: &next,
		MemberInfoFilter: []MemberInfoField{"Role"}, AppDefinedDataFilterGroupMember: []string{"a"}}
	answer, err := client.GetPermissionGroupMemberListWithResponse(context.Background(), &query, body)
	if err != nil || answer.JSON200 == nil {
		return nil, err
	}
	var page *PermissionGroupMembersPage = answer.JSON200
	var total *int64 = page.MemberNum
	_ = total
	for _, member := range page.MemberList {
		var account string = member.MemberAccount
		var role *Role = member.Role
		var flag *MsgFlag = member.MsgFlag
		var times = []*UnixTime{member.JoinTime, member.LastSendMsgTime, member.JoinPermissionGroupTime, member.MuteUntil}
		var seq *int64 = member.MsgSeq
		var card *string = member.NameCard
		for _, field := range member.AppMemberDefinedData {
			var key string = field.Key
			var value *string = field.Value
			_, _ = key, value
		}
		_, _, _, _, _, _ = account, role, flag, times, seq, card
	}
	return page.Next, nil
}
