package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"time"
)

type request struct {
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
	Code *int32 `json:"code"`
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
	if r.Random != nil {
		newRandom = func() int64 { return *r.Random }
	}
	account := Account{r.BaseURL, r.App, r.Identifier, Sign(r.App, r.Identifier, r.Key, time.Now().Unix())}
	items := []any{}
	var err error
	if r.List == "banned" {
		err = account.BannedMembers(r.Group, func(m Banned) { items = append(items, bannedRow(m)) })
	} else {
		err = account.GroupMembers(r.Group, r.PermissionGroup, r.Fields, r.Custom, func(m Member) { items = append(items, memberRow(m)) })
	}
	var failed *failure
	if err != nil {
		failed = &failure{nil, err.Error()}
		var refused Refused
		if errors.As(err, &refused) {
			failed.Code = &refused.Code
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
