package nexus.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import nexus.NexusPeer;
import nexus.testing.Eventually;
import nexus.testing.Http;
import nexus.testing.Json;
import nexus.testing.Mcp;
import nexus.testing.RawAnswer;
import nexus.testing.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Probes of the door: what HTTP and JSON-RPC let in.
class DoorProbesTest {
    private static final String POST = "POST /mcp HTTP/1.1\r\nContent-Type: application/json\r\n";
    private static final String COUNT = Mcp.legacy(
            "tools/call", "\"name\":\"count\",\"arguments\":{\"database\":\"shop\",\"collection\":\"orders\"}");

    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws InterruptedException {
        nexus = NexusPeer.start(Map.of("NEXUS_HTTP_MAX_BODY", "1MiB", "NEXUS_HTTP_BODY_TIMEOUT", "1s"));
    }

    @AfterAll
    static void stop() {
        nexus.close();
    }

    private static RawAnswer send(String head, String body) throws IOException {
        try (var http = RawHttp.open(nexus.port())) {
            var answer = http.ask(POST + head, body.getBytes(StandardCharsets.UTF_8));
            return new RawAnswer(answer.status(), answer.headers(), new ByteArrayInputStream(answer.whole()));
        }
    }

    /// A peer answered with a page of HTML: a stack trace with the paths of its machine.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{\"jsonrpc\":", "not json", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}}", ""})
    void malformedJsonIsAnErrorOfJsonRpcWithoutATrace(String body) throws IOException {
        var answer = send("Host: localhost\r\n", body);
        assertEquals(400, answer.status());
        var told = answer.json();
        assertEquals("-32700", told.at("error", "code").orElseThrow().written());
        assertFalse(told.written().contains("nexus."), told.written());
    }

    /// A peer answered HTML here too, and its real limit was not the documented one.
    @Test
    void aBodyOverTheLimitIsRefusedInJson() throws IOException {
        try (var http = RawHttp.open(nexus.port())) {
            http.send(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                            + (64 << 20) + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            var answer = http.answer(true).orElseThrow();
            assertEquals(413, answer.status());
            assertTrue(answer.json().at("error").isPresent());
        }
    }

    /// A peer took batches of revisions that have none.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"2025-11-25", "2025-06-18", "2026-07-28"})
    void noBatchIsTakenByRevisionsWithoutBatches(String revision) throws IOException {
        var answer = send("Host: localhost\r\nMCP-Protocol-Version: " + revision + "\r\n", "[" + COUNT + "]");
        assertEquals(400, answer.status());
        assertTrue(answer.json().at("error").isPresent());
    }

    /// A peer returned data to both.
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Host: localhost\r\nOrigin: http://evil.example\r\n",
                "Host: localhost\r\nOrigin: null\r\n",
                "Host: evil.example\r\n",
                "Host: localhost.evil.example\r\n"
            })
    void aForeignHostOrOriginGetsNoData(String head) throws IOException {
        var answer = send(head + "MCP-Protocol-Version: 2025-11-25\r\n", COUNT);
        assertEquals(403, answer.status());
        assertTrue(answer.json().at("result").isEmpty());
    }

    /// A peer took both for "invalid request".
    @Test
    void unknownSessionsAndVersionsAreToldApart() throws IOException {
        var unknown = send("Host: localhost\r\nMCP-Protocol-Version: 1999-01-01\r\n", COUNT);
        assertEquals(400, unknown.status());
        var told = unknown.json().written();
        assertTrue(told.contains("2026-07-28"), told);
        var session = send("Host: localhost\r\nMCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: x\r\n", COUNT);
        assertEquals(404, session.status());
    }

    /// With a peer one client without a name filled all thousand sessions in four seconds, and locked everyone out.
    @Test
    void handshakesDoNotUseUpSessions() {
        for (int i = 0; i < 1_200; i++) Mcp.session(nexus.url(), "{}");
        var last = Mcp.session(nexus.url(), "{}");
        var answer = Http.post(nexus.url(), COUNT, Mcp.inSession(last));
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("count"), answer.body());
    }

    /// With a peer one of eight was answered, and seven hung until the session ended.
    @Test
    void callsThatShareAnIdAreAllAnswered() throws InterruptedException {
        var session = Mcp.session(nexus.url(), "{}");
        var answers = new ConcurrentLinkedQueue<Integer>();
        var callers = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            callers.add(Thread.ofVirtual()
                    .start(() -> answers.add(Http.post(nexus.url(), COUNT, Mcp.inSession(session))
                            .statusCode())));
        }
        for (var caller : callers) caller.join();
        assertEquals(Collections.nCopies(8, 200), List.copyOf(answers));
    }

    /// A peer closed its connections after five seconds, less than what balancers keep them for.
    @Test
    void connectionsAreKeptBetweenCalls() throws IOException {
        try (var http = RawHttp.open(nexus.port())) {
            for (int i = 0; i < 3; i++) {
                var answer = http.ask(
                        POST + "Host: localhost\r\nMCP-Protocol-Version: 2025-11-25\r\n",
                        COUNT.getBytes(StandardCharsets.UTF_8));
                var _ = answer.whole();
                assertEquals(200, answer.status());
                assertFalse(answer.isLast());
            }
        }
    }

    /// Beside a peer's two hundred of them service went on; they were never closed.
    @Test
    void connectionsThatNeverSayWhatTheyWantHoldUpNobody() throws IOException {
        var silent = new ArrayList<RawHttp>();
        try {
            for (int i = 0; i < 200; i++) {
                var http = RawHttp.open(nexus.port());
                http.send("POST /mcp HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.ISO_8859_1));
                silent.add(http);
            }
            var answer = Http.post(nexus.url(), COUNT, "MCP-Protocol-Version", "2025-11-25");
            assertEquals(200, answer.statusCode());
        } finally {
            for (var http : silent) http.close();
        }
    }

    /// A peer stopped for minutes at a body that does not come.
    @Test
    void aBodyThatNeverComesIsGivenUp() throws IOException {
        try (var http = RawHttp.open(nexus.port())) {
            http.patience(Duration.ofSeconds(20));
            http.send(
                    "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
                            .getBytes(StandardCharsets.ISO_8859_1));
            var answer = http.answer(true);
            assertTrue(answer.isEmpty()
                    || answer.get().status() == 408
                    || answer.get().status() == 400);
        }
        Eventually.holds(
                "no call is left",
                () -> Http.get(nexus.ops() + "/metrics")
                        .body()
                        .lines()
                        .anyMatch(line -> line.startsWith("mcp_active_connections") && line.endsWith(" 0.0")));
    }

    /// A peer had a tool that dialled whatever host the model named, listed as read only.
    @Test
    void noToolDialsWhatACallerNames() {
        var tools =
                Json.parse(Http.post(nexus.url(), Mcp.legacy("tools/list", ""), "MCP-Protocol-Version", "2025-11-25")
                        .body());
        for (var tool : tools.at("result", "tools").orElseThrow().items()) {
            var schema = tool.at("inputSchema", "properties").orElseThrow().written();
            assertFalse(tool.text("name").orElseThrow().contains("connect\""), tool.written());
            assertFalse(schema.contains("connectionString"), tool.written());
        }
        var call = nexus.call("connect", "{\"connectionString\":\"mongodb://127.0.0.1:1\"}");
        assertTrue(Json.parse(call.body()).at("error").isPresent(), call.body());
    }
}
