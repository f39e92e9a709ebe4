package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Headers that mirror the body, for those who route requests.
class HeadersTest {
    private static final String ABSENT = "(absent)";
    private static final Tool TOOL = new Tool(
            "query",
            "Query",
            "Asks.",
            List.of(
                    Argument.text("region", "Where.").optional().mirrored("Region"),
                    Argument.whole("limit", 0, 1000, "How many.").mirrored("Max-Rows"),
                    Argument.json("deep", "Whether.").mirrored("Deep"),
                    Argument.text("plain", "Not mirrored.").optional()),
            "{\"type\":\"object\"}",
            (_, _) -> new ToolResult.Refused("no"));

    private static String base64(String text) {
        return "=?base64?" + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)) + "?=";
    }

    private static Optional<String> given(String value) {
        return Optional.of(value).filter(sent -> !sent.equals(ABSENT));
    }

    /// One row: a method, the name in its body, and in its header.
    record Name(String method, String inBody, String header, boolean isGood) {}

    static List<Name> names() {
        return List.of(
                new Name("tools/call", "find", "find", true),
                new Name("tools/call", "find", "Find", false),
                new Name("tools/call", "find", "", false),
                new Name("tools/call", "find", ABSENT, false),
                new Name("tools/call", "find", base64("find"), true),
                new Name("tools/call", "find", base64("fine"), false),
                new Name("prompts/get", "welcome", "welcome", true),
                new Name("prompts/get", "welcome", "other", false),
                new Name("prompts/get", "welcome", ABSENT, false),
                new Name("prompts/get", "grün 🌍", base64("grün 🌍"), true),
                new Name("resources/read", "mongodb://main/shop", "mongodb://main/shop", true),
                new Name("resources/read", "mongodb://main/shop", "mongodb://main/shop/", false),
                new Name("resources/read", "mongodb://main/shop", ABSENT, false),
                new Name("resources/read", "mongodb://main/grün", base64("mongodb://main/grün"), true),
                new Name("tools/list", "find", ABSENT, true),
                new Name("tools/list", "find", "other", true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void nameWhatTheBodyNames(Name row) {
        var headers = new Headers(
                Optional.empty(),
                Optional.of(row.method()),
                given(row.header()),
                Optional.empty(),
                _ -> Optional.empty());
        var field = row.method().equals("resources/read") ? "uri" : "name";
        var fault = headers.mismatch(request(row.method(), field, row.inBody()));
        assertEquals(row.isGood(), fault.isEmpty(), fault::toString);
        fault.ifPresent(found -> assertEquals(Fault.HEADER_MISMATCH, found.code()));
    }

    private static Message.Request request(String method, String field, String value) {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{\"" + field + "\":"
                + JsonText.quoted(value) + "}}";
        return assertInstanceOf(Message.Request.class, Message.parse(body.getBytes(UTF_8)));
    }

    /// One row: the arguments of a call, and the one header that goes with them.
    record Param(String arguments, String header, String value, boolean isGood) {}

    static List<Param> params() {
        return List.of(
                new Param("{\"region\":\"eu\"}", "region", "eu", true),
                new Param("{\"region\":\"eu\"}", "region", "EU", false),
                new Param("{\"region\":\"eu\"}", "region", "\"eu\"", false),
                new Param("{\"region\":\"eu\"}", "region", ABSENT, false),
                new Param("{\"region\":\"\\u0065u\"}", "region", "eu", true),
                new Param("{\"region\":\"5\"}", "region", "5", true),
                new Param("{\"region\":\"5\"}", "region", "5.0", false),
                new Param("{\"region\":\"\"}", "region", "", true),
                new Param("{\"region\":\"a b\\tc\"}", "region", "a b\tc", true),
                new Param("{}", "region", ABSENT, true),
                new Param("{}", "region", "eu", false),
                new Param("{}", "region", "", false),
                new Param("{\"region\":null}", "region", ABSENT, true),
                new Param("{\"region\":null}", "region", "null", false),
                new Param("{\"region\":\"grün\"}", "region", base64("grün"), true),
                new Param("{\"region\":\"grün\"}", "region", "grün", false),
                new Param("{\"region\":\"a\\nb\"}", "region", "a\nb", false),
                new Param("{\"region\":\"a\\nb\"}", "region", base64("a\nb"), true),
                new Param("{\"region\":\" eu \"}", "region", base64(" eu "), true),
                new Param("{\"region\":\"\"}", "region", "=?base64??=", true),
                new Param("{\"region\":\"Hello\"}", "region", "=?base64?SGVsbG8=?=", true),
                new Param("{\"region\":\"Hello\"}", "region", "=?base64?SGVsbG8?=", false),
                new Param("{\"region\":\"Hello\"}", "region", "=?base64?SGVs!G8=?=", false),
                new Param("{\"region\":\"Hello\"}", "region", "=?BASE64?SGVsbG8=?=", false),
                new Param("{\"region\":\"Hello\"}", "region", "SGVsbG8=", false),
                new Param("{\"region\":\"\\ufffd\"}", "region", "=?base64?/w==?=", false),
                new Param("{\"region\":\"=?base64?x\"}", "region", "=?base64?x", true),
                new Param("{\"region\":\"=?base64?=\"}", "region", "=?base64?=", true),
                new Param("{\"limit\":5}", "max-rows", "5", true),
                new Param("{\"limit\":5}", "max-rows", "5.0", true),
                new Param("{\"limit\":5.00}", "max-rows", "5", true),
                new Param("{\"limit\":-0}", "max-rows", "0", true),
                new Param("{\"limit\":5}", "max-rows", "05", true),
                new Param("{\"limit\":5}", "max-rows", "6", false),
                new Param("{\"limit\":5}", "max-rows", "", false),
                new Param("{\"limit\":5}", "max-rows", "five", false),
                new Param("{\"limit\":5}", "max-rows", "\"5\"", false),
                new Param("{\"limit\":5}", "max-rows", base64("5"), true),
                new Param("{\"limit\":5}", "max-rows", ABSENT, false),
                new Param("{\"limit\":null}", "max-rows", ABSENT, true),
                new Param("{\"deep\":true}", "deep", "true", true),
                new Param("{\"deep\":true}", "deep", "True", false),
                new Param("{\"deep\":true}", "deep", "1", false),
                new Param("{\"deep\":false}", "deep", "false", true),
                new Param("{\"deep\":false}", "deep", ABSENT, false),
                new Param("{\"plain\":\"x\"}", "plain", ABSENT, true),
                new Param("{\"plain\":\"x\"}", "plain", "y", true),
                new Param("{}", "unknown", "y", true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("params")
    void repeatTheArgumentsThatAreMirrored(Param row) throws BadJson {
        var headers = new Headers(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                name -> name.equalsIgnoreCase(row.header()) ? given(row.value()) : Optional.empty());
        var bytes = row.arguments().getBytes(UTF_8);
        var fault = headers.mismatch(TOOL, RawObject.parse(bytes, 0, bytes.length));
        assertEquals(row.isGood(), fault.isEmpty(), fault::toString);
        fault.ifPresent(found -> assertEquals(Fault.HEADER_MISMATCH, found.code()));
    }

    @Test
    void areAskedOfStatelessClientsOnly() {
        var server = new Replicas(Catalog.of(List.of(TOOL))).start(Replicas.A);
        Agent.ANNA.call(server, "query", "{\"region\":\"eu\"}").isRefused(Fault.HEADER_MISMATCH);
        assertEquals("no", Agent.ANNA.call(server, "query", "{}").text());
        assertEquals(
                "no",
                Guest.greet(server)
                        .call(server, "query", "{\"region\":\"eu\"}", Channel.NONE)
                        .text());
    }
}
