package main

import (
	"context"

	"example/chat"
)

func (a Account) BannedMembers(query *chat.BannedMembersQuery) (all []chat.BannedMember, err error) {
	client, err := chat.NewClient(a.BaseURL, chat.WithClient(a.HTTP()))
	for err == nil {
		answer, err := client.GetGroupBanMember(context.Background(), query, chat.GetGroupBanMemberParams{
			Sdkappid: chat.SdkAppId(a.App), Identifier: chat.Identifier(a.Admin), Usersig: "-", Random: chat.Random(newRandom()), Contenttype: "json"})
		if err != nil {
			return all, err
		}
		page := answer.(*chat.BannedMembersPage)
		all = append(all, page.BannedAccountList...)
		if query.Offset = page.NextOffset.Value; query.Offset == 0 {
			return all, nil
		}
	}
	return all, err
}

func (a Account) GroupMembers(query *chat.PermissionGroupMembersQuery) (all []chat.PermissionGroupMember, err error) {
	client, err := chat.NewClient(a.BaseURL, chat.WithClient(a.HTTP()))
	for err == nil {
		answer, err := client.GetPermissionGroupMemberList(context.Background(), query, chat.GetPermissionGroupMemberListParams{
			Sdkappid: chat.SdkAppId(a.App), Identifier: chat.Identifier(a.Admin), Usersig: "-", Random: chat.Random(newRandom()), Contenttype: "json"})
		if err != nil {
			return all, err
		}
		page := answer.(*chat.PermissionGroupMembersPage)
		all = append(all, page.MemberList...)
		if query.Next = page.Next; query.Next.Value == "" {
			return all, nil
		}
	}
	return all, err
}
