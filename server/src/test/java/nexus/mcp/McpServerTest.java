package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.mcp.fleet.Fleet;
import nexus.mcp.json.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a client may rely on, message by message, without HTTP.
class McpServerTest {
    private static final String MODERN_META =
            "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";
    private static final ServerInfo INFO = new ServerInfo("test", "Test", "1", "Hello.");

    private final List<String> seen = new ArrayList<>();
    private final McpServer server = server(ResultForm.STRUCTURED);

    private McpServer server(ResultForm form) {
        var echo = new Tool(
                "echo",
                "Echo",
                "Says it again.",
                List.of(
                        Argument.text("word", "What to say."),
                        Argument.whole("times", 1, 3, "How often.").optional(),
                        Argument.json("more", "Anything.")),
                "{\"type\":\"object\"}",
                (arguments, call) -> ToolResult.done(
                        "said by " + call.caller().name(),
                        ("{\"word\":" + JsonText.quoted(arguments.text("word")) + ",\"times\":"
                                        + arguments.whole("times", 1) + "}")
                                .getBytes(UTF_8)));
        var broken = new Tool("broken", "Broken", "Fails.", List.of(), "{\"type\":\"object\"}", (_, _) -> {
            throw new IllegalStateException("a bug");
        });
        return new McpServer(
                INFO,
                Catalog.of(List.of(echo, broken)),
                form,
                Fleet.alone(),
                (method, tool, outcome, _) -> seen.add(method + " " + tool + " " + outcome));
    }

    private Reply handle(String body, Headers headers) {
        return server.handle(body.getBytes(UTF_8), headers, Caller.ANONYMOUS, Channel.NONE);
    }

    private static Headers modern(String method) {
        return new Headers(
                Optional.of("2026-07-28"),
                Optional.of(method),
                Optional.empty(),
                Optional.empty(),
                _ -> Optional.empty());
    }

    private static Headers modernCall(String name) {
        return new Headers(
                Optional.of("2026-07-28"),
                Optional.of("tools/call"),
                Optional.of(name),
                Optional.empty(),
                _ -> Optional.empty());
    }

    private static Headers version(String version) {
        return new Headers(
                Optional.of(version), Optional.empty(), Optional.empty(), Optional.empty(), _ -> Optional.empty());
    }

    private static String text(Reply reply) {
        return Reply.bodyOf(reply).map(body -> new String(body.json(), UTF_8)).orElse("");
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }

