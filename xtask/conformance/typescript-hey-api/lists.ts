import { base, call, type Query } from "./account";
import { getGroupBanMember, getPermissionGroupMemberList } from "./generated";
import type { BannedMembersQuery, PermissionGroupMembersQuery } from "./generated";
import { createClient, type Client } from "./generated/client";

export const connect = (baseUrl: string) => createClient({ baseUrl: base(baseUrl), fetch: call });

export async function* bannedMembers(client: Client, query: Query, body: BannedMembersQuery) {
  do {
    const { data: page } = await getGroupBanMember({ client, query: query(), body, throwOnError: true });
    yield* page.BannedAccountList ?? [];
    body.Offset = page.NextOffset ?? 0;
  } while (body.Offset);
}

export async function* groupMembers(client: Client, query: Query, body: PermissionGroupMembersQuery) {
  do {
    const { data: page } = await getPermissionGroupMemberList({ client, query: query(), body, throwOnError: true });
    yield* page.MemberList ?? [];
    body.Next = page.Next ?? "";
  } while (body.Next);
}
