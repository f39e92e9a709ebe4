package nexus.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import nexus.fuzz.Request.Header;
import nexus.testing.Json;

/// How a client of MCP 2026-07-28 writes its requests.
final class Stateless {
    private static final String META = ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"fuzz\",\"version\":\"1\"},"
            + "\"io.modelcontextprotocol/clientCapabilities\":{\"elicitation\":{\"form\":{}},\"sampling\":{},\"roots\":{}},"
            + "\"io.modelcontextprotocol/logLevel\":\"info\",\"progressToken\":\"p\"}}";

    private Stateless() {}

    /// @param params a JSON object
    static Request request(String method, String params) {
        return post("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + withMeta(params) + "}");
    }

    static Request notification(String method, String params) {
        return post("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + withMeta(params) + "}");
    }

    private static String withMeta(String params) {
        var open = params.substring(0, params.length() - 1) + META;
        return params.equals("{}") ? open.replaceFirst(",", "") : open;
    }

    /// A body with the headers that mirror it.
    static Request post(String body) {
        var json = Json.parse(body);
        var headers = new ArrayList<>(Handshake.PLAIN);
        headers.add(new Header("MCP-Protocol-Version", "2026-07-28"));
        json.text("method").ifPresent(method -> headers.add(new Header("Mcp-Method", method)));
        name(json).ifPresent(name -> headers.add(new Header("Mcp-Name", encoded(name))));
        for (var argument : List.of("Word", "Count")) mirrored(json, argument).ifPresent(headers::add);
        return new Request("POST", "/mcp", headers, new String(body.getBytes(UTF_8), ISO_8859_1));
    }

    private static Optional<String> name(Json json) {
        return switch (json.text("method").orElse("")) {
            case "tools/call", "prompts/get" -> json.text("params", "name");
            case "resources/read" -> json.text("params", "uri");
            default -> Optional.empty();
        };
    }

    private static Optional<Header> mirrored(Json json, String header) {
        return json.at("params", "arguments", header.toLowerCase(java.util.Locale.ROOT))
                .map(value -> new Header(
                        "Mcp-Param-" + header,
                        value.isString() ? encoded(value.text().orElseThrow()) : value.written()));
    }

    /// Plain where HTTP allows it, else in Base64.
    static String encoded(String value) {
        return value.matches("[\\x21-\\x7e]+") ? value : base64(value);
    }

    static String base64(String value) {
        return "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(UTF_8)) + "?=";
    }
}
