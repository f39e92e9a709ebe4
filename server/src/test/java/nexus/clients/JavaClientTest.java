package nexus.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nexus.NexusPeer;
import org.junit.jupiter.api.Test;

/// The Java SDK's client, as it comes, against the server with its sample data.
class JavaClientTest {
    private static final Map<String, Object> ORDERS = Map.of("database", "shop", "collection", "orders");

    /// The embedded database neither explains nor tells what it does.
    private static final List<String> LACKING = List.of("explain", "current-op");

    private static final Map<String, Map<String, Object>> CALLS = calls();

    private static Map<String, Map<String, Object>> calls() {
        var calls = new LinkedHashMap<String, Map<String, Object>>();
        calls.put("find", with("limit", 2));
        calls.put("aggregate", with("pipeline", List.of(Map.of("$limit", 3))));
        calls.put("count", ORDERS);
        calls.put("distinct", with("field", "status"));
        calls.put("explain", with("method", List.of(Map.of("name", "find", "arguments", Map.of()))));
        calls.put("collection-schema", with("sampleSize", 10));
        calls.put("collection-indexes", ORDERS);
        calls.put("list-databases", Map.of());
        calls.put("list-collections", Map.of("database", "shop"));
        calls.put("list-connections", Map.of());
        calls.put("db-stats", Map.of("database", "shop"));
        calls.put("collection-storage-size", ORDERS);
        calls.put("mongodb-logs", Map.of("type", "startupWarnings"));
        calls.put("current-op", Map.of());
        return calls;
    }

    private static Map<String, Object> with(String argument, Object value) {
        var arguments = new HashMap<>(ORDERS);
        arguments.put(argument, value);
        return arguments;
    }

    @Test
    void listsTheToolsAndCallsEachOfThem() throws InterruptedException {
        try (var nexus = NexusPeer.start(Map.of());
                var client = McpClient.sync(HttpClientStreamableHttpTransport.builder(nexus.base())
                                .build())
                        .requestTimeout(Duration.ofSeconds(20))
                        .build()) {
            assertEquals("2025-11-25", client.initialize().protocolVersion());
            var names = client.listTools().tools().stream()
                    .map(McpSchema.Tool::name)
                    .toList();
            assertEquals(List.copyOf(CALLS.keySet()), names);
            for (var name : names) {
                var result = client.callTool(McpSchema.CallToolRequest.builder(name)
                        .arguments(CALLS.get(name))
                        .build());
                var isError = result.isError() != null && result.isError();
                assertEquals(LACKING.contains(name), isError, name + ": " + result.content());
            }
            client.ping();
        }
    }
}
