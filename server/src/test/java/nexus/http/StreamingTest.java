package nexus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import nexus.NexusPeer;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.testing.Eventually;
import nexus.testing.Http;
import nexus.testing.Mcp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What clients may rely on while an answer is on its way: event streams, signs of life, and an end when they are gone.
class StreamingTest {
    private static final String CANCEL =
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}";

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private NexusPeer nexus;

    @BeforeEach
    void start() throws InterruptedException {
        var tools = List.of(tool("wait", this::waits), tool("steps", StreamingTest::steps), tool("stop", this::stops));
        nexus = NexusPeer.start(
                Map.of(
                        "NEXUS_HTTP_STREAM_AFTER", "100ms",
                        "NEXUS_HTTP_HEARTBEAT", "100ms",
                        "NEXUS_HTTP_MAX_STREAMS", "2"),
                _ -> Catalog.of(tools));
    }

    @AfterEach
    void stop() {
        release.countDown();
        nexus.close();
    }

    private static Tool tool(String name, java.util.function.Function<Call, ToolResult> action) {
        return new Tool(name, name, name, List.of(), "{\"type\":\"object\"}", (_, call) -> action.apply(call));
    }

    private ToolResult waits(Call call) {
        begun.incrementAndGet();
        try {
            release.await();
        } catch (InterruptedException e) {
            stopped.incrementAndGet();
            return new ToolResult.Refused("stopped");
        }
        finished.incrementAndGet();
        return ToolResult.done("done", "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static ToolResult steps(Call call) {
        for (int i = 1; i <= 3; i++) call.progress(i, 3, "step " + i);
        return ToolResult.done("done", "{}".getBytes(StandardCharsets.UTF_8));
    }

    /// Takes notice of an interrupt only after it has said so.
    private ToolResult stops(Call call) {
        call.progress(1, 2, "begun");
        while (!Thread.currentThread().isInterrupted()) LockSupport.park();
        call.progress(2, 2, "stopping");
        if (Thread.interrupted()) stopped.incrementAndGet();
        return new ToolResult.Refused("stopped");
    }

    private HttpResponse<InputStream> modern(String tool) {
        return Mcp.open(nexus.url(), Mcp.modern("tools/call", "\"name\":\"" + tool + "\""), tool);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void anAnswerThatTakesLongBecomesAStreamWithSignsOfLife() throws IOException {
        var response = modern("wait");
        assertEquals("text/event-stream", header(response, "Content-Type"));
        assertEquals("no", header(response, "X-Accel-Buffering"));
        assertEquals("no-store", header(response, "Cache-Control"));
        var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        for (int beats = 0; beats < 3; ) if (lines.readLine().startsWith(":")) beats++;
        release.countDown();
        var rest = lines.lines().filter(line -> line.startsWith("data: ")).toList();
        assertEquals(1, rest.size());
        assertTrue(rest.getFirst().contains("\"resultType\":\"complete\""), rest.getFirst());
    }

    @Test
    void aQuickAnswerStaysJson() {
        var response = Http.post(nexus.url(), Mcp.modern("tools/list", ""), Mcp.headers("tools/list", ""));
        assertEquals("application/json", header(response, "Content-Type"));
    }

    @Test
    void progressComesAheadOfTheAnswerInOrder() throws IOException {
        var body = Mcp.modern("tools/call", "\"name\":\"steps\"")
                .replace("\"_meta\":{", "\"_meta\":{\"progressToken\":\"p\",");
        var events = Mcp.events(Mcp.open(nexus.url(), body, "steps").body());
        assertTrue(events.getFirst().contains("\"progressToken\":\"p\",\"progress\":1,\"total\":3"), events.toString());
        assertTrue(events.get(events.size() - 2).contains("\"progress\":3"), events.toString());
        assertTrue(events.getLast().contains("\"id\":1,\"result\""), events.toString());
    }

    @Test
    void aClientThatTakesNoStreamWaitsForJson() throws InterruptedException {
        var caller = Thread.ofVirtual().start(() -> {
            Eventually.holds("the call is at work", () -> begun.get() == 1);
            release.countDown();
        });
        var headers = List.of(Mcp.headers("tools/call", "wait"));
        var all = new java.util.ArrayList<>(headers);
        all.addAll(List.of("Accept", "application/json"));
        var response =
                Http.post(nexus.url(), Mcp.modern("tools/call", "\"name\":\"wait\""), all.toArray(String[]::new));
        caller.join();
        assertEquals("application/json", header(response, "Content-Type"));
    }

    @Test
    void theWorkOfAStatelessClientThatIsGoneStops() throws IOException {
        var response = modern("wait");
        response.body().close();
        Eventually.holds("the work is stopped", () -> stopped.get() == 1);
        Eventually.holds("its place is free", () -> active() == 0);
    }

    @Test
    void theWorkOfALegacyClientThatIsGoneGoesOn() throws IOException {
        var session = Mcp.session(nexus.url(), "{}");
        var response = Mcp.open(nexus.url(), Mcp.legacy("tools/call", "\"name\":\"wait\""), "", Mcp.inSession(session));
        response.body().close();
        Http.post(nexus.url(), Mcp.legacy("ping", ""), Mcp.inSession(session));
        release.countDown();
        Eventually.holds("the work is finished", () -> finished.get() == 1);
        assertEquals(0, stopped.get());
    }

    @Test
    void aLegacyClientCancelsByNotificationAndGetsNoAnswer() throws IOException {
        var session = Mcp.session(nexus.url(), "{}");
        var response = Mcp.open(nexus.url(), Mcp.legacy("tools/call", "\"name\":\"wait\""), "", Mcp.inSession(session));
        assertEquals(202, Http.post(nexus.url(), CANCEL, Mcp.inSession(session)).statusCode());
        assertEquals(List.of(), Mcp.events(response.body()));
        assertEquals(1, stopped.get());
    }

    @Test
    void aCancelledCallThatSendsWhileItStopsEndsItsStreamInOrder() throws IOException {
        var session = Mcp.session(nexus.url(), "{}");
        var call = Mcp.legacy("tools/call", "\"name\":\"stop\",\"_meta\":{\"progressToken\":\"p\"}");
        var response = Mcp.open(nexus.url(), call, "", Mcp.inSession(session));
        assertEquals(202, Http.post(nexus.url(), CANCEL, Mcp.inSession(session)).statusCode());
        var events = Mcp.events(response.body());
        assertTrue(events.getLast().contains("stopping"), events.toString());
        assertEquals(1, stopped.get());
    }

    @Test
    void nobodyCancelsTheRequestsOfAnotherSession() throws IOException {
        var mine = Mcp.session(nexus.url(), "{}");
        var other = Mcp.session(nexus.url(), "{}");
        var response = Mcp.open(nexus.url(), Mcp.legacy("tools/call", "\"name\":\"wait\""), "", Mcp.inSession(mine));
        Http.post(nexus.url(), CANCEL, Mcp.inSession(other));
        Http.post(nexus.url(), CANCEL);
        release.countDown();
        assertEquals(1, Mcp.events(response.body()).size());
        assertEquals(0, stopped.get());
    }

    @Test
    void moreStreamsThanAllowedAreToldToComeBackLater() throws IOException {
        try (var _ = listen().body();
                var _ = listen().body()) {
            var third = Http.post(
                    nexus.url(),
                    Mcp.modern("subscriptions/listen", "\"notifications\":{}"),
                    Mcp.headers("subscriptions/listen", ""));
            assertEquals(503, third.statusCode());
            assertEquals("60", header(third, "Retry-After"));
        }
        Eventually.holds("the streams are gone", () -> active() == 0);
    }

    private HttpResponse<InputStream> listen() {
        return Mcp.open(nexus.url(), Mcp.modern("subscriptions/listen", "\"notifications\":{}"), "");
    }

    @Test
    void aListenStreamBeginsWithAnAcknowledgementAndEndsWithAResult() throws IOException {
        var stream = listen();
        var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        assertTrue(firstData(lines).contains("notifications/subscriptions/acknowledged"));
        var stopping = Thread.ofVirtual().start(nexus::close);
        var last = firstData(lines);
        assertTrue(last.contains("\"id\":1,\"result\":{\"resultType\":\"complete\""), last);
        assertFalse(lines.lines().anyMatch(line -> line.startsWith("data")));
        Eventually.holds("the server has stopped", () -> !stopping.isAlive());
    }

    private static String firstData(BufferedReader lines) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) return line;
        }
        return "";
    }

    @Test
    void aSessionHasOneStreamAndTheNewerTakesOver() throws IOException {
        var session = Mcp.session(nexus.url(), "{}");
        var first = Mcp.stream(nexus.url(), session);
        assertEquals(200, first.statusCode());
        try (var second = Mcp.stream(nexus.url(), session).body()) {
            assertEquals(List.of(), Mcp.events(first.body()));
            assertTrue(second.read() >= 0);
        }
    }

    @Test
    void anEndedSessionIsNotFound() {
        var session = Mcp.session(nexus.url(), "{}");
        assertEquals(204, Mcp.end(nexus.url(), session).statusCode());
        assertEquals(
                404,
                Http.post(nexus.url(), Mcp.legacy("ping", ""), Mcp.inSession(session))
                        .statusCode());
        assertEquals(404, Mcp.end(nexus.url(), session).statusCode());
    }

    private int active() {
        return Http.get(nexus.ops() + "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("mcp_active_connections{"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }
}
