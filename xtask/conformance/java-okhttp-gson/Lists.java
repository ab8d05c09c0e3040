import com.tencentyun.TLSSigAPIv2;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.MemberListsApi;
import org.openapitools.client.model.*;

final class Lists {
    static LongSupplier newRandom = () -> new SecureRandom().nextLong(1L << 32);

    final MemberListsApi api;
    final long app;
    final String admin, userSig;

    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        final int code;

        Refused(int code, String info) {
            super(code + ": " + info);
            this.code = code;
        }
    }

    Lists(String baseUrl, long app, String admin, String key) {
        this.app = app;
        this.admin = admin;
        this.userSig = new TLSSigAPIv2(app, key).genUserSig(admin, 86400);
        // No redirect, which would carry the signature away; and every answer is read as JSON.
        var http = new OkHttpClient.Builder().followRedirects(false).callTimeout(Duration.ofSeconds(10)).addInterceptor(chain -> {
            var answer = chain.proceed(chain.request());
            var body = ResponseBody.create(answer.body().bytes(), MediaType.get("application/json"));
            return answer.newBuilder().header("Content-Type", "application/json").body(body).build();
        }).build();
        this.api = new MemberListsApi(new ApiClient(http).setBasePath(baseUrl));
    }

    static void check(Integer code, String status, String info) throws Refused {
        if (code != 0 || "FAIL".equals(status)) throw new Refused(code, info);
    }

    void bannedMembers(String group, Consumer<BannedMember> each) throws ApiException, Refused {
        var query = new BannedMembersQuery().groupId(group).limit(100).offset(0L);
        do {
            var page = api.getGroupBanMember(app, admin, userSig, newRandom.getAsLong(), ContentType.JSON, query);
            check(page.getErrorCode(), page.getActionStatus(), page.getErrorInfo());
            if (page.getBannedAccountList() != null) page.getBannedAccountList().forEach(each);
            query.setOffset(page.getNextOffset() == null ? 0 : page.getNextOffset());
        } while (query.getOffset() != 0);
    }

    void groupMembers(String group, String permissionGroup, List<String> fields, List<String> custom, Consumer<PermissionGroupMember> each)
            throws ApiException, Refused {
        var query = new PermissionGroupMembersQuery().groupId(group).permissionGroupId(permissionGroup).limit(50).next("");
        if (!fields.isEmpty()) query.setMemberInfoFilter(fields);
        if (!custom.isEmpty()) query.setAppDefinedDataFilterGroupMember(custom);
        do {
            var page = api.getPermissionGroupMemberList(app, admin, userSig, newRandom.getAsLong(), ContentType.JSON, query);
            check(page.getErrorCode(), page.getActionStatus(), page.getErrorInfo());
            if (page.getMemberList() != null) page.getMemberList().forEach(each);
            query.setNext(page.getNext() == null ? "" : page.getNext());
        } while (!query.getNext().isEmpty());
    }
}
