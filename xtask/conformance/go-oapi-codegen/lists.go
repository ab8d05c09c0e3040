package main

import (
	"context"

	"example/chat"
)

type Banned = chat.BannedMember
type Member = chat.PermissionGroupMember

func refusal(code int32, status chat.ActionStatus, info *string) error {
	if code == 0 && status != "FAIL" {
		return nil
	}
	refused := Refused{Code: code}
	if info != nil {
		refused.Info = *info
	}
	return refused
}

func (a Account) BannedMembers(group string, each func(Banned)) error {
	client, err := chat.NewClientWithResponses(a.BaseURL, chat.WithHTTPClient(a.HTTP()))
	limit, offset := int32(100), int64(0)
	for err == nil {
		query := chat.GetGroupBanMemberParams{Sdkappid: a.App, Identifier: a.Admin, Usersig: "-", Random: newRandom(), Contenttype: chat.Json}
		body := chat.BannedMembersQuery{GroupId: group, Offset: offset, Limit: &limit}
		answer, err := client.GetGroupBanMemberWithResponse(context.Background(), &query, body)
		if err != nil {
			return err
		}
		page := answer.JSON200
		if page == nil {
			return Refused{Info: answer.Status()}
		}
		if err := refusal(page.ErrorCode, page.ActionStatus, page.ErrorInfo); err != nil {
			return err
		}
		for _, member := range page.BannedAccountList {
			each(member)
		}
		if page.NextOffset == nil || *page.NextOffset == 0 {
			return nil
		}
		offset = *page.NextOffset
	}
	return err
}

func (a Account) GroupMembers(group, permissionGroup string, fields, custom []string, each func(Member)) error {
	client, err := chat.NewClientWithResponses(a.BaseURL, chat.WithHTTPClient(a.HTTP()))
	limit, next := int32(50), ""
	for err == nil {
		query := chat.GetPermissionGroupMemberListParams{Sdkappid: a.App, Identifier: a.Admin, Usersig: "-", Random: newRandom(), Contenttype: chat.Json}
		body := chat.PermissionGroupMembersQuery{GroupId: group, PermissionGroupId: permissionGroup, Limit: &limit, Next: &next,
			MemberInfoFilter: fields, AppDefinedDataFilterGroupMember: custom}
		answer, err := client.GetPermissionGroupMemberListWithResponse(context.Background(), &query, body)
		if err != nil {
			return err
		}
		page := answer.JSON200
		if page == nil {
			return Refused{Info: answer.Status()}
		}
		if err := refusal(page.ErrorCode, page.ActionStatus, page.ErrorInfo); err != nil {
			return err
		}
		for _, member := range page.MemberList {
			each(member)
		}
		if page.Next == nil || *page.Next == "" {
			return nil
		}
		next = *page.Next
	}
	return err
}
