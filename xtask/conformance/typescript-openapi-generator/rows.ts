// What was read, field by field, so that the type of each is checked.
import type { BannedMember, PermissionGroupMember } from "./lists";

type Banned = { Member_Account: string; BannedUntil: number | undefined };
type Member = {
  Member_Account: string;
  Role: string | undefined;
  JoinTime: number | undefined;
  JoinPermissionGroupTime: number | undefined;
  MsgSeq: number | undefined;
  MsgFlag: string | undefined;
  LastSendMsgTime: number | undefined;
  MuteUntil: number | undefined;
  NameCard: string | undefined;
  AppMemberDefinedData: { Key: string; Value: string | undefined }[];
};

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
