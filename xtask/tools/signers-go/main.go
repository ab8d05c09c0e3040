// Holds the vendor's own verifier of UserSigs, its package for Go, against the test vectors.
//
// The argument is the file of vectors. Those that are right must be accepted until their last second; those that are
// wrong must be refused for the reason that the file gives.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/tencentyun/tls-sig-api-v2-golang/tencentyun"
)

type file struct {
	Vectors []struct {
		ID        string
		SDKAppID  uint64
		SecretKey string `json:"secret_key"`
		UserID    string `json:"user_id"`
		ExpiresAt int64  `json:"expires_at"`
		UserBuf   []byte
		MadeBy    map[string]struct{ UserSig string } `json:"made_by"`
	}
	Negative []struct {
		ID         string
		UserSig    string
		VerifyWith struct {
			SDKAppID  uint64
			SecretKey string `json:"secret_key"`
			UserID    string `json:"user_id"`
			Now       int64
		} `json:"verify_with"`
		ErrorCode string `json:"error_code"`
	}
}

// What the verifier calls by another name than the pages, and why.
var otherwise = map[string]string{
	"no-signature":         "USERSIG_WRONG_KEY",   // a document without TLS.sig has an empty one
	"tampered-user-buffer": "another user buffer", // it must be told which buffer to expect, and was told none
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var vectors file
	if err := json.Unmarshal(text, &vectors); err != nil {
		panic(err)
	}
	failed, right, wrong := false, 0, 0
	expect := func(what, got, wanted string) {
		if got != wanted {
			fmt.Printf("FAILED: Go: %s: %s, not %s\n", what, got, wanted)
			failed = true
		}
	}
	for _, v := range vectors.Vectors {
		for signer, made := range v.MadeBy {
			at := func(second int64) string {
				return verdict(v.SDKAppID, v.SecretKey, v.UserID, made.UserSig, second, v.UserBuf)
			}
			expect(v.ID+" of "+signer, at(v.ExpiresAt), "OK")
			expect(v.ID+" of "+signer+", a second late", at(v.ExpiresAt+1), "USERSIG_EXPIRED")
			right++
		}
	}
	for _, n := range vectors.Negative {
		wanted := n.ErrorCode
		if other, known := otherwise[n.ID]; known {
			wanted = other
		}
		with := n.VerifyWith
		expect(n.ID, verdict(with.SDKAppID, with.SecretKey, with.UserID, n.UserSig, with.Now, nil), wanted)
		wrong++
	}
	if failed || right == 0 || wrong == 0 {
		os.Exit(1)
	}
	fmt.Printf("ok: Go: the vendor's verifier accepts %d UserSigs of the vectors and refuses %d\n", right, wrong)
}

// The error code of what the verifier says.
func verdict(app uint64, key, user, sig string, second int64, buffer []byte) string {
	now := time.Unix(second, 0)
	var err error
	if buffer == nil {
		err = tencentyun.VerifyUserSig(app, key, user, sig, now)
	} else {
		err = tencentyun.VerifyUserSigWithBuf(app, key, user, sig, now, buffer)
	}
	switch {
	case err == nil:
		return "OK"
	case errors.Is(err, tencentyun.ErrSdkAppIDNotMatch):
		return "SDK_APP_ID_MISMATCH"
	case errors.Is(err, tencentyun.ErrIdentifierNotMatch):
		return "IDENTIFIER_MISMATCH"
	case errors.Is(err, tencentyun.ErrExpired):
		return "USERSIG_EXPIRED"
	case errors.Is(err, tencentyun.ErrSigNotMatch):
		return "USERSIG_WRONG_KEY"
	case errors.Is(err, tencentyun.ErrUserBufNotMatch), errors.Is(err, tencentyun.ErrUserBufTypeNotMatch):
		return "another user buffer"
	default:
		return "USERSIG_ILLEGAL"
	}
}
