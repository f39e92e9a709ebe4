package nexus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import nexus.NexusPeer;
import nexus.testing.Http;
import nexus.testing.Mcp;
import nexus.testing.MongoPeer;
import nexus.testing.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Where several versions are at work, whoever asks sees which one answered.
class VersionHeaderTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    private static MongoPeer mongo;
    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws InterruptedException {
        mongo = MongoPeer.start();
        nexus = NexusPeer.start(Map.of("MONGO_URI", mongo.uri(), "NEXUS_HTTP_VERSION", "v2"));
    }

    @AfterAll
    static void stop() {
        nexus.close();
        mongo.close();
    }

    private static List<String> versions(HttpResponse<?> response) {
        return response.headers().allValues("x-version");
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(nexus.base() + path));
    }

    @Test
    void isToldOnEveryAnswerOnce() {
        var answers = List.of(
                Http.post(nexus.url(), PING),
                Http.post(nexus.url(), "{"),
                Http.post(nexus.url(), PING, "Content-Type", "text/plain"),
                Http.post(nexus.url(), PING, "Origin", "https://elsewhere.example"),
                Http.get(nexus.base() + "/health"),
                Http.get(nexus.base() + "/ready"),
                Http.get(nexus.base() + "/nowhere"),
                Http.send(to("/mcp").PUT(HttpRequest.BodyPublishers.ofString(PING))),
                Http.send(to("/mcp").HEAD()));
        for (var answer : answers) assertEquals(List.of("v2"), versions(answer), answer::toString);
        assertEquals(
                List.of(200, 400, 415, 403, 200, 200, 404, 405, 405),
                answers.stream().map(HttpResponse::statusCode).toList());
    }

    /// The body is never sent: a client that still sends it when the server has closed may lose the answer.
    @Test
    void isToldWhereABodyIsTooLarge() throws IOException {
        var head = """
                POST /mcp HTTP/1.1
                Host: localhost
                Content-Type: application/json
                Content-Length: 5242880

                """.replace("\n", "\r\n");
        try (var http = RawHttp.open(nexus.port())) {
            http.send(head.getBytes(StandardCharsets.US_ASCII));
            var answer = http.answer(true).orElseThrow();
            assertEquals(413, answer.status());
            assertEquals("v2", answer.header("x-version").orElse(""));
        }
    }

    @Test
    void isToldOnAnEventStream() throws IOException {
        var stream = Mcp.open(nexus.url(), Mcp.modern("subscriptions/listen", "\"notifications\":{}"), "");
        try (var _ = stream.body()) {
            assertEquals(
                    "text/event-stream",
                    stream.headers().firstValue("Content-Type").orElse(""));
            assertEquals(List.of("v2"), versions(stream));
        }
    }

    @Test
    void isOnTheStatusPageAndAMetric() {
        assertTrue(Http.get(nexus.ops() + "/")
                .body()
                .lines()
                .findFirst()
                .orElseThrow()
                .endsWith(", version v2"));
        assertTrue(Http.get(nexus.ops() + "/metrics").body().contains("track=\"v2\""));
    }

    @Test
    void isNotToldWhereNoneIsSet() throws InterruptedException {
        try (var other = NexusPeer.start(Map.of("MONGO_URI", mongo.uri()))) {
            assertEquals(List.of(), versions(Http.post(other.url(), PING)));
            assertEquals(List.of(), versions(Http.get(other.base() + "/nowhere")));
        }
    }
}
