require "base64"
require "openapi_client"
require "openssl"
require "securerandom"
require "zlib"

# Redirects would carry the request away; the generated client has no setting that turns them off.
Typhoeus.before { |request| request.options.store(:followlocation, false) || true }

def sign(app, admin, key, now, expire)
  text = "TLS.identifier:#{admin}\nTLS.sdkappid:#{app}\nTLS.time:#{now}\nTLS.expire:#{expire}\n"
  sig = Base64.strict_encode64(OpenSSL::HMAC.digest("SHA256", key, text))
  document = { "TLS.ver": "2.0", "TLS.identifier": admin, "TLS.sdkappid": app, "TLS.time": now, "TLS.expire": expire, "TLS.sig": sig }
  # The hyphen is escaped: `*-_` is a range of characters.
  Base64.strict_encode64(Zlib.deflate(document.to_json)).tr("+/=", '*\-_')
end

class Lists
  def initialize(url, *account)
    @account = account
    @settings = OpenapiClient::Configuration.new
    @settings.scheme, @settings.host = url.split("://")
    @settings.base_path, @settings.server_index, @settings.timeout = "", nil, 10
    @api = OpenapiClient::MemberListsApi.new(OpenapiClient::ApiClient.new(@settings))
  end

  # Reads the text itself: the client gives up where the Content-Type is not JSON.
  def read(operation, type, query)
    text, status, = @api.public_send(operation, *@account, SecureRandom.random_number(2**32), "json", query, debug_return_type: "String")
    raise "HTTP status #{status}" unless status == 200
    page = type.build_from_hash(JSON.parse(text, symbolize_names: true))
    raise OpenapiClient::ApiError.new(code: page.error_code, message: page.error_info) if page.error_code != 0 || page.action_status == "FAIL"
    page
  end

  def banned_members(query, &each)
    loop do
      page = read(:get_group_ban_member_with_http_info, OpenapiClient::BannedMembersPage, query)
      page.banned_account_list&.each(&each)
      query.offset = page.next_offset || 0
      return if query.offset.zero?
    end
  end

  def group_members(query, &each)
    loop do
      page = read(:get_permission_group_member_list_with_http_info, OpenapiClient::PermissionGroupMembersPage, query)
      page.member_list&.each(&each)
      query._next = page._next.to_s
      return if query._next.empty?
    end
  end
end
