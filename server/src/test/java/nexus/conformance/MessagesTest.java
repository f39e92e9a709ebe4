package nexus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nexus.NexusPeer;
import nexus.conformance.Rows.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Each message of each method, in both directions and every revision, against the published schema.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MessagesTest {
    private static final Map<String, CheckedClient> CLIENTS = new HashMap<>();

    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws InterruptedException {
        nexus = NexusPeer.start(Map.of(), _ -> Fixtures.catalog());
    }

    @AfterAll
    static void stop() {
        CLIENTS.clear();
        if (nexus != null) nexus.close();
    }

    private static CheckedClient client(String revision) {
        return CLIENTS.computeIfAbsent(
                revision, name -> CheckedClient.open(nexus.url(), name, CheckedClient.ALL_CAPABILITIES));
    }

    static Stream<Row> rows() {
        return Rows.all();
    }

    static List<String> revisions() {
        return Rows.REVISIONS;
    }

    static List<String> legacy() {
        return Rows.REVISIONS.subList(1, Rows.REVISIONS.size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everyMessageFitsTheSchema(Row row) {
        var client = client(row.revision());
        var answer = client.ask(row.method(), row.params());
        assertEquals(List.of(), client.problems());
        assertTrue(row.allows(answer.code()), answer.message().toString());
        assertFalse(answer.isQuestion(), answer.message().toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("revisions")
    void greetsByTheSchema(String revision) {
        assertEquals(List.of(), client(revision).problems());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("revisions")
    void tellsItsProgressBeforeTheResultOnlyWhenAsked(String revision) {
        var client = client(revision);
        var asked = "{\"name\":\"test_tool_with_progress\",\"_meta\":{\"progressToken\":7}}";
        assertEquals(3, client.ask("tools/call", asked).count("notifications/progress"));
        var silent = "{\"name\":\"test_tool_with_progress\"}";
        assertEquals(0, client.ask("tools/call", silent).count("notifications/progress"));
        assertEquals(List.of(), client.problems());
    }

    @Test
    void logsOnlyAtTheLevelThatARequestAsksFor() {
        var client = client(CheckedClient.MODERN);
        var level = "{\"name\":\"test_tool_with_logging\",\"_meta\":{\"io.modelcontextprotocol/logLevel\":\"%s\"}}";
        assertEquals(3, client.ask("tools/call", level.formatted("info")).count("notifications/message"));
        assertEquals(0, client.ask("tools/call", level.formatted("error")).count("notifications/message"));
        assertEquals(
                0,
                client.ask("tools/call", "{\"name\":\"test_tool_with_logging\"}")
                        .count("notifications/message"));
        assertEquals(List.of(), client.problems());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("legacy")
    void anOlderResultHoldsNothingOfTheNewEnvelope(String revision) {
        for (var method : List.of("tools/list", "resources/list", "prompts/list", "ping")) {
            var result = client(revision).ask(method, "{}").result();
            for (var field : List.of("resultType", "ttlMs", "cacheScope", "_meta")) {
                assertFalse(result.has(field), method + ": " + result);
            }
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-07-28 | 400 | -32700 | {"jsonrpc"
            2026-07-28 | 400 | -32600 | {"jsonrpc":"1.0","id":1,"method":"ping"}
            2026-07-28 | 400 | -32602 | {"jsonrpc":"2.0","id":1,"method":"tools/list"}
            2025-11-25 | 400 | -32700 | {"jsonrpc"
            2025-11-25 | 400 | -32600 | {"jsonrpc":"1.0","id":1,"method":"ping"}
            2025-06-18 | 400 | -32600 | {"jsonrpc":"1.0","id":1,"method":"ping"}""")
    void aRefusalFitsTheSchema(String revision, int status, int code, String body) {
        var client = client(revision);
        var answer = client.raw(body, Map.of("MCP-Protocol-Version", revision, "Mcp-Method", "tools/list"));
        assertEquals(List.of(), client.problems());
        assertEquals(code, answer.code());
        assertEquals(status, answer.status());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"2026-07-28,404", "2025-11-25,200", "2025-06-18,200", "2025-03-26,200"})
    void anUnknownMethodIsNotFound(String revision, int status) {
        var client = client(revision);
        var answer = client.ask("no/such/method", "{}");
        assertEquals(-32601, answer.code());
        assertEquals(List.of("no/such/method is no method of this revision"), texts(client));
        assertTrue(answer.status() == status || answer.status() == 404, "status " + answer.status());
    }

    private static List<String> texts(CheckedClient client) {
        return client.problems().stream()
                .map(problem -> problem.replaceAll(" in \\{.*", ""))
                .toList();
    }

    @Test
    void namesTheCapabilityThatAClientLacks() {
        var client = CheckedClient.open(nexus.url(), CheckedClient.MODERN, "{}");
        var answer = client.ask("tools/call", "{\"name\":\"test_missing_capability\"}");
        assertEquals(List.of(), client.problems());
        assertEquals(-32021, answer.code());
        assertEquals(400, answer.status());
        assertTrue(
                answer.message().at("/error/data/requiredCapabilities/sampling").isObject());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("legacy")
    void tellsAnOlderClientThatItCannotBeAsked(String revision) {
        var client = CheckedClient.open(nexus.url(), revision, "{}");
        for (var tool : List.of("test_missing_capability", "test_input_required_result_elicitation")) {
            var result = client.ask("tools/call", "{\"name\":\"" + tool + "\"}").result();
            assertTrue(result.path("isError").asBoolean(false), result.toString());
        }
        assertEquals(List.of(), client.problems());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("revisions")
    void acceptsANotificationWithoutAWord(String revision) {
        var client = client(revision);
        assertEquals(202, client.tell("notifications/cancelled", "{\"requestId\":99}"));
        assertEquals(List.of(), client.problems());
    }

    @Test
    void asksOnlyWhatTheClientCanAnswer() {
        var client = CheckedClient.open(nexus.url(), CheckedClient.MODERN, "{\"sampling\":{}}");
        var answer = client.once("tools/call", "{\"name\":\"test_input_required_result_capabilities\"}");
        assertEquals(List.of(), client.problems());
        assertEquals(
                List.of("capital_question"),
                List.copyOf(answer.result().path("inputRequests").propertyNames()));
    }

    @Test
    void refusesHeadersThatContradictTheBody() {
        var client = client(CheckedClient.MODERN);
        var answer = client.ask("tools/list", "{}", Map.of("Mcp-Method", "prompts/list"));
        assertEquals(List.of(), client.problems());
        assertEquals(-32020, answer.code());
        assertEquals(400, answer.status());
    }

    @Test
    void checksTheHeaderThatMirrorsAnArgument() {
        var client = client(CheckedClient.MODERN);
        var call = "{\"name\":\"test_x_mcp_header\",\"arguments\":{\"region\":\"eu\"}}";
        assertEquals(
                0,
                client.ask("tools/call", call, Map.of("Mcp-Param-Region", "eu")).code());
        assertEquals(
                -32020,
                client.ask("tools/call", call, Map.of("Mcp-Param-Region", "us")).code());
        assertEquals(-32020, client.ask("tools/call", call).code());
        assertEquals(List.of(), client.problems());
    }

    @Test
    void tellsWhichRevisionsItServes() {
        var client = client(CheckedClient.MODERN);
        var body = """
                {"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{
                "io.modelcontextprotocol/protocolVersion":"2099-01-01",
                "io.modelcontextprotocol/clientCapabilities":{}}}}""";
        var answer = client.raw(body, Map.of("MCP-Protocol-Version", "2099-01-01", "Mcp-Method", "server/discover"));
        assertEquals(List.of(), client.problems());
        assertEquals(-32022, answer.code());
        assertEquals(400, answer.status());
    }

    @Test
    void anOldBatchIsAnsweredAsABatch() {
        var client = client(CheckedClient.OLDEST);
        var answer = client.raw(
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}]",
                Map.of());
        assertEquals(List.of(), client.problems());
        assertEquals(2, answer.message().size());
    }
}
