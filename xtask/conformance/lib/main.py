"""Answers the harness: a request a line on stdin, what was read of it a line on stdout, both as JSON."""

import json
import sys
from typing import Any

import lists
import rows


def answer(request: dict[str, Any]) -> dict[str, Any]:
    if request.get("random") is not None:
        lists.new_random = lambda: int(request["random"])
    account = lists.Account(request["base_url"], request["sdk_app_id"], request["identifier"], request["secret_key"])
    read: list[Any] = []
    error = None
    try:
        if request["list"] == "banned":
            for banned in lists.banned_members(account, request["group"]):
                read.append(rows.banned(banned))
        else:
            asked = (request["group"], request["permission_group"], request["fields"], request["custom"])
            for member in lists.group_members(account, *asked):
                read.append(rows.member(member))
    except lists.Refused as e:
        error = {"code": e.code, "text": repr(e)}
    except Exception as e:
        error = {"code": None, "text": f"{e!r} {e}"}
    return {"items": read, "error": error, "user_sig": account.user_sig}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
