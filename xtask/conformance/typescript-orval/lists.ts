import { randomInt } from "node:crypto";
import { Api } from "tls-sig-api-v2";
import { getGroupBanMember, getPermissionGroupMemberList } from "./chat";
import type {
  BannedMember, BannedMembersPage, PermissionGroupMember, PermissionGroupMembersPage,
  PermissionGroupMembersQuery,
} from "./chat";

export type { BannedMember, PermissionGroupMember };

export class Refused extends Error {
  constructor(readonly code: number, info: string | undefined) {
    super(`${code}: ${info}`);
  }
}

export const random = { next: () => randomInt(2 ** 32) };

export class Account {
  readonly userSig: string;
  constructor(readonly baseUrl: string, readonly app: number, readonly admin: string, key: string) {
    this.userSig = new Api(app, key).genUserSig(admin, 86400);
  }
  query() {
    const { app, admin, userSig } = this;
    return { sdkappid: app, identifier: admin, usersig: userSig, random: random.next(), contenttype: "json" as const };
  }
}

async function call<T extends BannedMembersPage | PermissionGroupMembersPage>(
  answer: Promise<{ status: 200; data: T } | { status: number; data: string }>,
): Promise<T> {
  const { data, status } = await answer;
  if (typeof data === "string") throw new Refused(0, `HTTP status ${status}`);
  if (data.ErrorCode !== 0 || data.ActionStatus === "FAIL") throw new Refused(data.ErrorCode, data.ErrorInfo);
  return data;
}

export async function* bannedMembers(account: Account, group: string): AsyncGenerator<BannedMember> {
  let offset = 0;
  do {
    const page = await call(getGroupBanMember({ GroupId: group, Offset: offset, Limit: 100 }, account.query(), account));
    yield* page.BannedAccountList ?? [];
    offset = page.NextOffset ?? 0;
  } while (offset);
}

export async function* groupMembers(
  account: Account, group: string, permissionGroup: string, fields: string[], custom: string[],
): AsyncGenerator<PermissionGroupMember> {
  const query: PermissionGroupMembersQuery = { GroupId: group, PermissionGroupId: permissionGroup, Limit: 50 };
  if (fields.length) query.MemberInfoFilter = fields;
  if (custom.length) query.AppDefinedDataFilter_GroupMember = custom;
  let next = "";
  do {
    const page = await call(getPermissionGroupMemberList({ ...query, Next: next }, account.query(), account));
    yield* page.MemberList ?? [];
    next = page.Next ?? "";
  } while (next);
}
