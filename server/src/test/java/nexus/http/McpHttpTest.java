package nexus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nexus.NexusPeer;
import nexus.access.Token;
import nexus.testing.Http;
import nexus.testing.MongoPeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What HTTP clients may rely on: statuses, headers, and JSON-RPC errors in every body.
class McpHttpTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    private static MongoPeer mongo;
    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws InterruptedException {
        mongo = MongoPeer.start();
        nexus = NexusPeer.start(Map.of(
                "MONGO_URI",
                mongo.uri(),
                "NEXUS_ALLOWED_HOSTS",
                "mcp.example.com",
                "NEXUS_HTTP_BODY_TIMEOUT",
                "300ms"));
    }

    @AfterAll
    static void stop() {
        nexus.close();
        mongo.close();
    }

    private static String error(int code, String message) {
        return "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}";
    }

    /// Sends raw bytes and reads until the server closes the connection.
    private static String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), nexus.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String post(String headers, String body) {
        return "POST /mcp HTTP/1.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n" + headers + "\r\n\r\n" + body;
    }

    @Test
    void answersInJson() {
        var response = Http.post(nexus.url(), PING);
        assertEquals(200, response.statusCode());
        assertEquals("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}", response.body());
        assertEquals(
                "application/json",
                response.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void acceptsNotificationsWithoutABody() {
        var response = Http.post(nexus.url(), "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        assertEquals(202, response.statusCode());
        assertEquals("", response.body());
    }

    @Test
    void unknownMethodsAreNotFoundForStatelessClientsOnly() {
        var meta =
                "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";
        var modern = Http.post(
                nexus.url(),
                PING.replace("}", ",\"params\":{" + meta + "}}"),
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                "ping");
        var legacy = Http.post(nexus.url(), PING.replace("ping", "resources/list"));
        assertEquals(404, modern.statusCode());
        assertEquals(200, legacy.statusCode());
    }

    @Test
    void refusesMalformedJson() {
        var response = Http.post(nexus.url(), "{\"a\":");
        assertEquals(400, response.statusCode());
        assertEquals(error(-32700, "the body is not JSON (line 1, column 6)"), response.body());
    }

    @Test
    void refusesABodyOverTheLimit() throws IOException {
        var answer = hasty(post("Host: localhost", "{\"a\":\"" + "x".repeat(5 << 20) + "\"}"));
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    }

    @Test
    void refusesAChunkedBodyOverTheLimit() throws IOException {
        var body = "{\"a\":\"" + "x".repeat(5 << 20) + "\"}";
        var answer = hasty("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                + "\r\n0\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    }

    /// Sends raw bytes to a server that answers, and closes, before it has taken them all: the answer's end may be
    /// lost.
    private static String hasty(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), nexus.port())) {
            socket.setSoTimeout(20_000);
            var writer = Thread.ofVirtual().start(() -> write(socket, request));
            var answer = new StringBuilder();
            try {
                for (int c = socket.getInputStream().read();
                        c >= 0;
                        c = socket.getInputStream().read()) answer.append((char) c);
            } catch (SocketException e) {
                // The server closed while bytes were on their way to it.
            }
            writer.interrupt();
            return answer.toString();
        }
    }

    private static void write(Socket socket, String request) {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It has answered already.
        }
    }

    @Test
    void refusesOtherMediaTypes() {
        var response = Http.post(nexus.url(), PING, "Content-Type", "text/plain");
        assertEquals(415, response.statusCode());
        assertEquals(error(-32600, "Content-Type must be application/json"), response.body());
    }

    @Test
    void acceptsACharset() {
        assertEquals(
                200,
                Http.post(nexus.url(), PING, "Content-Type", "application/json; charset=utf-8")
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void hasNoStreamAndNothingToEndWithoutASession(String method) {
        var response =
                Http.send(HttpRequest.newBuilder(URI.create(nexus.url())).method(method, BodyPublishers.noBody()));
        assertEquals(405, response.statusCode());
        assertEquals("POST", response.headers().firstValue("Allow").orElseThrow());
        assertTrue(response.body().contains("Mcp-Session-Id"), response.body());
    }

    @Test
    void servesNoOtherVerbs() {
        var response =
                Http.send(HttpRequest.newBuilder(URI.create(nexus.url())).method("PUT", BodyPublishers.noBody()));
        assertEquals(405, response.statusCode());
        assertEquals("POST, GET, DELETE", response.headers().firstValue("Allow").orElseThrow());
        assertEquals(error(-32600, "only POST, GET and DELETE are served here"), response.body());
    }

    @Test
    void answersForeignPathsInJson() {
        var response = Http.get(nexus.base() + "/nowhere");
        assertEquals(404, response.statusCode());
        assertEquals(error(-32600, "there is nothing at this path"), response.body());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,200",
        "localhost:3000,200",
        "127.0.0.1:1,200",
        "[::1]:3000,200",
        "mcp.example.com,200",
        "MCP.example.com:443,200",
        "evil.example,403",
        "localhost.evil.example,403",
        "mcp.example.com.evil.example:80,403"
    })
    void checksTheHost(String host, int status) throws IOException {
        assertTrue(raw(post("Host: " + host, PING)).startsWith("HTTP/1.1 " + status + " "));
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080,200",
        "https://mcp.example.com,200",
        "http://127.0.0.1,200",
        "http://evil.example,403",
        "null,403",
        "https://mcp.example.com.evil.example,403",
        "file://,403"
    })
    void checksTheOrigin(String origin, int status) {
        assertEquals(status, Http.post(nexus.url(), PING, "Origin", origin).statusCode());
    }

    @Test
    void checksTheOriginOfEveryMethod() {
        var response = Http.send(HttpRequest.newBuilder(URI.create(nexus.url()))
                .header("Origin", "http://evil.example")
                .GET());
        assertEquals(403, response.statusCode());
        assertEquals(error(-32600, "this Origin is not allowed: add its host to NEXUS_ALLOWED_HOSTS"), response.body());
    }

    @Test
    void closesTheConnectionWhenAsked() throws IOException {
        var answer = raw(post("Host: localhost", PING));
        assertTrue(answer.endsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"), answer);
    }

    @Test
    void givesUpOnABodyThatNeverComes() throws IOException {
        var answer = raw(
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{");
        assertFalse(answer.contains("200 OK"), answer);
        assertEquals(200, Http.post(nexus.url(), PING).statusCode());
    }

    @Test
    void asksForATokenAndKnowsWhoseItIs(@TempDir Path folder) throws IOException, InterruptedException {
        var token = Token.random();
        var file = Files.writeString(
                folder.resolve("tokens"),
                "# people\n\n" + Token.random().line("bob") + "\n" + token.line("alice") + "\n");
        try (var guarded = NexusPeer.start(
                Map.of("MONGO_URI", mongo.uri(), "NEXUS_AUTH_MODE", "token", "NEXUS_TOKENS_FILE", file.toString()))) {
            var without = Http.post(guarded.url(), PING);
            var wrong = Http.post(guarded.url(), PING, "Authorization", "Bearer nexus_wrong");
            var right = Http.post(
                    guarded.url(),
                    PING,
                    "Authorization",
                    "Bearer " + token.secret().value());
            assertEquals(401, without.statusCode());
            assertEquals(
                    "Bearer", without.headers().firstValue("WWW-Authenticate").orElseThrow());
            assertEquals(error(-32600, "a bearer token is needed: send Authorization: Bearer TOKEN"), without.body());
            assertEquals(
                    "Bearer error=\"invalid_token\", error_description=\"the token is not one of the tokens file\"",
                    wrong.headers().firstValue("WWW-Authenticate").orElseThrow());
            assertEquals(200, right.statusCode());
            assertEquals("ready\n", Http.get(guarded.base() + "/ready").body());
            for (var path :
                    List.of("/mcp/", "//mcp", "/./mcp", "/mcp;a=b", "/%6dcp", "/mcp?x", "/health/../mcp", "/nowhere")) {
                assertEquals(401, Http.post(guarded.base() + path, PING).statusCode(), path);
            }
        }
    }

    @Test
    void tellsClientsToComeAgainUntilMongoAnswers() {
        var nowhere = "mongodb://127.0.0.1:1/?directConnection=true";
        try (var starting = NexusPeer.open(
                Map.of("MONGO_URI", nowhere, "NEXUS_CONNECTION_DEFAULTS_SERVER_SELECTION_TIMEOUT", "200ms"))) {
            var call = Http.post(starting.url(), PING);
            assertEquals(503, call.statusCode());
            assertEquals("1", call.headers().firstValue("Retry-After").orElseThrow());
            assertTrue(call.body().contains("starting: waiting for MongoDB"), call.body());
            assertEquals(503, Http.get(starting.base() + "/ready").statusCode());
            assertEquals(503, Http.get(starting.base() + "/health").statusCode());
            assertEquals(200, Http.get(starting.ops() + "/live").statusCode());
        }
    }
}
