import { randomInt } from "node:crypto";
import { Api } from "tls-sig-api-v2";
import { getGroupBanMember, getPermissionGroupMemberList } from "./generated";
import type {
  BannedMember, BannedMembersPage, PermissionGroupMember, PermissionGroupMembersPage,
  PermissionGroupMembersQuery,
} from "./generated";
import { createClient } from "./generated/client";

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
  /** What every call takes. The body is JSON, whatever it is called. */
  options() {
    const signal = AbortSignal.timeout(10_000);
    const client = createClient({ baseUrl: this.baseUrl, parseAs: "json", redirect: "error", signal });
    return { client, query: this.query() };
  }
  query() {
    const { app, admin, userSig } = this;
    return { sdkappid: app, identifier: admin, usersig: userSig, random: random.next(), contenttype: "json" as const };
  }
}

async function call<T extends BannedMembersPage | PermissionGroupMembersPage>(
  answer: Promise<{ data?: T; response?: Response }>,
): Promise<T> {
  const { data, response } = await answer;
  if (!data) throw new Refused(0, `HTTP status ${response?.status}`);
  if (data.ErrorCode !== 0 || data.ActionStatus === "FAIL") throw new Refused(data.ErrorCode, data.ErrorInfo);
  return data;
}

export async function* bannedMembers(account: Account, group: string): AsyncGenerator<BannedMember> {
  let offset = 0;
  do {
    const page = await call(
      getGroupBanMember({ ...account.options(), body: { GroupId: group, Offset: offset, Limit: 100 } }),
    );
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
    const page = await call(getPermissionGroupMemberList({ ...account.options(), body: { ...query, Next: next } }));
    yield* page.MemberList ?? [];
    next = page.Next ?? "";
  } while (next);
}
