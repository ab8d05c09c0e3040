import createClient from "openapi-fetch";
import { base, call, type Query } from "./account";
import type { components, paths } from "./schema";

type Schemas = components["schemas"];
type Client = ReturnType<typeof connect>;
export const connect = (baseUrl: string) => createClient<paths>({ baseUrl: base(baseUrl), fetch: call });

export async function* bannedMembers(client: Client, query: Query, body: Schemas["BannedMembersQuery"]) {
  do {
    const params = { query: query() };
    const { data: page } = await client.POST("/v4/group_open_http_svc/get_group_ban_member", { params, body });
    yield* page!.BannedAccountList ?? [];
    body.Offset = page!.NextOffset ?? 0;
  } while (body.Offset);
}

export async function* groupMembers(client: Client, query: Query, body: Schemas["PermissionGroupMembersQuery"]) {
  do {
    const params = { query: query() };
    const { data: page } = await client.POST("/v4/group_open_http_svc/get_permission_group_member_list", { params, body });
    yield* page!.MemberList ?? [];
    body.Next = page!.Next ?? "";
  } while (body.Next);
}