    /// One row: what is sent, and the status and error that must come back.
    record Bad(String what, String body, Headers headers, int code, boolean inBand, String message) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Bad> bad() {
        var noHeaders = Headers.NONE;
        var init = request("initialize", "\"protocolVersion\":\"2025-06-18\"");
        var modernList = request("tools/list", MODERN_META);
        return List.of(
                new Bad(
                        "malformed JSON",
                        "{\"jsonrpc\":",
                        noHeaders,
                        -32700,
                        false,
                        "the body is not JSON (line 1, column 12)"),
                new Bad("an empty body", "", noHeaders, -32700, false, "the body is empty"),
                new Bad(
                        "UTF-16",
                        "\u0000{",
                        noHeaders,
                        -32700,
                        false,
                        "the body is not JSON in UTF-8 that begins with { or ["),
                new Bad(
                        "a scalar",
                        "17",
                        noHeaders,
                        -32700,
                        false,
                        "the body is not JSON in UTF-8 that begins with { or ["),
                new Bad(
                        "two values",
                        "{} {}",
                        noHeaders,
                        -32700,
                        false,
                        "there is more after the end of the JSON value"),
                new Bad(
                        "deep nesting",
                        "[".repeat(200) + "]".repeat(200),
                        noHeaders,
                        -32700,
                        false,
                        "the JSON nests deeper than 100 levels, or holds an over-long name or number"),
                new Bad(
                        "a field twice",
                        "{\"id\":1,\"id\":2}",
                        noHeaders,
                        -32700,
                        false,
                        "the field \"id\" is there twice"),
                new Bad(
                        "a field twice in params",
                        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\",\"params\":{\"_meta\":{\"a\":1,\"a\":2}}}",
                        noHeaders,
                        -32600,
                        false,
                        "the field \"a\" is there twice"),
                new Bad(
                        "half a character",
                        request("\\ud800", ""),
                        noHeaders,
                        -32601,
                        true,
                        "there is no method \"?\" here"),
                new Bad(
                        "a long name that ends in half a character",
                        request("x".repeat(99) + "🌍", ""),
                        noHeaders,
                        -32601,
                        true,
                        "there is no method \"" + "x".repeat(99) + "…\" here"),
                new Bad(
                        "no version",
                        "{\"id\":1,\"method\":\"ping\"}",
                        noHeaders,
                        -32600,
                        false,
                        "jsonrpc must be \"2.0\""),
                new Bad(
                        "no method",
                        "{\"jsonrpc\":\"2.0\",\"id\":1}",
                        noHeaders,
                        -32600,
                        false,
                        "method is needed and must be a string"),
                new Bad(
                        "a null id",
                        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                        noHeaders,
                        -32600,
                        false,
                        "id must be a string or a whole number"),
                new Bad(
                        "a fraction as id",
                        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                        noHeaders,
                        -32600,
                        false,
                        "id must be a string or a whole number"),
                new Bad(
                        "params as an array",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}",
                        noHeaders,
                        -32600,
                        false,
                        "params must be an object"),
                new Bad(
                        "an unknown method, legacy",
                        request("nope", ""),
                        noHeaders,
                        -32601,
                        true,
                        "there is no method \"nope\" here"),
                new Bad(
                        "an unknown method, modern",
                        request("nope", MODERN_META),
                        modern("nope"),
                        -32601,
                        false,
                        "there is no method \"nope\" here"),
                new Bad(
                        "ping, modern",
                        request("ping", MODERN_META),
                        modern("ping"),
                        -32601,
                        false,
                        "there is no method \"ping\" here"),
                new Bad(
                        "initialize with a whole modern envelope",
                        request("initialize", MODERN_META),
                        modern("initialize"),
                        -32601,
                        false,
                        "there is no method \"initialize\" here"),
                new Bad(
                        "initialize with a modern header",
                        init,
                        version("2026-07-28"),
                        -32020,
                        false,
                        "initialize belongs to the revisions before 2026-07-28, but MCP-Protocol-Version says 2026-07-28"),
                new Bad(
                        "an envelope without capabilities",
                        request("tools/list", "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}"),
                        modern("tools/list"),
                        -32602,
                        false,
                        "_meta[\"io.modelcontextprotocol/clientCapabilities\"] is needed and must be an object"),
                new Bad(
                        "an envelope whose version is a number",
                        request("tools/list", "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":1}"),
                        modern("tools/list"),
                        -32602,
                        false,
                        "_meta[\"io.modelcontextprotocol/protocolVersion\"] must be a string"),
                new Bad(
                        "a header that differs",
                        modernList,
                        version("2025-11-25"),
                        -32020,
                        false,
                        "the header MCP-Protocol-Version is \"2025-11-25\", but _meta says \"2026-07-28\""),
                new Bad(
                        "no version header",
                        modernList,
                        noHeaders,
                        -32020,
                        false,
                        "the header MCP-Protocol-Version is needed and must be \"2026-07-28\", as in _meta"),
                new Bad(
                        "an unknown modern version",
                        modernList.replace("2026-07-28", "2099-01-01"),
                        version("2099-01-01"),
                        -32022,
                        false,
                        "this protocol version is not served"),
                new Bad(
                        "a legacy date in the envelope",
                        modernList.replace("2026-07-28", "2025-06-18"),
                        version("2025-06-18"),
                        -32022,
                        false,
                        "this protocol version is not served"),
                new Bad(
                        "a modern header without an envelope",
                        request("tools/list", ""),
                        version("2026-07-28"),
                        -32602,
                        false,
                        "_meta is needed with the keys io.modelcontextprotocol/protocolVersion and io.modelcontextprotocol/clientCapabilities"),
                new Bad(
                        "an unknown legacy header",
                        request("tools/list", ""),
                        version("1999-01-01"),
                        -32022,
                        false,
                        "this protocol version is not served"),
                new Bad(
                        "a header that is no date",
                        request("tools/list", ""),
                        version("x"),
                        -32022,
                        false,
                        "this protocol version is not served"),
                new Bad(
                        "no Mcp-Method",
                        modernList,
                        version("2026-07-28"),
                        -32020,
                        false,
                        "the header Mcp-Method is needed and must be \"tools/list\", as in the body"),
                new Bad(
                        "Mcp-Method in capitals",
                        modernList,
                        modern("TOOLS/LIST"),
                        -32020,
                        false,
                        "the header Mcp-Method is \"TOOLS/LIST\", but the body says \"tools/list\""),
                new Bad(
                        "no Mcp-Name",
                        request("tools/call", "\"name\":\"echo\"," + MODERN_META),
                        modern("tools/call"),
                        -32020,
                        false,
                        "the header Mcp-Name is needed and must be \"echo\", as in the body"),
                new Bad(
                        "another Mcp-Name",
                        request("tools/call", "\"name\":\"echo\"," + MODERN_META),
                        modernCall("other"),
                        -32020,
                        false,
                        "the header Mcp-Name is \"other\", but the body says \"echo\""),
                new Bad(
                        "Mcp-Name in Base64 without padding",
                        request("tools/call", "\"name\":\"echo\"," + MODERN_META),
                        modernCall("=?base64?ZWNobw?="),
                        -32020,
                        false,
                        "the header Mcp-Name is not valid Base64"),
                new Bad(
                        "an unknown tool",
                        request("tools/call", "\"name\":\"nope\""),
                        noHeaders,
                        -32602,
                        true,
                        "there is no tool \"nope\"; there are echo, broken"),
                new Bad(
                        "a call without a name",
                        request("tools/call", ""),
                        noHeaders,
                        -32602,
                        true,
                        "name is needed and must be a string: the name of a tool"),
                new Bad(
                        "arguments as a string",
                        request("tools/call", "\"name\":\"echo\",\"arguments\":\"x\""),
                        noHeaders,
                        -32602,
                        true,
                        "arguments must be an object"),
                new Bad(
                        "arguments with a field twice",
                        request("tools/call", "\"name\":\"echo\",\"arguments\":{\"word\":\"a\",\"word\":\"b\"}"),
                        noHeaders,
                        -32602,
                        true,
                        "the field \"word\" is there twice"),
                new Bad(
                        "a cursor",
                        request("tools/list", "\"cursor\":\"x\""),
                        noHeaders,
                        -32602,
                        true,
                        "this cursor is not one of this list: ask without a cursor"),
                new Bad(
                        "initialize without a version",
                        request("initialize", ""),
                        noHeaders,
                        -32602,
                        true,
                        "protocolVersion is needed and must be a string: the newest revision that the client speaks"),
                new Bad(
                        "a tool with a bug",
                        request("tools/call", "\"name\":\"broken\""),
                        noHeaders,
                        -32603,
                        true,
                        "the server failed at this call; its log says why"),
                new Bad("an empty batch", "[]", noHeaders, -32600, false, "a batch must not be empty"),
                new Bad(
                        "a batch of a later revision",
                        "[" + request("ping", "") + "]",
                        version("2025-06-18"),
                        -32600,
                        false,
                        "only MCP 2025-03-26 has batches: send one message in a body"),
                new Bad(
                        "initialize in a batch",
                        "[" + init + "]",
                        noHeaders,
                        -32600,
                        false,
                        "initialize must not be in a batch"),
                new Bad(
                        "a batch with a modern message",
                        "[" + modernList + "]",
                        noHeaders,
                        -32600,
                        false,
                        "a message of MCP 2026-07-28 must not be in a batch"),
                new Bad(
                        "a batch with a broken message",
                        "[" + request("ping", "") + ",1]",
                        noHeaders,
                        -32600,
                        false,
                        "a message must be a JSON object"),
                new Bad(
                        "a client's answer, modern",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                        version("2026-07-28"),
                        -32600,
                        false,
                        "MCP 2026-07-28 has no answers from clients to POST"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void answersBadInputWithItsOwnError(Bad row) {
        var reply = handle(row.body(), row.headers());
        var text = text(reply);
        if (row.inBand()) assertInstanceOf(Reply.Result.class, reply);
        else
            assertEquals(
                    row.code(), assertInstanceOf(Reply.Failure.class, reply).code());
        assertTrue(
                text.contains("\"error\":{\"code\":" + row.code() + ",\"message\":" + JsonText.quoted(row.message())),
                text);
        var idWasReadable = row.body().startsWith("{\"jsonrpc\":\"2.0\",\"id\":7");
        assertEquals(idWasReadable, text.startsWith("{\"jsonrpc\":\"2.0\",\"id\":7,"), text);
    }

    @Test
    void namesTheVersionsItServesWhenAskedForAnother() {
        var text = text(
                handle(request("tools/list", MODERN_META).replace("2026-07-28", "2099-01-01"), version("2099-01-01")));
        assertTrue(
                text.endsWith(
                        "\"data\":{\"supported\":[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\",\"2025-03-26\"],\"requested\":\"2099-01-01\"}}}"),
                text);
    }

    @Test
    void introducesItselfToAStatelessClient() {
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"supportedVersions\":[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\",\"2025-03-26\"],"
                        + "\"capabilities\":{\"tools\":{}},\"instructions\":\"Hello.\",\"ttlMs\":300000,\"cacheScope\":\"private\",\"resultType\":\"complete\","
                        + "\"_meta\":{\"io.modelcontextprotocol/serverInfo\":{\"name\":\"test\",\"title\":\"Test\",\"version\":\"1\"}}}}",
                text(handle(request("server/discover", MODERN_META), modern("server/discover"))));
    }

