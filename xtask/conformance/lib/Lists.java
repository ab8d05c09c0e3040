import com.tencentyun.TLSSigAPIv2;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.MemberListsApi;
import org.openapitools.client.model.*;

class Lists {
    final MemberListsApi api;
    final long app;
    final String admin, userSig;

    Lists(ApiClient client, long app, String admin, String key) {
        this.api = new MemberListsApi(client);
        this.app = app;
        this.admin = admin;
        this.userSig = new TLSSigAPIv2(app, key).genUserSig(admin, 86400);
    }

    long random() { return new SecureRandom().nextLong(1L << 32); }

    // The codes of the service have five or six digits, those of HTTP three; a body without a code is a failure, too.
    static void check(Integer code, String status, String info) throws ApiException {
        if (code == null) throw new ApiException("no ErrorCode");
        if (code != 0 || "FAIL".equals(status)) throw new ApiException(code, info);
    }

    void bannedMembers(BannedMembersQuery query, Consumer<BannedMember> each) throws ApiException {
        do {
            var page = api.getGroupBanMember(app, admin, userSig, random(), ContentType.JSON, query);
            check(page.getErrorCode(), page.getActionStatus(), page.getErrorInfo());
            if (page.getBannedAccountList() != null) page.getBannedAccountList().forEach(each);
            query.setOffset(page.getNextOffset() == null ? 0 : page.getNextOffset());
        } while (query.getOffset() != 0);
    }

    void groupMembers(PermissionGroupMembersQuery query, Consumer<PermissionGroupMember> each) throws ApiException {
        do {
            var page = api.getPermissionGroupMemberList(app, admin, userSig, random(), ContentType.JSON, query);
            check(page.getErrorCode(), page.getActionStatus(), page.getErrorInfo());
            if (page.getMemberList() != null) page.getMemberList().forEach(each);
            query.setNext(page.getNext() == null ? "" : page.getNext());
        } while (!query.getNext().isEmpty());
    }
}
