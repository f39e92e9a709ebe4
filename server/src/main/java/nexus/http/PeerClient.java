package nexus.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import nexus.mcp.fleet.Peers;

/// Asks other replicas at the `/peer` of their ops sockets.
public final class PeerClient implements Peers, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    @Override
    public Optional<String> ask(String address, String message, Duration patience) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://" + address + PeerRoutes.PATH))
                    .timeout(patience)
                    .POST(BodyPublishers.ofString(message))
                    .build();
            var response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
