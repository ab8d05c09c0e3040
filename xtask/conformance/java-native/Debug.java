import org.openapitools.client.ApiClient;

final class Debug {
    // The generated client has no such switch.
    static void on(ApiClient client) {}
}
