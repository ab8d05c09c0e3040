package main

import (
	"context"
	"net/http"

	"example/chat"
)

type Banned = chat.BannedMember
type Member = chat.PermissionGroupMember

func (a Account) api() *chat.MemberListsAPIService {
	settings := chat.NewConfiguration()
	settings.Servers = chat.ServerConfigurations{{URL: a.BaseURL}}
	settings.HTTPClient = a.HTTP()
	return chat.NewAPIClient(settings).MemberListsAPI
}

type page interface {
	GetErrorCode() int32
	GetActionStatus() string
	GetErrorInfo() string
}

func refusal(page page, answer *http.Response, err error) error {
	if answer != nil && answer.StatusCode != http.StatusOK {
		return Refused{Info: answer.Status}
	}
	if err == nil && (page.GetErrorCode() != 0 || page.GetActionStatus() == "FAIL") {
		return Refused{page.GetErrorCode(), page.GetErrorInfo()}
	}
	return err
}

func (a Account) BannedMembers(group string, each func(Banned)) error {
	query := chat.NewBannedMembersQuery(group, 0)
	query.SetLimit(100)
	for {
		page, answer, err := a.api().GetGroupBanMember(context.Background()).Sdkappid(a.App).Identifier(a.Admin).
			Usersig("-").Random(newRandom()).Contenttype(chat.JSON).BannedMembersQuery(*query).Execute()
		if err := refusal(page, answer, err); err != nil {
			return err
		}
		for _, member := range page.BannedAccountList {
			each(member)
		}
		if query.Offset = page.GetNextOffset(); query.Offset == 0 {
			return nil
		}
	}
}

func (a Account) GroupMembers(group, permissionGroup string, fields, custom []string, each func(Member)) error {
	query := chat.NewPermissionGroupMembersQuery(group, permissionGroup)
	query.SetLimit(50)
	query.SetNext("")
	query.MemberInfoFilter, query.AppDefinedDataFilterGroupMember = fields, custom
	for {
		page, answer, err := a.api().GetPermissionGroupMemberList(context.Background()).Sdkappid(a.App).Identifier(a.Admin).
			Usersig("-").Random(newRandom()).Contenttype(chat.JSON).PermissionGroupMembersQuery(*query).Execute()
		if err := refusal(page, answer, err); err != nil {
			return err
		}
		for _, member := range page.MemberList {
			each(member)
		}
		if query.SetNext(page.GetNext()); page.GetNext() == "" {
			return nil
		}
	}
}
