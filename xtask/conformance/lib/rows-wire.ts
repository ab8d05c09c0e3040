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
  return { Member_Account: m.Member_Account, BannedUntil: m.BannedUntil };
}

export function member(m: PermissionGroupMember): Member {
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
