import { base, call, type Query } from "./account";
import { Configuration, MemberListsApi } from "./generated";
import type { BannedMembersQuery, PermissionGroupMembersQuery } from "./generated";

export const connect = (url: string) => new MemberListsApi(new Configuration({ basePath: base(url), fetchApi: call }));

export async function* bannedMembers(api: MemberListsApi, query: Query, body: BannedMembersQuery) {
  do {
    const page = await api.getGroupBanMember({ ...query(), bannedMembersQuery: body });
    yield* page.bannedAccountList ?? [];
    body.offset = page.nextOffset ?? 0;
  } while (body.offset);
}

export async function* groupMembers(api: MemberListsApi, query: Query, body: PermissionGroupMembersQuery) {
  do {
    const page = await api.getPermissionGroupMemberList({ ...query(), permissionGroupMembersQuery: body });
    yield* page.memberList ?? [];
    body.next = page.next ?? "";
  } while (body.next);
}
