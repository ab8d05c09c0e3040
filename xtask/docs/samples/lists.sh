#!/usr/bin/env bash
# Needs curl and jq. `tencent-chat usersig sign` makes the USERSIG.
set -euo pipefail

# -- call
call() {
  curl --silent --show-error --fail --max-time 10 --data "$2" \
    "$BASE_URL/v4/group_open_http_svc/$1?sdkappid=$SDK_APP_ID&identifier=$IDENTIFIER&usersig=$USERSIG&random=$RANDOM&contenttype=json" |
    jq --compact-output 'if .ErrorCode == 0 and .ActionStatus != "FAIL" then . else error("\(.ErrorCode): \(.ErrorInfo)") end'
}

# -- get_group_ban_member
offset=0
while :; do
  page=$(call get_group_ban_member "{\"GroupId\": \"$GROUP_ID\", \"Limit\": 100, \"Offset\": $offset}")
  echo "$page" | jq --raw-output '.BannedAccountList[]? | "\(.Member_Account) \(.BannedUntil)"'
  offset=$(echo "$page" | jq '.NextOffset // 0')
  [ "$offset" = 0 ] && break
done

# -- get_permission_group_member_list
next=''
while :; do
  page=$(call get_permission_group_member_list \
    "{\"GroupId\": \"$COMMUNITY_ID\", \"PermissionGroupId\": \"$PERMISSION_GROUP_ID\", \"Limit\": 50, \"Next\": \"$next\"}")
  echo "$page" | jq --raw-output '.MemberList[]? | "\(.Member_Account) \(.Role // "")"'
  next=$(echo "$page" | jq --raw-output '.Next // ""')
  [ -z "$next" ] && break
done
