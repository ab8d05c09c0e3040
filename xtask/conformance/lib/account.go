package main

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

type Account struct {
	BaseURL    string
	App        int64
	Admin, Sig string
}

// Sign makes a UserSig that holds for a day.
func Sign(app int64, admin, key string, now int64) string {
	mac := hmac.New(sha256.New, []byte(key))
	fmt.Fprintf(mac, "TLS.identifier:%s\nTLS.sdkappid:%d\nTLS.time:%d\nTLS.expire:86400\n", admin, app, now)
	document, _ := json.Marshal(map[string]any{"TLS.ver": "2.0", "TLS.identifier": admin, "TLS.sdkappid": app,
		"TLS.time": now, "TLS.expire": 86400, "TLS.sig": mac.Sum(nil)})
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	w.Write(document)
	w.Close()
	return strings.NewReplacer("+", "*", "/", "-", "=", "_").Replace(base64.StdEncoding.EncodeToString(packed.Bytes()))
}

var newRandom = func() int64 { return rand.Int64N(1 << 32) }

// HTTP follows no redirect, which would carry the signature away in Referer.
func (a Account) HTTP() *http.Client {
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &http.Client{Timeout: 10 * time.Second, Transport: a, CheckRedirect: stay}
}

// RoundTrip adds the signature last, so that no error has it, and reads every answer as JSON.
func (a Account) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	q := r.URL.Query()
	q.Set("usersig", a.Sig)
	r.URL.RawQuery = q.Encode()
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err == nil && answer.StatusCode == http.StatusOK {
		answer.Header.Set("Content-Type", "application/json")
	}
	return answer, err
}

type Refused struct {
	Code int32
	Info string
}

func (r Refused) Error() string { return fmt.Sprintf("%d: %s", r.Code, r.Info) }
