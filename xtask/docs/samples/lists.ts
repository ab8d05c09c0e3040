// Node.js 20 or later, without packages. `tencent-chat usersig sign` makes the USERSIG.
const env = process.env;

// -- call
async function call(command, body) {
  const url = new URL(`/v4/group_open_http_svc/${command}`, env.BASE_URL);
  url.search = String(new URLSearchParams({
    sdkappid: env.SDK_APP_ID,
    identifier: env.IDENTIFIER,
    usersig: env.USERSIG,
    random: String(Math.floor(Math.random() * 2 ** 32)),
    contenttype: "json",
  }));
  const response = await fetch(url, {
    method: "POST",
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const answer = JSON.parse(await response.text());
  if (answer.ErrorCode !== 0 || answer.ActionStatus === "FAIL") throw new Error(`${answer.ErrorCode}: ${answer.ErrorInfo}`);
  return answer;
}

// -- get_group_ban_member
let offset = 0;
do {
  const page = await call("get_group_ban_member", { GroupId: env.GROUP_ID, Limit: 100, Offset: offset });
  for (const member of page.BannedAccountList ?? []) console.log(member.Member_Account, member.BannedUntil);
  offset = page.NextOffset ?? 0;
} while (offset !== 0);

// -- get_permission_group_member_list
const group = { GroupId: env.COMMUNITY_ID, PermissionGroupId: env.PERMISSION_GROUP_ID };
let next = "";
do {
  const page = await call("get_permission_group_member_list", { ...group, Limit: 50, Next: next });
  for (const member of page.MemberList ?? []) console.log(member.Member_Account, member.Role ?? "");
  next = page.Next ?? "";
} while (next !== "");
