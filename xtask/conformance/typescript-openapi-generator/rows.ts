// What is asked and what was read, field by field, so that the type of each is checked.
import type { Query } from "./account";
import type { BannedMember, PermissionGroupMember } from "./generated";
import { bannedMembers, groupMembers } from "./lists";
import type { Banned, Member, Request } from "./row";

type Service = Parameters<typeof bannedMembers>[0];

export function askBanned(service: Service, query: Query, r: Request) {
  return bannedMembers(service, query, { groupId: r.group, offset: 0, limit: 100 });
}

export function askMembers(service: Service, query: Query, r: Request) {
  return groupMembers(service, query, {
    groupId: r.group, permissionGroupId: r.permission_group, limit: 50, next: "",
    ...(r.fields.length ? { memberInfoFilter: r.fields } : {}),
    ...(r.custom.length ? { appDefinedDataFilterGroupMember: r.custom } : {}),
  });
}

export function banned(m: BannedMember): Banned {
  return { Member_Account: m.memberAccount, BannedUntil: m.bannedUntil };
}

export function member(m: PermissionGroupMember): Member {
  return {
    Member_Account: m.memberAccount,
    Role: m.role,
    JoinTime: m.joinTime,
    JoinPermissionGroupTime: m.joinPermissionGroupTime,
    MsgSeq: m.msgSeq,
    MsgFlag: m.msgFlag,
    LastSendMsgTime: m.lastSendMsgTime,
    MuteUntil: m.muteUntil,
    NameCard: m.nameCard,
    AppMemberDefinedData: (m.appMemberDefinedData ?? []).map((field) => ({ Key: field.key, Value: field.value })),
  };
}
