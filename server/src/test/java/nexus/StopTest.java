package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import nexus.testing.Eventually;
import nexus.testing.GatePeer;
import nexus.testing.Http;
import nexus.testing.MongoPeer;
import nexus.testing.ServerProcess;
import org.junit.jupiter.api.Test;

/// How the program ends, seen from outside its process.
class StopTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final int CALLERS = 8;

    @Test
    void answersTheCallsAtWorkAndEndsWithZero() throws IOException, InterruptedException {
        try (var mongo = MongoPeer.start();
                var gate = GatePeer.to(mongo.uri());
                var server = ServerProcess.start(Map.of("MONGO_URI", gate.uri(), "NEXUS_STOP_PAUSE", "0"))) {
            gate.hold();
            var statuses = new ConcurrentLinkedQueue<Integer>();
            var callers = new ArrayList<Thread>();
            for (int i = 0; i < CALLERS; i++) callers.add(Thread.ofVirtual().start(() -> statuses.add(count(server))));
            Eventually.holds("every call is at work", () -> active(server) == CALLERS);
            server.signal("TERM");
            Eventually.holds("nobody listens any more", () -> !accepts(server.url()));
            gate.release();
            for (var caller : callers) caller.join();
            assertEquals(Collections.nCopies(CALLERS, 200), List.copyOf(statuses));
            assertEquals(0, server.exitCode());
        }
    }

    private static int active(ServerProcess server) {
        return Http.get(server.ops() + "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("mcp_active_connections{"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    private static int count(ServerProcess server) {
        var call =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"count\",\"arguments\":{\"database\":\"a\",\"collection\":\"b\"}}}";
        return Http.post(server.url(), call, "MCP-Protocol-Version", "2025-11-25")
                .statusCode();
    }

    private static boolean accepts(String url) {
        try {
            return Http.get(url).statusCode() > 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Test
    void losesNoCallWhenItsClientsHeedReadiness() throws IOException, InterruptedException {
        try (var mongo = MongoPeer.start();
                var server = ServerProcess.start(Map.of("MONGO_URI", mongo.uri(), "NEXUS_STOP_PAUSE", "2s"))) {
            var answered = new AtomicInteger();
            var lost = new ConcurrentLinkedQueue<String>();
            var isReady = new AtomicBoolean(true);
            var callers = new ArrayList<Thread>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(Thread.ofVirtual().start(() -> callWhile(isReady, server, answered, lost)));
            }
            Eventually.holds("calls are under way", () -> answered.get() > 200);
            server.signal("TERM");
            Eventually.holds(
                    "/ready is 503", () -> Http.get(server.ops() + "/ready").statusCode() == 503);
            isReady.set(false);
            for (var caller : callers) caller.join();
            assertEquals(0, server.exitCode());
            assertEquals(List.of(), List.copyOf(lost), "calls that were not answered");
        }
    }

    private static void callWhile(
            AtomicBoolean isReady, ServerProcess server, AtomicInteger answered, ConcurrentLinkedQueue<String> lost) {
        while (isReady.get()) {
            try {
                var status = Http.post(server.url(), PING, "MCP-Protocol-Version", "2025-11-25")
                        .statusCode();
                if (status == 200) answered.incrementAndGet();
                else lost.add("status " + status);
            } catch (RuntimeException e) {
                lost.add(String.valueOf(e.getCause()));
            }
        }
    }

    @Test
    void turnsUnreadyWhileItStillServes() throws IOException, InterruptedException {
        try (var mongo = MongoPeer.start();
                var server = ServerProcess.start(Map.of("MONGO_URI", mongo.uri(), "NEXUS_STOP_PAUSE", "20s"))) {
            server.signal("TERM");
            Eventually.holds(
                    "/ready is 503", () -> Http.get(server.ops() + "/ready").statusCode() == 503);
            var call = Http.post(server.url(), PING, "MCP-Protocol-Version", "2025-11-25");
            assertEquals(200, call.statusCode());
            assertEquals("close", call.headers().firstValue("Connection").orElseThrow());
            server.signal("TERM");
            assertEquals(137, server.exitCode());
        }
    }

    @Test
    void saysWhatIsWrongWithTheConfigurationAndEndsWithTwo() throws IOException, InterruptedException {
        try (var server = ServerProcess.launch(Map.of("MCP_PORT", "x", "OPS_PORT", "y"))) {
            assertEquals(2, server.exitCode());
            assertTrue(
                    server.errors()
                            .startsWith("The configuration cannot be used:\n  http.port (MCP_PORT in the environment)"),
                    server.errors());
            assertTrue(server.errors().contains("\n  ops.port (OPS_PORT in the environment)"), server.errors());
        }
    }

    @Test
    void endsWithThreeWhenItsPortIsTaken() throws IOException, InterruptedException {
        try (var mongo = MongoPeer.start();
                var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var server = ServerProcess.launch(
                        Map.of("MONGO_URI", mongo.uri(), "MCP_PORT", Integer.toString(taken.getLocalPort())))) {
            assertEquals(3, server.exitCode());
            assertTrue(
                    server.errors().contains("nexus cannot start: ")
                            && server.errors().contains(Integer.toString(taken.getLocalPort())),
                    server.errors());
        }
    }
}
