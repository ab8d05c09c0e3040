package main

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"time"
)

type Account struct {
	BaseURL, Admin, Sig string
	App                 int64
}

func Sign(app int64, admin, key string, now, expire int64) string {
	mac := hmac.New(sha256.New, []byte(key))
	fmt.Fprintf(mac, "TLS.identifier:%s\nTLS.sdkappid:%d\nTLS.time:%d\nTLS.expire:%d\n", admin, app, now, expire)
	document, _ := json.Marshal(map[string]any{"TLS.ver": "2.0", "TLS.identifier": admin, "TLS.sdkappid": app,
		"TLS.time": now, "TLS.expire": expire, "TLS.sig": mac.Sum(nil)})
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	w.Write(document)
	w.Close()
	return base64.NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-").WithPadding('_').EncodeToString(packed.Bytes())
}

var newRandom = func() int64 { return rand.Int64N(1 << 32) }

type Refused struct {
	ErrorCode               int64
	ActionStatus, ErrorInfo string
}

func (r Refused) Error() string { return fmt.Sprintf("%d: %s", r.ErrorCode, r.ErrorInfo) }

func (a Account) HTTP() *http.Client { return &http.Client{Transport: a, Timeout: 10 * time.Second} }

// RoundTrip adds the signature last, so that no error shows it, and fails where the call failed or is redirected.
func (a Account) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	query := r.URL.Query()
	query.Set("usersig", a.Sig)
	r.URL.RawQuery = query.Encode()
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("HTTP status %s", response.Status)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	page := Refused{ErrorCode: -1} // A body without ErrorCode is a failure, too.
	if err := json.Unmarshal(body, &page); err != nil {
		return nil, err
	}
	if page.ErrorCode != 0 || page.ActionStatus == "FAIL" {
		return nil, page
	}
	response.Header, response.Body = http.Header{"Content-Type": {"application/json"}}, io.NopCloser(bytes.NewReader(body))
	return response, nil
}
