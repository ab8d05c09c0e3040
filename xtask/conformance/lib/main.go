package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"time"

	"example/chat"
)

type request struct {
	Sign *struct {
		App     int64  `json:"sdkappid"`
		User    string `json:"user_id"`
		Key     string `json:"secret_key"`
		Now     int64  `json:"current_time"`
		Seconds int64  `json:"expire"`
	} `json:"sign"`
	List            string   `json:"list"`
	BaseURL         string   `json:"base_url"`
	App             int64    `json:"sdk_app_id"`
	Identifier      string   `json:"identifier"`
	Key             string   `json:"secret_key"`
	Group           string   `json:"group"`
	PermissionGroup string   `json:"permission_group"`
	Fields          []string `json:"fields"`
	Custom          []string `json:"custom"`
	Random          *int64   `json:"random"`
}

type failure struct {
	Code *int64 `json:"code"`
	Text string `json:"text"`
}

type banned struct {
	Account string `json:"Member_Account"`
	Until   *int64 `json:"BannedUntil"`
}

type custom struct {
	Key   string
	Value *string
}

type member struct {
	Account                                                               string `json:"Member_Account"`
	Role, MsgFlag, NameCard                                               *string
	JoinTime, JoinPermissionGroupTime, MsgSeq, LastSendMsgTime, MuteUntil *int64
	AppMemberDefinedData                                                  []custom
}

func answer(r request) map[string]any {
	if s := r.Sign; s != nil {
		return map[string]any{"user_sig": Sign(s.App, s.User, s.Key, s.Now, s.Seconds)}
	}
	if r.Random != nil {
		newRandom = func() int64 { return *r.Random }
	}
	account := Account{BaseURL: r.BaseURL, App: r.App, Admin: r.Identifier,
		Sig: Sign(r.App, r.Identifier, r.Key, time.Now().Unix(), 86400)}
	items := []any{}
	var err error
	if r.List == "banned" {
		var all []chat.BannedMember
		all, err = account.BannedMembers(bannedQuery(r))
		for _, m := range all {
			items = append(items, bannedRow(m))
		}
	} else {
		var all []chat.PermissionGroupMember
		all, err = account.GroupMembers(memberQuery(r))
		for _, m := range all {
			items = append(items, memberRow(m))
		}
	}
	var failed *failure
	if err != nil {
		failed = &failure{nil, err.Error()}
		var refused Refused
		if errors.As(err, &refused) {
			failed.Code = &refused.ErrorCode
		}
	}
	return map[string]any{"items": items, "error": failed, "user_sig": account.Sig}
}

func main() {
	lines := bufio.NewReader(os.Stdin)
	in, out := json.NewDecoder(lines), json.NewEncoder(os.Stdout)
	for {
		var r request
		if in.Decode(&r) != nil {
			return
		}
		out.Encode(answer(r))
	}
}
