package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import nexus.testing.Http;
import nexus.testing.MongoPeer;
import nexus.testing.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Walks the list of metrics that the specification wants watched.
class MetricsTest {
    private static MongoPeer mongo;
    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws InterruptedException {
        mongo = MongoPeer.start();
        nexus = NexusPeer.start(Map.of("MONGO_URI", mongo.uri()));
        nexus.call("count", "{\"database\":\"" + mongo.databaseName() + "\",\"collection\":\"a\"}");
        nexus.call("nonsense", "{}");
    }

    @AfterAll
    static void stop() {
        nexus.close();
        mongo.close();
    }

    static List<String> series() {
        return List.of(
                "process_cpu_seconds_total",
                "process_cpu_usage",
                "process_resident_memory_bytes",
                "jvm_memory_heap_used_bytes",
                "jvm_memory_heap_max_bytes",
                "process_disk_read_bytes_total",
                "process_disk_written_bytes_total",
                "process_network_receive_bytes_total",
                "process_network_transmit_bytes_total",
                "mcp_requests_total{method=\"tools/call\"}",
                "mcp_errors_total{kind=\"-32602\"}",
                "mcp_request_duration_seconds_bucket{method=\"tools/call\",tool=\"count\",le=\"2.0\"}",
                "mcp_request_duration_seconds_count{method=\"tools/call\",tool=\"count\"}",
                "mcp_active_connections",
                "mcp_http_responses_total{status=\"200\"}",
                "mongodb_up{connection=\"default\"}",
                "mongodb_pool_size{connection=\"default\"}",
                "mongodb_pool_checked_out{connection=\"default\"}",
                "mongodb_pool_max{connection=\"default\"}",
                "mongodb_pool_waiting{connection=\"default\"}",
                "mongodb_commands_total{command=\"count\",outcome=\"ok\"}",
                "mongodb_command_duration_seconds_bucket{command=\"count\",le=\"2.0\"}");
    }

    @ParameterizedTest
    @MethodSource("series")
    void publishesASeries(String series) {
        var text = metrics();
        assertTrue(text.lines().anyMatch(line -> line.startsWith(series + " ")), text);
    }

    /// Without the label that Helidon adds to every series, and the commas it leaves.
    private static String metrics() {
        return Http.get(nexus.ops() + "/metrics")
                .body()
                .replace("scope=\"application\",", "")
                .replace(",}", "}")
                .replace("{}", "");
    }

    @Test
    void linuxTellsOfMemory() {
        var text = metrics();
        var memory = Pattern.compile("^process_resident_memory_bytes (\\S+)$", Pattern.MULTILINE)
                .matcher(text);
        assertTrue(memory.find() && Double.parseDouble(memory.group(1)) > 10e6, text);
    }

    @Test
    void servesTheReportInTheShapeOfTheSpecification() {
        var report = Http.get(nexus.base() + "/health");
        assertEquals(200, report.statusCode());
        assertTrue(
                Pattern.matches(
                        "\\{\"status\":\"healthy\",\"checks\":\\{\"mongodb\":\\{\"status\":\"healthy\",\"latency\":\\d+},"
                                + "\"sshTunnel\":\\{\"status\":\"healthy\",\"mode\":\"none\"}},\"phase\":\"ready\",\"timestamp\":\"[^\"]+Z\"}",
                        report.body()),
                report.body());
    }

    @Test
    void probesAnswerOnBothSockets() {
        for (var base : List.of(nexus.base(), nexus.ops())) {
            assertEquals("ready\n", Http.get(base + "/ready").body());
            assertEquals(200, Http.get(base + "/health").statusCode());
        }
        assertEquals("live\n", Http.get(nexus.ops() + "/live").body());
        assertTrue(Http.get(nexus.ops() + "/").body().startsWith("Nexus MCP "));
        assertEquals(404, Http.get(nexus.base() + "/metrics").statusCode());
    }

    /// A probe in a shell reads to the end of the connection.
    @ParameterizedTest
    @ValueSource(strings = {"/live", "/ready", "/metrics"})
    void endsTheConnectionOfWhoAsksForIt(String path) throws IOException {
        try (var http = RawHttp.open(URI.create(nexus.ops()).getPort())) {
            var answer = http.ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n", new byte[0]);
            answer.whole();
            assertEquals(200, answer.status());
            assertTrue(http.answer(true).isEmpty(), "it says more");
        }
    }
}
