package nexus.access.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import nexus.mcp.Channel;
import nexus.mcp.Headers;
import nexus.mcp.McpServer;
import nexus.mcp.Observer;
import nexus.mcp.ResultForm;
import nexus.mcp.ServerInfo;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Changes;
import nexus.mcp.catalog.Resource;
import nexus.mcp.catalog.Resources;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.mcp.fleet.Fleet;
import nexus.testing.Json;
import org.junit.jupiter.api.Test;

/// Requests of all shapes, with a marker wherever no name belongs: it is in no line, and every line is JSON.
class AuditFuzzTest {
    private static final int REQUESTS = 20_000;
    private static final String MARKER = "mArKeR";
    private static final List<String> METHODS = List.of(
            "tools/call",
            "tools/call",
            "tools/call",
            "resources/read",
            "resources/subscribe",
            "prompts/get",
            "completion/complete",
            MARKER);
    private static final List<String> KEYS = List.of(
            "filter",
            "confirm",
            "arguments",
            "argument",
            "ref",
            "context",
            "value",
            "type",
            "_meta",
            "traceparent",
            MARKER,
            "a" + MARKER + "\\u0000");
    private static final List<String> NAMES =
            List.of("shop", "a\\\"b", "\\ud83d\\ude00", "\\n{\\\"audit\\\":true}", "\\ud83d");

    private final Random random = new Random(54);
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private static Catalog catalog() {
        var arguments =
                List.of(Argument.text("database", "").optional(), Argument.json("filter", ""), Argument.confirm());
        var tool = new Tool(
                "find",
                "",
                "",
                arguments,
                "",
                (checked, _) -> checked.json("filter").isEmpty()
                        ? new ToolResult.Confirm(MARKER)
                        : ToolResult.done(MARKER, ("{\"" + MARKER + "\":1}").getBytes(UTF_8))
                                .counting(1));
        var label = new Resource.Label("n", "", "", "text/plain");
        var resource = Resource.of("mongodb://{connection}/{database}", label, AuditFuzzTest::read);
        return new Catalog(
                List.of(tool),
                new Resources(List.of(resource), _ -> List.of(), () -> true),
                List.of(),
                Changes.none(),
                false);
    }

    private static Resource.Result read(Map<String, String> variables, Object call) {
        return Resource.Result.text(MARKER.getBytes(UTF_8));
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// A value of any kind that holds the marker, or nothing of interest.
    private String value(int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 -> "\"" + MARKER + "\"";
            case 1 -> Integer.toString(random.nextInt());
            case 2 -> "null";
            case 3 -> "\"00-" + MARKER + "-01\"";
            case 4 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
            default -> "{\"" + any(KEYS) + "\":" + value(depth + 1) + ",\"x\":" + value(depth + 1) + "}";
        };
    }

    /// Names are strings; of anything else in their place nothing is told.
    private String name() {
        return random.nextBoolean() ? "\"" + any(NAMES) + "\"" : "[\"" + MARKER + "\"]";
    }

    private String arguments() {
        return random.nextInt(10) == 0
                ? value(0)
                : "{\"database\":" + name() + ",\"filter\":" + value(1) + ",\"" + any(KEYS) + MARKER + "\":" + value(1)
                        + "}";
    }

    private String params() {
        var tool = random.nextInt(4) == 0 ? MARKER : "find";
        var uri = random.nextInt(3) == 0 ? "x:" + MARKER : "mongodb://default/" + any(List.of("shop", "%C3%A4", "%22"));
        return "{\"name\":\"" + tool + "\",\"uri\":\"" + uri + "\",\"arguments\":" + arguments() + ",\"" + any(KEYS)
                + "2\":" + value(0) + ",\"ref\":" + value(0) + ",\"argument\":" + value(0) + "}";
    }

    @Test
    void noLineHoldsMoreThanNames() throws IOException {
        var audit =
                Audit.to(bytes -> lines.addAll(new String(bytes, UTF_8).lines().toList()), "pod/1");
        try (audit) {
            var catalog = audit.watch(catalog());
            var info = new ServerInfo("n", "n", "1", "");
            var server = new McpServer(
                    info, catalog, ResultForm.TEXT, Fleet.alone(), audit.observer(Observer.NONE, catalog));
            for (int i = 0; i < REQUESTS; i++) {
                var body = "{\"jsonrpc\":\"2.0\",\"id\":\"" + (i % 3 == 0 ? " " + MARKER : i) + "\",\"method\":\""
                        + any(METHODS) + "\",\"params\":" + params() + "}";
                server.handle(body.getBytes(UTF_8), Headers.NONE, Caller.named("anna"), Channel.NONE);
            }
        }
        assertTrue(lines.size() > REQUESTS / 2, () -> lines.size() + " lines");
        assertEquals(0, audit.dropped());
        assertEquals(lines.size(), audit.written());
        for (var line : lines) {
            Json.parse(line);
            assertFalse(line.contains(MARKER), line);
            assertTrue(line.startsWith("{\"audit\":true,\"time\":\"") && line.length() < 1000, line);
        }
        for (var outcome : List.of("ok", "asked", "refused"))
            assertTrue(lines.stream().anyMatch(line -> line.contains("\"outcome\":\"" + outcome + "\"")), outcome);
    }

    @Test
    void saysWhereItCannotWriteAtTheStart() {
        var path = Path.of("/nowhere/audit.log");
        var settings = new Settings(Settings.To.FILE, Optional.of(path), 1 << 20, 1);
        var problem = assertThrows(AuditException.class, () -> Audit.open(settings, "pod/1", System.out));
        assertEquals(
                "the audit cannot be written to /nowhere/audit.log: set audit.file to another one",
                problem.getMessage());
    }
}
