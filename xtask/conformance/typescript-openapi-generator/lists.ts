import { randomInt } from "node:crypto";
import { Api } from "tls-sig-api-v2";
import { Configuration, MemberListsApi, ResponseError } from "./generated";
import type {
  BannedMember, BannedMembersPage, PermissionGroupMember, PermissionGroupMembersPage,
  PermissionGroupMembersQuery,
} from "./generated";

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
  api() {
    return new MemberListsApi(new Configuration({ basePath: this.baseUrl }));
  }
  query() {
    const { app, admin, userSig } = this;
    return { sdkappid: app, identifier: admin, usersig: userSig, random: random.next(), contenttype: "json" as const };
  }
}

const init = () => ({ redirect: "error" as const, signal: AbortSignal.timeout(10_000) });

async function call<T extends BannedMembersPage | PermissionGroupMembersPage>(answer: Promise<T>): Promise<T> {
  const page = await answer.catch((error: unknown) => {
    throw error instanceof ResponseError ? new Refused(0, `HTTP status ${error.response.status}`) : error;
  });
  if (page.errorCode !== 0 || page.actionStatus === "FAIL") throw new Refused(page.errorCode, page.errorInfo);
  return page;
}

export async function* bannedMembers(account: Account, group: string): AsyncGenerator<BannedMember> {
  let offset = 0;
  do {
    const page = await call(
      account.api().getGroupBanMember(
        { ...account.query(), bannedMembersQuery: { groupId: group, offset, limit: 100 } }, init(),
      ),
    );
    yield* page.bannedAccountList ?? [];
    offset = page.nextOffset ?? 0;
  } while (offset);
}

export async function* groupMembers(
  account: Account, group: string, permissionGroup: string, fields: string[], custom: string[],
): AsyncGenerator<PermissionGroupMember> {
  const query: PermissionGroupMembersQuery = { groupId: group, permissionGroupId: permissionGroup, limit: 50 };
  if (fields.length) query.memberInfoFilter = fields;
  if (custom.length) query.appDefinedDataFilterGroupMember = custom;
  let next = "";
  do {
    const page = await call(
      account.api().getPermissionGroupMemberList(
        { ...account.query(), permissionGroupMembersQuery: { ...query, next } }, init(),
      ),
    );
    yield* page.memberList ?? [];
    next = page.next ?? "";
  } while (next);
}
