package nexus.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Carries messages by HTTP, and holds each of them against the schema of one revision on its way.
final class CheckedWire {
    static final JsonMapper JSON = new JsonMapper();
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI url;
    private final SchemaCheck check;
    private final List<String> problems = new ArrayList<>();

    CheckedWire(String url, String revision) {
        this.url = URI.create(url);
        this.check = SchemaCheck.of(revision);
    }

    /// What was wrong since the last time that somebody asked.
    List<String> problems() {
        var all = List.copyOf(problems);
        problems.clear();
        return all;
    }

    /// Sends a message.
    ///
    /// @param asked the method that it answers; empty unless it is a response
    HttpResponse<InputStream> post(JsonNode message, String asked, Map<String, String> headers) {
        note(check.sent(message, asked), message);
        return post(message.toString(), headers);
    }

    /// Sends what may be wrong on purpose.
    HttpResponse<InputStream> post(String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(body));
        request.setHeader("Content-Type", "application/json");
        request.setHeader("Accept", "application/json, text/event-stream");
        return send(request, headers);
    }

    /// Opens the stream of a legacy client.
    HttpResponse<InputStream> get(Map<String, String> headers) {
        return send(HttpRequest.newBuilder(url).GET().setHeader("Accept", "text/event-stream"), headers);
    }

    private static HttpResponse<InputStream> send(HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach(request::setHeader);
        try {
            return HTTP.send(request.timeout(DEADLINE).build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads a response up to the message that answers.
    ///
    /// @param asked     the method that was asked
    /// @param questions takes the requests that the server sends on the way
    Answer read(HttpResponse<InputStream> response, String asked, Consumer<JsonNode> questions) {
        return isStream(response) ? stream(response, asked, questions) : body(response, asked);
    }

    static boolean isStream(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    }

    private Answer body(HttpResponse<InputStream> response, String asked) {
        try (var in = response.body()) {
            var bytes = in.readAllBytes();
            JsonNode message = bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes);
            if (bytes.length > 0) note(check.received(message, asked), message);
            return new Answer(response.statusCode(), message, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer stream(HttpResponse<InputStream> response, String asked, Consumer<JsonNode> questions) {
        var before = new ArrayList<JsonNode>();
        try (var events = new Events(response.body())) {
            while (true) {
                var message = next(events, asked);
                if (!message.has("method")) return new Answer(response.statusCode(), message, before);
                before.add(message);
                if (message.has("id")) questions.accept(message);
            }
        }
    }

    /// The next message of a stream.
    JsonNode next(Events events, String asked) {
        var message = JSON.readTree(events.next().orElseThrow(() -> new AssertionError("the stream has ended")));
        note(check.received(message, asked), message);
        return message;
    }

    private void note(List<String> wrong, JsonNode message) {
        wrong.forEach(problem -> problems.add(problem + " in " + message));
    }
}
