// What is asked and what was read, field by field, so that the type of each is checked.
import type { Query } from "./account";
import { bannedMembers, groupMembers } from "./lists";
import type { Banned, Member, Request } from "./row";

type Service = Parameters<typeof bannedMembers>[0];
type Read<T> = T extends (...all: never[]) => AsyncGenerator<infer M> ? M : never;

export function askBanned(service: Service, query: Query, r: Request) {
  return bannedMembers(service, query, { GroupId: r.group, Offset: 0, Limit: 100 });
}

export function askMembers(service: Service, query: Query, r: Request) {
  return groupMembers(service, query, {
    GroupId: r.group, PermissionGroupId: r.permission_group, Limit: 50, Next: "",
    ...(r.fields.length ? { MemberInfoFilter: r.fields } : {}),
    ...(r.custom.length ? { AppDefinedDataFilter_GroupMember: r.custom } : {}),
  });
}

export function banned(m: Read<typeof bannedMembers>): Banned {
  return { Member_Account: m.Member_Account, BannedUntil: m.BannedUntil };
}

export function member(m: Read<typeof groupMembers>): Member {
  return {
    Member_Account: m.Member_Account,
    Role: m.Role,
    JoinTime: m.JoinTime,
    JoinPermissionGroupTime: m.JoinPermissionGroupTime,
    MsgSeq: m.MsgSeq,
    MsgFlag: m.MsgFlag,
    LastSendMsgTime: m.LastSendMsgTime,
    MuteUntil: m.MuteUntil,
    NameCard: m.NameCard,
    AppMemberDefinedData: (m.AppMemberDefinedData ?? []).map((field) => ({ Key: field.Key, Value: field.Value })),
  };
}