    @ParameterizedTest
    @EnumSource(Revision.class)
    void shakesHandsOnlyOnHandshakeRevisions(Revision revision) {
        var expected = revision == Revision.V2026_07_28 ? "2025-11-25" : revision.date();
        var text = text(handle(request("initialize", "\"protocolVersion\":\"" + revision.date() + "\""), Headers.NONE));
        assertTrue(text.contains("\"result\":{\"protocolVersion\":\"" + expected + "\""), text);
        assertFalse(text.contains("resultType"), text);
    }

    @Test
    void acceptsAVersionHeaderOnInitialize() {
        assertInstanceOf(
                Reply.Greeting.class,
                handle(request("initialize", "\"protocolVersion\":\"2025-11-25\""), version("2025-11-25")));
    }

    @Test
    void offersAnUnknownClientTheNewestHandshake() {
        var text = text(handle(request("initialize", "\"protocolVersion\":\"2024-11-05\""), Headers.NONE));
        assertTrue(text.contains("\"protocolVersion\":\"2025-11-25\""), text);
    }

    @Test
    void echoesAStringIdAsItWasSent() {
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\\u0022b\",\"result\":{}}",
                text(handle("{\"jsonrpc\":\"2.0\",\"id\":\"a\\u0022b\",\"method\":\"ping\"}", Headers.NONE)));
    }

