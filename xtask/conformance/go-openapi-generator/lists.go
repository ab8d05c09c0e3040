package main

import (
	"context"

	"example/chat"
)

func (a Account) api() *chat.MemberListsAPIService {
	settings := chat.NewConfiguration()
	settings.Servers = chat.ServerConfigurations{{URL: a.BaseURL}}
	settings.HTTPClient = a.HTTP()
	return chat.NewAPIClient(settings).MemberListsAPI
}

func (a Account) BannedMembers(query *chat.BannedMembersQuery) (all []chat.BannedMember, err error) {
	for {
		page, _, err := a.api().GetGroupBanMember(context.Background()).Sdkappid(a.App).Identifier(a.Admin).
			Usersig("-").Random(newRandom()).Contenttype(chat.JSON).BannedMembersQuery(*query).Execute()
		if err != nil {
			return all, err
		}
		all = append(all, page.GetBannedAccountList()...)
		if query.Offset = page.GetNextOffset(); query.Offset == 0 {
			return all, nil
		}
	}
}

func (a Account) GroupMembers(query *chat.PermissionGroupMembersQuery) (all []chat.PermissionGroupMember, err error) {
	for {
		page, _, err := a.api().GetPermissionGroupMemberList(context.Background()).Sdkappid(a.App).Identifier(a.Admin).
			Usersig("-").Random(newRandom()).Contenttype(chat.JSON).PermissionGroupMembersQuery(*query).Execute()
		if err != nil {
			return all, err
		}
		all = append(all, page.GetMemberList()...)
		if query.SetNext(page.GetNext()); page.GetNext() == "" {
			return all, nil
		}
	}
}
