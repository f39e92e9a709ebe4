package nexus.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import nexus.NexusPeer;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Effect;
import nexus.mcp.catalog.Right;
import nexus.mcp.catalog.Tool;
import nexus.testing.Http;
import org.junit.jupiter.api.Test;

/// The list of tools, which every model pays for before it asks anything.
class ToolListTest {
    private static final int MOST_BYTES = 8 << 10;

    private static final List<String> READERS = List.of(
            "find",
            "aggregate",
            "count",
            "distinct",
            "explain",
            "collection-schema",
            "collection-indexes",
            "list-databases",
            "list-collections",
            "list-connections",
            "db-stats",
            "collection-storage-size");

    private static List<Tool> tools(Right right) {
        return ReadTools.all(Desk.all(Map.of())).stream()
                .filter(tool -> tool.right() == right)
                .toList();
    }

    private static List<String> names(List<Tool> tools) {
        return tools.stream().map(Tool::name).toList();
    }

    @Test
    void readersSeeWhatReadsAndAdministratorsWhatTheServerDoes() {
        assertEquals(READERS, names(tools(Right.READ)));
        assertEquals(List.of("mongodb-logs", "current-op"), names(tools(Right.ADMIN)));
        assertEquals(List.of(), tools(Right.WRITE));
    }

    @Test
    void allOfThemOnlyRead() {
        for (var tool : ReadTools.all(Desk.all(Map.of()))) assertEquals(Effect.READS, tool.effect(), tool.name());
    }

    @Test
    void theListForReadersIsSmall() throws InterruptedException {
        try (var nexus = NexusPeer.start(Map.of("NEXUS_MCP_RESULTS", "structured"), ToolListTest::readable)) {
            for (var revision : List.of("2026-07-28", "2025-11-25")) {
                var list = list(nexus, revision);
                for (var name : READERS) assertTrue(list.contains("{\"name\":\"" + name + "\""), list);
                int size = list.getBytes(UTF_8).length;
                System.out.println("tools/list of the tools that read, " + revision + ": " + size + " bytes");
                assertTrue(size <= MOST_BYTES, revision + ": " + size + " bytes");
            }
        }
    }

    private static Catalog readable(Catalog catalog) {
        var tools = catalog.tools().stream()
                .filter(tool -> tool.right() == Right.READ)
                .toList();
        return new Catalog(tools, catalog.resources(), catalog.prompts(), catalog.changes(), catalog.hasLogs());
    }

    private static String list(NexusPeer nexus, String revision) {
        var meta = "\"params\":{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}";
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\""
                + (revision.equals("2026-07-28") ? "," + meta : "") + "}";
        return Http.post(nexus.url(), body, "MCP-Protocol-Version", revision, "Mcp-Method", "tools/list")
                .body();
    }
}