    @Test
    void sendsResultsOnceToClientsThatReadStructure() {
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"said by anonymous\"}],"
                        + "\"structuredContent\":{\"word\":\"hi\",\"times\":2},\"resultType\":\"complete\","
                        + "\"_meta\":{\"io.modelcontextprotocol/serverInfo\":{\"name\":\"test\",\"title\":\"Test\",\"version\":\"1\"}}}}",
                text(handle(
                        request(
                                "tools/call",
                                "\"name\":\"echo\",\"arguments\":{\"word\":\"hi\",\"times\":2}," + MODERN_META),
                        modernCall("echo"))));
    }

    @Test
    void takesAWholeNumberWithAFractionOfZeros() {
        var text = text(handle(
                request("tools/call", "\"name\":\"echo\",\"arguments\":{\"word\":\"hi\",\"times\":2.0}"),
                version("2025-11-25")));
        assertTrue(text.contains("\"times\":2}"), text);
    }

    @Test
    void acceptsANameInBase64() {
        var body = request("tools/call", "\"name\":\"echo\",\"arguments\":{\"word\":\"hi\"}," + MODERN_META);
        assertTrue(text(handle(body, modernCall("=?base64?ZWNobw==?="))).contains("\"word\":\"hi\""));
    }

    @Test
    void sendsTextToTheOldestClients() {
        var text = text(handle(
                request("tools/call", "\"name\":\"echo\",\"arguments\":{\"word\":\"hi\"}"), version("2025-03-26")));
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"{\\\"word\\\":\\\"hi\\\",\\\"times\\\":1}\"}]}}",
                text);
    }

    @Test
    void sendsTextAloneOrBothWhenToldTo() {
        var call = request("tools/call", "\"name\":\"echo\",\"arguments\":{\"word\":\"hi\"}")
                .getBytes(UTF_8);
        var asText = text(server(ResultForm.TEXT).handle(call, version("2025-11-25"), Caller.ANONYMOUS, Channel.NONE));
        var asBoth = text(server(ResultForm.BOTH).handle(call, version("2025-11-25"), Caller.ANONYMOUS, Channel.NONE));
        assertTrue(asText.contains("\\\"word\\\"") && !asText.contains("structuredContent"), asText);
        assertTrue(asBoth.contains("\\\"word\\\"") && asBoth.contains("\"structuredContent\":{\"word\""), asBoth);
    }

    /// One row: arguments of `echo`, and the words that the model reads.
    record BadArguments(String arguments, String reason) {}

    static List<BadArguments> badArguments() {
        return List.of(
                new BadArguments("{}", "word is needed: What to say."),
                new BadArguments("{\"word\":null}", "word is needed: What to say."),
                new BadArguments("{\"word\":\"\"}", "word must be a string that is not empty, not \"\""),
                new BadArguments("{\"word\":5}", "word must be a string that is not empty, not 5"),
                new BadArguments(
                        "{\"word\":\"a\",\"times\":\"2\"}", "times must be a whole number from 1 to 3, not \"2\""),
                new BadArguments("{\"word\":\"a\",\"times\":4}", "times must be a whole number from 1 to 3, not 4"),
                new BadArguments("{\"word\":\"a\",\"times\":1.5}", "times must be a whole number from 1 to 3, not 1.5"),
                new BadArguments(
                        "{\"word\":\"a\",\"more\":\"{}\"}",
                        "more must be an object, not a string: send the JSON itself, without quotes around it"),
                new BadArguments("{\"word\":\"a\",\"more\":[1]}", "more must be an object, not an array"),
                new BadArguments(
                        "{\"wort\":\"a\"}",
                        "word is needed: What to say.; there is no argument \"wort\"; there are word, times, more"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badArguments")
    void tellsTheModelWhatIsWrongWithItsArguments(BadArguments row) {
        var text =
                text(handle(request("tools/call", "\"name\":\"echo\",\"arguments\":" + row.arguments()), Headers.NONE));
        assertTrue(
                text.contains("{\"content\":[{\"type\":\"text\",\"text\":" + JsonText.quoted(row.reason())
                        + "}],\"isError\":true}"),
                text);
    }

    @Test
    void publishesItsToolsInOrderAndWithoutDialect() {
        var text = text(handle(request("tools/list", ""), version("2025-11-25")));
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"tools\":[{\"name\":\"echo\",\"title\":\"Echo\",\"description\":\"Says it again.\","
                        + "\"inputSchema\":{\"type\":\"object\",\"properties\":{\"word\":{\"type\":\"string\",\"description\":\"What to say.\"},"
                        + "\"times\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":3,\"description\":\"How often.\"},"
                        + "\"more\":{\"type\":\"object\",\"description\":\"Anything.\"}},\"required\":[\"word\"],\"additionalProperties\":false},"
                        + "\"outputSchema\":{\"type\":\"object\"},\"annotations\":{\"readOnlyHint\":true,\"openWorldHint\":false}},"
                        + "{\"name\":\"broken\",\"title\":\"Broken\",\"description\":\"Fails.\",\"inputSchema\":{\"type\":\"object\",\"properties\":{},"
                        + "\"additionalProperties\":false},\"outputSchema\":{\"type\":\"object\"},"
                        + "\"annotations\":{\"readOnlyHint\":true,\"openWorldHint\":false}}]}}",
                text);
    }

    @Test
    void sendsTheOldestClientsNoFieldsTheyDoNotKnow() {
        var text = text(handle(request("tools/list", ""), Headers.NONE));
        assertFalse(text.contains("outputSchema"), text);
    }

    @Test
    void answersABatchOfTheOldestRevisionInOneArray() {
        var body = "[" + request("ping", "") + ",{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"},"
                + request("ping", "").replace("7", "8") + "]";
        assertEquals(
                "[{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}},{\"jsonrpc\":\"2.0\",\"id\":8,\"result\":{}}]",
                text(handle(body, version("2025-03-26"))));
    }

    @Test
    void saysNothingToNotifications() {
        var notification = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}";
        assertInstanceOf(Reply.None.class, handle(notification, Headers.NONE));
        assertInstanceOf(Reply.None.class, handle(notification, version("2026-07-28")));
        assertInstanceOf(Reply.None.class, handle("[" + notification + "]", Headers.NONE));
    }

    @Test
    void refusesAnAnswerThatNobodyWaitsFor() {
        var answer = handle("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}", Headers.NONE);
        assertEquals(-32600, assertInstanceOf(Reply.Failure.class, answer).code());
    }

    @Test
    void refusesANotificationThatContradictsItsHeader() {
        var notification =
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{" + MODERN_META + "}}";
        assertEquals(
                -32020,
                assertInstanceOf(Reply.Failure.class, handle(notification, version("2025-11-25")))
                        .code());
    }

    @Test
    void tellsTheObserverWhatBecameOfEachRequest() {
        handle(request("ping", ""), Headers.NONE);
        handle(request("nonsense", ""), Headers.NONE);
        handle(request("tools/call", "\"name\":\"echo\",\"arguments\":{\"word\":\"a\"}"), Headers.NONE);
        handle(request("tools/call", "\"name\":\"echo\""), Headers.NONE);
        handle("{", Headers.NONE);
        assertEquals(
                List.of(
                        "ping  ok",
                        "other  -32601",
                        "tools/call echo ok",
                        "tools/call echo tool-error",
                        "other  -32700"),
                seen);
    }

    @Test
    void neverThrowsWhateverTheBytes() {
        var random = new Random(20260728);
        var seeds = List.of(
                request("tools/call", "\"name\":\"echo\",\"arguments\":{\"word\":\"hi\"}," + MODERN_META),
                "[" + request("ping", "") + "]");
        int rounds = Boolean.getBoolean("tests.long") ? 1_000_000 : 20_000;
        for (int i = 0; i < rounds; i++) {
            var body = seeds.get(i % seeds.size()).getBytes(UTF_8);
            for (int flips = random.nextInt(4); flips >= 0; flips--)
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            server.handle(
                    body, random.nextBoolean() ? modernCall("echo") : Headers.NONE, Caller.ANONYMOUS, Channel.NONE);
        }
    }
}
