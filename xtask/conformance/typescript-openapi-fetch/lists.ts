import { randomInt } from "node:crypto";
import createClient from "openapi-fetch";
import { Api } from "tls-sig-api-v2";
import type { components, paths } from "./schema";

type Schemas = components["schemas"];
export type BannedMember = Schemas["BannedMember"];
export type PermissionGroupMember = Schemas["PermissionGroupMember"];
type PermissionGroupMembersQuery = Schemas["PermissionGroupMembersQuery"];

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
    const fetch = (request: globalThis.Request) => globalThis.fetch(request, { signal: AbortSignal.timeout(10_000) });
    return createClient<paths>({ baseUrl: this.baseUrl, redirect: "error", fetch });
  }
  query() {
    const { app, admin, userSig } = this;
    return { sdkappid: app, identifier: admin, usersig: userSig, random: random.next(), contenttype: "json" as const };
  }
}

async function call<T extends Schemas["BannedMembersPage"] | Schemas["PermissionGroupMembersPage"]>(
  answer: Promise<{ data?: T; response: Response }>,
): Promise<T> {
  const { data, response } = await answer;
  if (!data) throw new Refused(0, `HTTP status ${response.status}`);
  if (data.ErrorCode !== 0 || data.ActionStatus === "FAIL") throw new Refused(data.ErrorCode, data.ErrorInfo);
  return data;
}

export async function* bannedMembers(account: Account, group: string): AsyncGenerator<BannedMember> {
  let offset = 0;
  do {
    const page = await call(account.api().POST("/v4/group_open_http_svc/get_group_ban_member", {
      params: { query: account.query() }, body: { GroupId: group, Offset: offset, Limit: 100 },
    }));
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
    const page = await call(account.api().POST("/v4/group_open_http_svc/get_permission_group_member_list", {
      params: { query: account.query() }, body: { ...query, Next: next },
    }));
    yield* page.MemberList ?? [];
    next = page.Next ?? "";
  } while (next);
}
