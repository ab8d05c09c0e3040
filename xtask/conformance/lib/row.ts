// What a program prints of a member.
export type Banned = { Member_Account: string; BannedUntil: number | undefined };
export type Member = {
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

export type Request = {
  sign?: { sdkappid: number; user_id: string; secret_key: string; current_time: number; expire: number };
  list: string;
  base_url: string;
  sdk_app_id: number;
  identifier: string;
  secret_key: string;
  group: string;
  permission_group: string;
  fields: string[];
  custom: string[];
  random?: number;
};
