package main

import (
	"context"
	"fmt"

	"example/chat"
)

type Banned = chat.BannedMember
type Member = chat.PermissionGroupMember

func refusal(code chat.ErrorCode, status chat.ActionStatus, info chat.OptString) error {
	if code == 0 && status != "FAIL" {
		return nil
	}
	return Refused{int32(code), info.Value}
}

func (a Account) BannedMembers(group string, each func(Banned)) error {
	client, err := chat.NewClient(a.BaseURL, chat.WithClient(a.HTTP()))
	if err != nil {
		return err
	}
	query := chat.BannedMembersQuery{GroupId: group, Limit: chat.NewOptInt32(100)}
	for {
		answer, err := client.GetGroupBanMember(context.Background(), &query, chat.GetGroupBanMemberParams{
			Sdkappid: chat.SdkAppId(a.App), Identifier: chat.Identifier(a.Admin), Usersig: "-", Random: chat.Random(newRandom()), Contenttype: "json"})
		page, ok := answer.(*chat.BannedMembersPage)
		if err != nil || !ok {
			return fmt.Errorf("no page: %T %w", answer, err)
		}
		if err := refusal(page.ErrorCode, page.ActionStatus, page.ErrorInfo); err != nil {
			return err
		}
		for _, member := range page.BannedAccountList {
			each(member)
		}
		if query.Offset = page.NextOffset.Value; query.Offset == 0 {
			return nil
		}
	}
}

func (a Account) GroupMembers(group, permissionGroup string, fields, custom []string, each func(Member)) error {
	client, err := chat.NewClient(a.BaseURL, chat.WithClient(a.HTTP()))
	if err != nil {
		return err
	}
	query := chat.PermissionGroupMembersQuery{GroupId: group, PermissionGroupId: permissionGroup, Limit: chat.NewOptInt32(50),
		Next: chat.NewOptString(""), AppDefinedDataFilterGroupMember: custom}
	for _, field := range fields {
		query.MemberInfoFilter = append(query.MemberInfoFilter, chat.MemberInfoField(field))
	}
	for {
		answer, err := client.GetPermissionGroupMemberList(context.Background(), &query, chat.GetPermissionGroupMemberListParams{
			Sdkappid: chat.SdkAppId(a.App), Identifier: chat.Identifier(a.Admin), Usersig: "-", Random: chat.Random(newRandom()), Contenttype: "json"})
		page, ok := answer.(*chat.PermissionGroupMembersPage)
		if err != nil || !ok {
			return fmt.Errorf("no page: %T %w", answer, err)
		}
		if err := refusal(page.ErrorCode, page.ActionStatus, page.ErrorInfo); err != nil {
			return err
		}
		for _, member := range page.MemberList {
			each(member)
		}
		if query.Next = page.Next; query.Next.Value == "" {
			return nil
		}
	}
}
