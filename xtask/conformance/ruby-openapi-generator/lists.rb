require "base64"
require "openapi_client"
require "openssl"
require "securerandom"
require "zlib"

# Redirects would carry the request away; the generated client has no setting that turns them off.
Typhoeus.before { |request| request.options.store(:followlocation, false) || true }

class Refused < StandardError
  attr_reader :code

  def initialize(code, info)
    super("#{code}: #{info}")
    @code = code
  end
end

def sign(app, admin, key, now)
  text = "TLS.identifier:#{admin}\nTLS.sdkappid:#{app}\nTLS.time:#{now}\nTLS.expire:86400\n"
  sig = Base64.strict_encode64(OpenSSL::HMAC.digest("SHA256", key, text))
  document = { "TLS.ver": "2.0", "TLS.identifier": admin, "TLS.sdkappid": app, "TLS.time": now, "TLS.expire": 86_400, "TLS.sig": sig }
  # The hyphen is escaped: `*-_` is a range of characters.
  Base64.strict_encode64(Zlib.deflate(document.to_json)).tr("+/=", '*\-_')
end

class Lists
  class << self
    attr_accessor :new_random
  end
  self.new_random = -> { SecureRandom.random_number(2**32) }

  def initialize(url, app, admin, user_sig)
    @query = [app, admin, user_sig]
    settings = OpenapiClient::Configuration.new do |c|
      c.scheme, c.host = url.split("://")
      c.base_path = ""
      c.server_index = nil
      c.timeout = 10
    end
    @api = OpenapiClient::MemberListsApi.new(OpenapiClient::ApiClient.new(settings))
  end

  def call(operation, type, body)
    # Read here: the client gives up where the Content-Type is not JSON.
    text, status, = @api.public_send(operation, *@query, Lists.new_random.call, "json", body, debug_return_type: "String")
    raise Refused.new(0, "HTTP status #{status}") unless status == 200
    page = type.build_from_hash(JSON.parse(text, symbolize_names: true))
    raise Refused.new(page.error_code, page.error_info) if page.error_code != 0 || page.action_status == "FAIL"
    page
  end

  def banned_members(group, &each)
    query = OpenapiClient::BannedMembersQuery.new(group_id: group, limit: 100, offset: 0)
    loop do
      page = call(:get_group_ban_member_with_http_info, OpenapiClient::BannedMembersPage, query)
      page.banned_account_list&.each(&each)
      query.offset = page.next_offset || 0
      return if query.offset.zero?
    end
  end

  def group_members(group, permission_group, fields, custom, &each)
    query = OpenapiClient::PermissionGroupMembersQuery.new(group_id: group, permission_group_id: permission_group, limit: 50, _next: "")
    query.member_info_filter = fields unless fields.empty?
    query.app_defined_data_filter_group_member = custom unless custom.empty?
    loop do
      page = call(:get_permission_group_member_list_with_http_info, OpenapiClient::PermissionGroupMembersPage, query)
      page.member_list&.each(&each)
      query._next = page._next.to_s
      return if query._next.empty?
    end
  end
end
