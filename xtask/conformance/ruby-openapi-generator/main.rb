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

$stdout.sync = true
$stdin.set_encoding("UTF-8")
$stdin.each_line do |line|
  r = JSON.parse(line)
  random = r["random"]
  Lists.new_random = -> { random } if random
  sig = sign(r["sdk_app_id"], r["identifier"], r["secret_key"], Time.now.to_i)
  lists = Lists.new(r["base_url"], r["sdk_app_id"], r["identifier"], sig)
  items = []
  error = nil
  begin
    if r["list"] == "banned"
      lists.banned_members(r["group"]) { |m| items << banned(m) }
    else
      lists.group_members(r["group"], r["permission_group"], r["fields"], r["custom"]) { |m| items << member(m) }
    end
  rescue Refused => e
    error = { code: e.code, text: e.full_message }
  rescue StandardError => e
    error = { code: nil, text: e.full_message }
  end
  puts JSON.generate({ items: items, error: error, user_sig: sig })
end
