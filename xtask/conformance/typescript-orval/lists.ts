import { base, type Query } from "./account";
import { getGroupBanMember, getPermissionGroupMemberList } from "./chat";
import type { BannedMembersPage, BannedMembersQuery, PermissionGroupMembersPage, PermissionGroupMembersQuery } from "./chat";

export const connect = (baseUrl: string) => base(baseUrl);

export async function* bannedMembers(baseUrl: string, query: Query, body: BannedMembersQuery) {
  do {
    const page: BannedMembersPage = await getGroupBanMember(body, query(), { baseUrl });
    yield* page.BannedAccountList ?? [];
    body.Offset = page.NextOffset ?? 0;
  } while (body.Offset);
}

export async function* groupMembers(baseUrl: string, query: Query, body: PermissionGroupMembersQuery) {
  do {
    const page: PermissionGroupMembersPage = await getPermissionGroupMemberList(body, query(), { baseUrl });
    yield* page.MemberList ?? [];
    body.Next = page.Next ?? "";
  } while (body.Next);
}
