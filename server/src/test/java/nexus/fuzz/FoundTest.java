package nexus.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nexus.NexusPeer;
import nexus.testing.Json;
import nexus.testing.RawAnswer;
import nexus.testing.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What random requests have once brought to light.
class FoundTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";
    private static final String JSON = "Content-Type: application/json\r\n";

    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws InterruptedException {
        nexus = NexusPeer.start(Map.of("NEXUS_HTTP_STREAM_AFTER", "100ms"));
    }

    @AfterAll
    static void stop() {
        nexus.close();
    }

    private static byte[] post(String headers, String body) {
        return ("POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + JSON + headers + "\r\n\r\n" + body).getBytes(ISO_8859_1);
    }

    private static void expectRefusal(int code, RawAnswer answer) throws IOException {
        assertEquals(400, answer.status());
        assertEquals(
                Integer.toString(code),
                answer.json().at("error", "code").orElseThrow().written());
    }

    /// A body that is not what its header says.
    record Body(String header, String sent) {}

    static List<Body> broken() {
        return List.of(
                new Body("Content-Length: 100", "{}"),
                new Body("Transfer-Encoding: chunked", "30\r\n{}"),
                new Body("Transfer-Encoding: chunked", "2\r\n{}\r\n"),
                new Body("Transfer-Encoding: chunked", "2\r\r\n{}\r\n0\r\n\r\n"),
                new Body("Transfer-Encoding: chunked", "2\n{}\r\n0\r\n\r\n"),
                new Body("Transfer-Encoding: chunked", "x\r\n{}\r\n0\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBodyThatEndsEarlyOrInBrokenChunksIsABadRequest(Body body) throws IOException {
        try (var http = RawHttp.open(nexus.port())) {
            http.send(post(body.header(), body.sent()));
            http.endOutput();
            expectRefusal(-32600, http.answer(true).orElseThrow());
        }
    }

    @Test
    void aMethodThatIsNoTokenIsABadRequest() throws IOException {
        try (var http = RawHttp.open(nexus.port())) {
            http.send("PO:ST /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
            expectRefusal(-32600, http.answer(true).orElseThrow());
        }
    }

    @ParameterizedTest
    @CsvSource({"/mcp,localhost,405", "/nowhere,localhost,404", "/mcp,evil.example,403"})
    void noBodyFollowsTheAnswerToHead(String path, String host, int status) throws IOException {
        try (var http = RawHttp.open(nexus.port())) {
            http.send(("HEAD " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(ISO_8859_1));
            assertEquals(status, http.answer(false).orElseThrow().status());
            http.send(post("Content-Length: " + PING.length(), PING));
            var next = http.answer(true);
            assertTrue(next.isEmpty() || next.get().status() == 200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"};202",
                "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{}};400",
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":7};400"
            })
    void aBodyThatComesSlowlyDoesNotMakeAStreamOfItsAnswer(String body, int status) throws IOException {
        try (var http = RawHttp.open(nexus.port())) {
            var accept = "Accept: application/json, text/event-stream\r\nContent-Length: " + body.length();
            http.send(post(accept, body.substring(0, 9)));
            http.patience(Duration.ofMillis(400));
            assertThrows(SocketTimeoutException.class, () -> http.answer(true), "nothing comes before it was sent");
            http.patience(Duration.ofSeconds(30));
            http.send(body.substring(9).getBytes(ISO_8859_1));
            assertEquals(status, http.answer(true).orElseThrow().status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"jsonrpc\":\"2.0\",\"\u00ffid\":7,\"method\":\"ping\"}", "{\"\u00ffid\":7}"})
    void bytesThatAreNotUtf8AreNotReadAsSomethingElse(String body) throws IOException {
        try (var http = RawHttp.open(nexus.port())) {
            http.send(post("Content-Length: " + PING.length(), PING));
            var known = http.answer(true).orElseThrow().json();
            assertEquals("7", known.at("id").map(Json::written).orElseThrow());
            http.send(post("Content-Length: " + body.length(), body));
            expectRefusal(-32700, http.answer(true).orElseThrow());
        }
    }
}
