package nexus.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nexus.NexusPeer;
import org.junit.jupiter.api.Test;

/// The Java SDK's client, as it comes, against the server with its sample data.
class JavaClientTest {
    private static final Map<String, Map<String, Object>> CALLS = Map.of(
            "list-databases", Map.of(),
            "list-collections", Map.of("database", "shop"),
            "count", Map.of("database", "shop", "collection", "orders"),
            "find", Map.of("database", "shop", "collection", "orders", "limit", 2),
            "aggregate", Map.of("database", "shop", "collection", "orders", "pipeline", List.of(Map.of("$limit", 3))));

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
            assertEquals(List.of("find", "aggregate", "count", "list-databases", "list-collections"), names);
            for (var name : names) {
                var result = client.callTool(McpSchema.CallToolRequest.builder(name)
                        .arguments(CALLS.get(name))
                        .build());
                assertFalse(result.isError() != null && result.isError(), name + ": " + result.content());
            }
            client.ping();
        }
    }
}
