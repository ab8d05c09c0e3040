-- A small answer again and again, for `wrk`: see docs/sandbox.md.
wrk.method = "POST"
wrk.body = '{"GroupId": "@TGS#aJRGC4MH6", "Limit": 20, "Offset": 0}'
