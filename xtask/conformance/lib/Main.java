import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;
import org.openapitools.client.model.BannedMember;
import org.openapitools.client.model.MemberCustomField;
import org.openapitools.client.model.PermissionGroupMember;

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

    static JSONObject answer(JSONObject r) {
        if (r.has("random")) {
            var random = r.getLong("random");
            Lists.newRandom = () -> random;
        }
        var items = new JSONArray();
        var answer = new JSONObject().put("items", items);
        try {
            var lists = new Lists(r.getString("base_url"), r.getLong("sdk_app_id"), r.getString("identifier"), r.getString("secret_key"));
            answer.put("user_sig", lists.userSig);
            if (r.getString("list").equals("banned")) {
                lists.bannedMembers(r.getString("group"), m -> items.put(row(m)));
            } else {
                lists.groupMembers(r.getString("group"), r.getString("permission_group"), texts(r, "fields"), texts(r, "custom"), m -> items.put(row(m)));
            }
        } catch (Lists.Refused e) {
            answer.put("error", new JSONObject().put("code", e.code).put("text", trace(e)));
        } catch (Exception e) {
            answer.put("error", new JSONObject().put("text", trace(e)));
        }
        return answer;
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
