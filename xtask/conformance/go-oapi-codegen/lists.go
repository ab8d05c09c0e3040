package main

import (
	"context"

	"example/chat"
)

func (a Account) BannedMembers(query *chat.BannedMembersQuery) (all []chat.BannedMember, err error) {
	client, err := chat.NewClientWithResponses(a.BaseURL, chat.WithHTTPClient(a.HTTP()))
	for err == nil {
		account := chat.GetGroupBanMemberParams{Sdkappid: a.App, Identifier: a.Admin, Usersig: "-", Random: newRandom(), Contenttype: chat.Json}
		answer, err := client.GetGroupBanMemberWithResponse(context.Background(), &account, *query)
		if err != nil {
			return all, err
		}
		all = append(all, answer.JSON200.BannedAccountList...)
		if query.Offset = 0; answer.JSON200.NextOffset != nil {
			query.Offset = *answer.JSON200.NextOffset
		}
		if query.Offset == 0 {
			return all, nil
		}
	}
	return all, err
}

func (a Account) GroupMembers(query *chat.PermissionGroupMembersQuery) (all []chat.PermissionGroupMember, err error) {
	client, err := chat.NewClientWithResponses(a.BaseURL, chat.WithHTTPClient(a.HTTP()))
	for err == nil {
		account := chat.GetPermissionGroupMemberListParams{Sdkappid: a.App, Identifier: a.Admin, Usersig: "-", Random: newRandom(), Contenttype: chat.Json}
		answer, err := client.GetPermissionGroupMemberListWithResponse(context.Background(), &account, *query)
		if err != nil {
			return all, err
		}
		all = append(all, answer.JSON200.MemberList...)
		if query.Next = answer.JSON200.Next; query.Next == nil || *query.Next == "" {
			return all, nil
		}
	}
	return all, err
}
