import java.time.Duration;
import org.openapitools.client.ApiClient;

final class Http {
    static ApiClient client(String baseUrl) {
        var client = new ApiClient().setReadTimeout(Duration.ofSeconds(10));
        client.updateBaseUri(baseUrl);
        return client;
    }
}
