// What somebody writes around the types that openapi-typescript makes.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

type Schemas = components["schemas"];

const query = { sdkappid: 1400000000, identifier: "a", usersig: "-", random: 7, contenttype: "json" as const };
const client = createClient<paths>({ baseUrl: "http://127.0.0.1" });

export async function bans(group: string): Promise<[string, number][]> {
  const body: Schemas["BannedMembersQuery"] = { GroupId: group, Offset: 0, Limit: 100 };
  const { data, error } = await client.POST("/v4/group_open_http_svc/get_group_ban_member", { params: { query }, body });
  if (error !== undefined) return [[error, 0]];
  const page: Schemas["BannedMembersPage"] = data;
  const known: [string, number, string, number] = [page.ActionStatus, page.ErrorCode, page.ErrorInfo ?? "", page.NextOffset ?? 0];
  void known;
  const each = (member: Schemas["BannedMember"]): [string, number] => [member.Member_Account, member.BannedUntil ?? 0];
  return (page.BannedAccountList ?? []).map(each);
}

export async function members(group: string): Promise<string> {
  const fields: Schemas["MemberInfoField"][] = ["Role"];
  const body: Schemas["PermissionGroupMembersQuery"] = {
    GroupId: group,
    PermissionGroupId: "a",
    Limit: 50,
    Next: "",
    MemberInfoFilter: fields,
    AppDefinedDataFilter_GroupMember: ["a"],
  };
  const path = "/v4/group_open_http_svc/get_permission_group_member_list";
  const { data, error } = await client.POST(path, { params: { query }, body });
  if (error !== undefined) return error;
  const page: Schemas["PermissionGroupMembersPage"] = data;
  const known: [string, number, string, number] = [page.ActionStatus, page.ErrorCode, page.ErrorInfo ?? "", page.MemberNum ?? 0];
  void known;
  for (const member of page.MemberList ?? []) {
    const role: Schemas["Role"] = member.Role ?? "Member";
    const texts: string[] = [member.Member_Account, role, member.MsgFlag ?? "", member.NameCard ?? ""];
    const times: Schemas["UnixTime"][] = [member.JoinTime ?? 0, member.LastSendMsgTime ?? 0, member.MuteUntil ?? 0];
    const numbers: number[] = [...times, member.MsgSeq ?? 0, member.JoinPermissionGroupTime ?? 0];
    const own: [string, string][] = (member.AppMemberDefinedData ?? []).map((field) => [field.Key, field.Value ?? ""]);
    void [texts, numbers, own];
  }
  return page.Next ?? "";
}
