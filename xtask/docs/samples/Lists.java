// Java 17 or later, without libraries: the answer is text for the JSON library of your choice.
// `tencent-chat usersig sign` makes the USERSIG.
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class Lists {
    // -- call
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    static String call(String command, String body) throws IOException, InterruptedException {
        var query = String.format("sdkappid=%s&identifier=%s&usersig=%s&random=%d&contenttype=json",
                System.getenv("SDK_APP_ID"), System.getenv("IDENTIFIER"), System.getenv("USERSIG"),
                ThreadLocalRandom.current().nextLong(1L << 32));
        var url = URI.create(System.getenv("BASE_URL") + "/v4/group_open_http_svc/" + command + "?" + query);
        var request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
        var code = field(answer, "ErrorCode", "-?\\d+");
        if (!code.equals("0") || field(answer, "ActionStatus", "[^\"]*").equals("FAIL")) throw new IOException(code + ": " + answer);
        return answer;
    }

    /** The first value of a field; a JSON library does this better. */
    static String field(String json, String name, String form) {
        Matcher found = Pattern.compile("\"" + name + "\":\\s*\"?(" + form + ")").matcher(json);
        return found.find() ? found.group(1) : "";
    }

    // -- get_group_ban_member
    static void bannedMembers() throws IOException, InterruptedException {
        var offset = "0";
        do {
            var page = call("get_group_ban_member",
                    String.format("{\"GroupId\": \"%s\", \"Limit\": 100, \"Offset\": %s}", System.getenv("GROUP_ID"), offset));
            for (var member : page.replaceFirst(".*\"BannedAccountList\":\\s*\\[", "").split("]")[0].split("}"))
                if (!field(member, "Member_Account", "[^\"]+").isEmpty())
                    System.out.println(field(member, "Member_Account", "[^\"]+") + " " + field(member, "BannedUntil", "\\d+"));
            offset = field(page, "NextOffset", "\\d+");
        } while (!offset.isEmpty() && !offset.equals("0"));
    }

    // -- get_permission_group_member_list
    static void permissionGroupMembers() throws IOException, InterruptedException {
        var next = "";
        do {
            var page = call("get_permission_group_member_list",
                    String.format("{\"GroupId\": \"%s\", \"PermissionGroupId\": \"%s\", \"Limit\": 50, \"Next\": \"%s\"}",
                            System.getenv("COMMUNITY_ID"), System.getenv("PERMISSION_GROUP_ID"), next));
            for (var member : page.split("\"Member_Account\":\\s*"))
                if (member.startsWith("\"") )
                    System.out.println(member.split("\"")[1] + " " + field(member, "Role", "[^\"]*"));
            next = field(page, "Next", "[^\"]*");
        } while (!next.isEmpty());
    }

    // -- end
    public static void main(String[] arguments) throws IOException, InterruptedException {
        bannedMembers();
        permissionGroupMembers();
    }
}
