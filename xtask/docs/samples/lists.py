# Python 3, without packages. `tencent-chat usersig sign` makes the USERSIG.
import json
import os
import random
from urllib.parse import urlencode
from urllib.request import urlopen


# -- call
def call(command, body):
    query = urlencode({
        "sdkappid": os.environ["SDK_APP_ID"],
        "identifier": os.environ["IDENTIFIER"],
        "usersig": os.environ["USERSIG"],
        "random": random.getrandbits(32),
        "contenttype": "json",
    })
    url = f"{os.environ['BASE_URL']}/v4/group_open_http_svc/{command}?{query}"
    with urlopen(url, json.dumps(body).encode(), timeout=10) as response:
        answer = json.load(response)
    if answer["ErrorCode"] != 0 or answer.get("ActionStatus") == "FAIL":
        raise RuntimeError(f"{answer['ErrorCode']}: {answer.get('ErrorInfo', '')}")
    return answer


# -- get_group_ban_member
offset = 0
while True:
    page = call("get_group_ban_member", {"GroupId": os.environ["GROUP_ID"], "Limit": 100, "Offset": offset})
    for member in page.get("BannedAccountList") or []:
        print(member["Member_Account"], member["BannedUntil"])
    offset = page.get("NextOffset") or 0
    if offset == 0:
        break

# -- get_permission_group_member_list
group = {"GroupId": os.environ["COMMUNITY_ID"], "PermissionGroupId": os.environ["PERMISSION_GROUP_ID"]}
cursor = ""
while True:
    page = call("get_permission_group_member_list", group | {"Limit": 50, "Next": cursor})
    for member in page.get("MemberList") or []:
        print(member["Member_Account"], member.get("Role", ""))
    cursor = page.get("Next") or ""
    if cursor == "":
        break
