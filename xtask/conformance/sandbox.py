"""The sandbox that `cargo xtask conformance` has started, as its environment variables name it."""

import json
import os
import urllib.parse
import urllib.request

APP = int(os.environ["TENCENT_CHAT_SDK_APP_ID"])
KEY = os.environ["TENCENT_CHAT_SECRET_KEY"]
IDENTIFIER = os.environ["TENCENT_CHAT_IDENTIFIER"]
URL = os.environ["TENCENT_CHAT_BASE_URL"]
ADMIN = os.environ["SANDBOX_ADMIN_URL"]


def patch(data):
    """Changes the sandbox's data."""
    ask(f"{ADMIN}/data", data, method="PATCH")


def code(user_sig, app=APP, identifier=IDENTIFIER):
    """The code that a good request gets with this UserSig."""
    path = "/v4/group_open_http_svc/get_group_ban_member"
    query = {"sdkappid": app, "identifier": identifier, "usersig": user_sig, "random": 1, "contenttype": "json"}
    body = {"GroupId": "@TGS#aJRGC4MH6", "Limit": 20, "Offset": 0}
    return ask(f"{URL}{path}?{urllib.parse.urlencode(query)}", body)["ErrorCode"]


def names():
    """The contract's names of the codes."""
    entries = ask(f"{URL}/openapi.json")["x-error-codes"]
    return {0: "OK"} | {entry["code"]: entry["name"] for entry in entries}


def ask(url, body=None, method=None):
    data = None if body is None else json.dumps(body).encode()
    # No proxy: the sandbox is on this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(url, data, method=method)) as response:
        return json.load(response)
