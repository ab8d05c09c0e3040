import org.openapitools.client.ApiClient;

final class Debug {
    static void on(ApiClient client) { client.setDebugging(true); }
}
