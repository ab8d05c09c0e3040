"""Answers the harness: a request a line on stdin, what was read of it a line on stdout, both as JSON."""

import json
import logging
import sys
from typing import Any

import lists
import rows
import TLSSigAPIv2  # type: ignore[import-untyped]


def sign(app: int, user: str, key: str, now: int, expire: int) -> str:
    """By the vendor's package, with the clock at a given second."""
    clock, TLSSigAPIv2.time.time = TLSSigAPIv2.time.time, lambda: now
    try:
        return str(TLSSigAPIv2.TLSSigAPIv2(app, key).gen_sig(user, expire))
    finally:
        TLSSigAPIv2.time.time = clock


def answer(request: dict[str, Any]) -> dict[str, Any]:
    if asked := request.get("sign"):
        names = ("sdkappid", "user_id", "secret_key", "current_time", "expire")
        return {"user_sig": sign(*(asked[name] for name in names))}
    if request.get("random") is not None:
        setattr(lists, "randbelow", lambda _: request["random"])
    if request.get("debug"):
        logging.basicConfig(level=logging.DEBUG, force=True)
    account = lists.Account(request["base_url"], request["sdk_app_id"], request["identifier"], request["secret_key"])
    read: list[Any] = []
    error = None
    try:
        if request["list"] == "banned":
            for banned in account.banned_members(rows.banned_query(request)):
                read.append(rows.banned(banned))
        else:
            for member in account.group_members(rows.members_query(request)):
                read.append(rows.member(member))
    except lists.Refused as e:
        error = {"code": e.args[0], "text": repr(e)}
    except Exception as e:
        error = {"code": None, "text": f"{e!r} {e}"}
    return {"items": read, "error": error, "user_sig": account.user_sig}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
