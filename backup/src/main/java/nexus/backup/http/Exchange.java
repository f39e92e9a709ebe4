package nexus.backup.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nexus.config.Secret;

/// One POST and its answer.
///
/// @param url     of which the part before an `@` is the name and password of a user
/// @param longest until the whole answer is there
public record Exchange(Secret url, Duration longest) {
    private static final long MOST = 1 << 20;

    /// What came back.
    public record Answer(int status, String type, String body) {
        public boolean isWell() {
            return status / 100 == 2;
        }
    }

    /// What a server says, on one line of a message.
    ///
    /// @param most characters
    public static String quoted(String text, int most) {
        var line = text.strip().replaceAll("\\s+", " ");
        return line.substring(0, Math.min(line.length(), most));
    }

    /// Why a text cannot be the URL, without printing it; nothing if it can.
    public static Optional<String> trouble(String url) {
        try {
            var uri = URI.create(url);
            var isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return isHttp && uri.getHost() != null ? Optional.empty() : Optional.of("it is no URL of HTTP");
        } catch (IllegalArgumentException e) {
            return Optional.of("it is no URL");
        }
    }

    /// The URL as it may be printed.
    public String shown() {
        return url.value().replaceFirst("(?<=://)[^/@]*@", "<hidden>@");
    }

    /// Sends a body.
    ///
    /// @param path below the URL; may be empty
    /// @throws IOException if no whole answer came in time
    public Answer post(String path, String body, Map<String, String> headers) throws IOException {
        var base = URI.create(url.value());
        var request = HttpRequest.newBuilder(target(base, path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .timeout(longest);
        headers.forEach(request::setHeader);
        Optional.ofNullable(base.getUserInfo())
                .ifPresent(user -> request.setHeader(
                        "Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8))));
        try (var client = client()) {
            var answer = send(client, request.build());
            var type = answer.headers().firstValue("Content-Type").orElse("");
            return new Answer(answer.statusCode(), type, answer.body());
        }
    }

    private static URI target(URI base, String path) {
        var text = base.toString();
        if (base.getRawUserInfo() != null) text = text.replaceFirst("(?<=://)[^/@]*@", "");
        return URI.create(path.isEmpty() ? text : text.replaceFirst("/+$", "") + path);
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(longest)
                .build();
    }

    /// The deadline of a request ends with the headers of its answer; this one holds for all of it.
    private HttpResponse<String> send(HttpClient client, HttpRequest request) throws IOException {
        var coming = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST));
        try {
            return coming.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(why(e), e);
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + longest.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was told to stop", e);
        } finally {
            coming.cancel(true);
            client.shutdownNow();
        }
    }

    /// The client says nothing of a refused connection but its class.
    private static String why(ExecutionException e) {
        var cause = Optional.ofNullable(e.getCause()).orElse(e);
        return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    }
}
