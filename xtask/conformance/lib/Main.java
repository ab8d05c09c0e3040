import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;
import org.openapitools.client.ApiException;
import org.openapitools.client.model.*;

/** Answers the harness: a request a line on stdin, what was read of it a line on stdout, both as JSON. */
final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            out.println(answer(new JSONObject(line)));
        }
    }

    static JSONObject answer(JSONObject r) throws Exception {
        if (r.has("sign")) return sign(r.getJSONObject("sign"));
        var items = new JSONArray();
        var answer = new JSONObject().put("items", items);
        try {
            var client = Http.client(r.getString("base_url"));
            if (r.optBoolean("debug")) Debug.on(client);
            var lists = new Lists(client, r.getLong("sdk_app_id"), r.getString("identifier"), r.getString("secret_key")) {
                @Override long random() { return r.has("random") ? r.getLong("random") : super.random(); }
            };
            answer.put("user_sig", lists.userSig);
            if (r.getString("list").equals("banned")) {
                lists.bannedMembers(new BannedMembersQuery().groupId(r.getString("group")).limit(100).offset(0L), m -> items.put(row(m)));
            } else {
                lists.groupMembers(query(r), m -> items.put(row(m)));
            }
        } catch (ApiException e) {
            var code = e.getCode() < 1000 ? JSONObject.NULL : e.getCode();
            answer.put("error", new JSONObject().put("code", code).put("text", trace(e)));
        } catch (Exception e) {
            answer.put("error", new JSONObject().put("text", trace(e)));
        }
        return answer;
    }

    static PermissionGroupMembersQuery query(JSONObject r) {
        var query = new PermissionGroupMembersQuery().groupId(r.getString("group"));
        query.permissionGroupId(r.getString("permission_group")).limit(50).next("");
        if (r.getJSONArray("fields").length() > 0) query.setMemberInfoFilter(texts(r, "fields"));
        if (r.getJSONArray("custom").length() > 0) query.setAppDefinedDataFilterGroupMember(texts(r, "custom"));
        return query;
    }

    /** The vendor's package takes the time from the system's clock, so that only its signature can be asked for another time. */
    static JSONObject sign(JSONObject r) throws Exception {
        var signer = new com.tencentyun.TLSSigAPIv2(r.getLong("sdkappid"), r.getString("secret_key"));
        var method = signer.getClass().getDeclaredMethod("hmacsha256", String.class, long.class, long.class, String.class);
        method.setAccessible(true);
        var signature = method.invoke(signer, r.getString("user_id"), r.getLong("current_time"), r.getLong("expire"), null);
        return new JSONObject().put("tls_sig", signature);
    }

    static String trace(Exception e) {
        var text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    static List<String> texts(JSONObject r, String key) {
        return r.getJSONArray(key).toList().stream().map(String.class::cast).toList();
    }

    static JSONObject row(BannedMember m) {
        Long until = m.getBannedUntil();
        return new JSONObject().put("Member_Account", m.getMemberAccount()).put("BannedUntil", until);
    }

    static JSONObject row(PermissionGroupMember m) {
        String role = m.getRole(), flag = m.getMsgFlag(), card = m.getNameCard();
        Long joined = m.getJoinTime(), entered = m.getJoinPermissionGroupTime(), seq = m.getMsgSeq();
        Long sent = m.getLastSendMsgTime(), muted = m.getMuteUntil();
        var custom = new JSONArray();
        for (MemberCustomField field : m.getAppMemberDefinedData() == null ? List.<MemberCustomField>of() : m.getAppMemberDefinedData()) {
            String value = field.getValue();
            custom.put(new JSONObject().put("Key", field.getKey()).put("Value", value));
        }
        return new JSONObject().put("Member_Account", m.getMemberAccount()).put("Role", role).put("MsgFlag", flag)
            .put("NameCard", card).put("JoinTime", joined).put("JoinPermissionGroupTime", entered).put("MsgSeq", seq)
            .put("LastSendMsgTime", sent).put("MuteUntil", muted).put("AppMemberDefinedData", custom);
    }
}
