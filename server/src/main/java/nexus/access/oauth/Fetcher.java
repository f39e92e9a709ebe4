package nexus.access.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks an issuer for a document. It has so much time and so many bytes; a redirect is not followed, since it could
/// lead anywhere.
final class Fetcher implements AutoCloseable {
    static final int MOST_BYTES = 512 << 10;

    private final HttpClient client;
    private final Duration timeout;

    /// @param timeout for all of an answer
    Fetcher(Duration timeout) {
        this.timeout = timeout;
        client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// The document at a place.
    ///
    /// @throws IOException if there is none, in one sentence
    String get(URI place) throws IOException {
        var request = HttpRequest.newBuilder(place)
                .header("Accept", "application/json")
                .timeout(timeout)
                .build();
        var coming = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            return body(place, coming.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw new IOException(place + " gave nothing of use: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException(place + " did not answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + place, e);
        } finally {
            coming.cancel(true);
        }
    }

    private static String body(URI place, HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() != 200) throw new IOException(place + " answered " + response.statusCode());
        return new String(response.body(), UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
