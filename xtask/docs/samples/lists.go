// Go, without modules. `tencent-chat usersig sign` makes the USERSIG.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"math/rand"
	"net/http"
	"net/url"
	"os"
	"time"
)

// -- call
var client = http.Client{Timeout: 10 * time.Second}

func call(command string, body map[string]any, answer any) error {
	query := url.Values{
		"sdkappid":    {os.Getenv("SDK_APP_ID")},
		"identifier":  {os.Getenv("IDENTIFIER")},
		"usersig":     {os.Getenv("USERSIG")},
		"random":      {fmt.Sprint(rand.Uint32())},
		"contenttype": {"json"},
	}
	sent, err := json.Marshal(body)
	if err != nil {
		return err
	}
	address := os.Getenv("BASE_URL") + "/v4/group_open_http_svc/" + command + "?" + query.Encode()
	response, err := client.Post(address, "application/json", bytes.NewReader(sent))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	return json.NewDecoder(response.Body).Decode(answer)
}

// -- get_group_ban_member
func bannedMembers() error {
	for offset := int64(0); ; {
		var page struct {
			ErrorCode         int32
			ActionStatus      string
			ErrorInfo         string
			BannedAccountList []struct {
				Account     string `json:"Member_Account"`
				BannedUntil int64
			}
			NextOffset int64
		}
		page.ErrorCode = -1 // A body without ErrorCode is a failure, too.
		body := map[string]any{"GroupId": os.Getenv("GROUP_ID"), "Limit": 100, "Offset": offset}
		if err := call("get_group_ban_member", body, &page); err != nil {
			return err
		}
		if page.ErrorCode != 0 || page.ActionStatus == "FAIL" {
			return fmt.Errorf("%d: %s", page.ErrorCode, page.ErrorInfo)
		}
		for _, member := range page.BannedAccountList {
			fmt.Println(member.Account, member.BannedUntil)
		}
		if offset = page.NextOffset; offset == 0 {
			return nil
		}
	}
}

// -- get_permission_group_member_list
func permissionGroupMembers() error {
	for next := ""; ; {
		var page struct {
			ErrorCode    int32
			ActionStatus string
			ErrorInfo    string
			MemberList   []struct {
				Account string `json:"Member_Account"`
				Role    string
			}
			Next string
		}
		page.ErrorCode = -1 // A body without ErrorCode is a failure, too.
		body := map[string]any{
			"GroupId":           os.Getenv("COMMUNITY_ID"),
			"PermissionGroupId": os.Getenv("PERMISSION_GROUP_ID"),
			"Limit":             50,
			"Next":              next,
		}
		if err := call("get_permission_group_member_list", body, &page); err != nil {
			return err
		}
		if page.ErrorCode != 0 || page.ActionStatus == "FAIL" {
			return fmt.Errorf("%d: %s", page.ErrorCode, page.ErrorInfo)
		}
		for _, member := range page.MemberList {
			fmt.Println(member.Account, member.Role)
		}
		if next = page.Next; next == "" {
			return nil
		}
	}
}

// -- end
func main() {
	if err := bannedMembers(); err != nil {
		log.Fatal(err)
	}
	if err := permissionGroupMembers(); err != nil {
		log.Fatal(err)
	}
}
