require_relative "lists"

def banned(m)
  { Member_Account: m.member_account, BannedUntil: m.banned_until }
end

def member(m)
  custom = (m.app_member_defined_data || []).map { |field| { Key: field.key, Value: field.value } }
  { Member_Account: m.member_account, Role: m.role, JoinTime: m.join_time, JoinPermissionGroupTime: m.join_permission_group_time,
    MsgSeq: m.msg_seq, MsgFlag: m.msg_flag, LastSendMsgTime: m.last_send_msg_time, MuteUntil: m.mute_until,
    NameCard: m.name_card, AppMemberDefinedData: custom }
end

def banned_query(r)
  OpenapiClient::BannedMembersQuery.new(group_id: r["group"], limit: 100, offset: 0)
end

def members_query(r)
  query = OpenapiClient::PermissionGroupMembersQuery.new(group_id: r["group"], permission_group_id: r["permission_group"], limit: 50, _next: "")
  query.member_info_filter = r["fields"] unless r["fields"].empty?
  query.app_defined_data_filter_group_member = r["custom"] unless r["custom"].empty?
  query
end

def answer(r)
  if (s = r["sign"])
    return { user_sig: sign(s["sdkappid"], s["user_id"], s["secret_key"], s["current_time"], s["expire"]) }
  end
  random = r["random"]
  SecureRandom.define_singleton_method(:random_number) { |*| random } if random
  sig = sign(r["sdk_app_id"], r["identifier"], r["secret_key"], Time.now.to_i, 86_400)
  lists = Lists.new(r["base_url"], r["sdk_app_id"], r["identifier"], sig)
  lists.instance_variable_get(:@settings).debugging = true if r["debug"]
  items = []
  error = nil
  begin
    if r["list"] == "banned"
      lists.banned_members(banned_query(r)) { |m| items << banned(m) }
    else
      lists.group_members(members_query(r)) { |m| items << member(m) }
    end
  rescue OpenapiClient::ApiError => e
    error = { code: (e.code if e.code.to_i > 1000), text: e.full_message }
  rescue StandardError => e
    error = { code: nil, text: e.full_message }
  end
  { items: items, error: error, user_sig: sig }
end

$stdout.sync = true
$stdin.set_encoding("UTF-8")
$stdin.each_line { |line| puts JSON.generate(answer(JSON.parse(line))) }
