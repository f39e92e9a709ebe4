package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import nexus.testing.Eventually;
import nexus.testing.Http;
import nexus.testing.Mcp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers who want too much, over HTTP. The paces are so slow that no test outlasts them.
class LimitedCallersTest {
    private static final Map<String, String> SLOW =
            Map.of("NEXUS_AUTH_LIMITS_CALLS_PER_MINUTE", "1", "NEXUS_AUTH_LIMITS_BURST", "3");
    private static final Map<String, String> ONE_AT_ONCE = Map.of("NEXUS_AUTH_LIMITS_AT_ONCE", "1");

    @TempDir
    private Path folder;

    private static int status(HttpResponse<String> response) {
        return response.statusCode();
    }

    @Test
    void whoCallsTooOftenIsToldWhenToComeAgainAndOthersAreNot() throws IOException, InterruptedException {
        try (var peer = AuditPeer.start(folder, SLOW)) {
            for (int i = 0; i < 3; i++) assertEquals(200, status(peer.send(peer.anna(), "ping", "")));
            var refused = peer.send(peer.anna(), "ping", "");
            assertEquals(429, status(refused));
            var after =
                    Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow());
            assertTrue(after > 0 && after <= 60, () -> "Retry-After: " + after);
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"this caller calls too often: 1 calls a"
                            + " minute are served (auth.limits.calls-per-minute); try again in " + after + " s\"}}",
                    refused.body());
            assertEquals(200, status(peer.send(peer.berta(), "ping", "")));
            assertEquals(
                    "\"who\":\"anna\",\"outcome\":\"refused\",\"status\":429}",
                    peer.lines(1).getFirst());
            assertTrue(peer.metric("mcp_limited_requests_total{reason=\"rate\"").endsWith(" 1.0"));
            assertEquals(200, Http.get(peer.nexus().base() + "/health").statusCode());
        }
    }

    @Test
    void aBatchCountsAsAllItsMessages() throws IOException, InterruptedException {
        try (var peer = AuditPeer.start(folder, SLOW)) {
            var ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
            var many = "[" + ping + ",".concat(ping).repeat(3) + "]";
            var refused = batch(peer, many);
            assertEquals(400, status(refused));
            assertTrue(refused.body().contains("a batch counts as all its messages"), refused.body());
            assertEquals(200, status(batch(peer, "[" + ping + "," + ping + "]")));
            assertEquals(429, status(peer.send(peer.anna(), "ping", "")));
        }
    }

    private static HttpResponse<String> batch(AuditPeer peer, String body) {
        return Http.post(peer.nexus().url(), body, "MCP-Protocol-Version", "2025-03-26", "Authorization", peer.anna());
    }

    @Test
    void soManyAtOnceAndTheNextWhenOneIsDone() throws IOException, InterruptedException {
        try (var peer = AuditPeer.start(folder, ONE_AT_ONCE)) {
            var gate = new CountDownLatch(1);
            peer.gate(gate);
            var first = Thread.ofVirtual().start(() -> peer.call("wait", "{}"));
            Eventually.holds("the first is at work", () -> peer.done().contains("waits"));
            var refused = peer.send(peer.anna(), "ping", "");
            assertEquals(429, status(refused));
            assertEquals("1", refused.headers().firstValue("Retry-After").orElseThrow());
            assertTrue(refused.body().contains("1 may be at once (auth.limits.at-once)"), refused.body());
            assertEquals(200, status(peer.send(peer.berta(), "ping", "")));
            gate.countDown();
            first.join();
            Eventually.holds("the place is free", () -> status(peer.send(peer.anna(), "ping", "")) == 200);
        }
    }

    private static HttpResponse<InputStream> listen(AuditPeer peer, String authorization) {
        return Mcp.open(
                peer.nexus().url(),
                Mcp.modern("subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}"),
                "",
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                "subscriptions/listen",
                "Authorization",
                authorization);
    }

    @Test
    void aStreamThatOnlyListensIsNotAtWork() throws IOException, InterruptedException {
        try (var peer = AuditPeer.start(folder, ONE_AT_ONCE);
                var stream = listen(peer, peer.anna()).body()) {
            assertTrue(stream.read() > 0);
            assertEquals(200, status(peer.send(peer.anna(), "ping", "")));
        }
    }

    @Test
    void soManyStreamsOfACallerAndNoMore() throws IOException, InterruptedException {
        var one = Map.of("NEXUS_AUTH_LIMITS_STREAMS", "1", "NEXUS_HTTP_HEARTBEAT", "100ms");
        try (var peer = AuditPeer.start(folder, one)) {
            try (var stream = listen(peer, peer.anna()).body()) {
                assertTrue(stream.read() > 0);
                var second = listen(peer, peer.anna());
                assertEquals(503, second.statusCode());
                assertEquals("60", second.headers().firstValue("Retry-After").orElseThrow());
                assertTrue(isServed(listen(peer, peer.berta())));
                assertTrue(peer.metric("mcp_limited_requests_total{reason=\"streams\"")
                        .endsWith(" 1.0"));
            }
            Eventually.holds("there is room again", () -> isServed(listen(peer, peer.anna())));
        }
    }

    private static boolean isServed(HttpResponse<InputStream> response) {
        try (var _ = response.body()) {
            return response.statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void withoutLimitsNobodyIsHeldBack() throws IOException, InterruptedException {
        try (var peer = AuditPeer.start(folder, Map.of())) {
            for (int i = 0; i < 200; i++) assertEquals(200, status(peer.send(peer.anna(), "ping", "")));
        }
    }
}
