package nexus.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/// How a client of one revision of MCP writes its requests.
enum Dialect {
    /// MCP 2026-07-28: every request says all about itself.
    STATELESS("2026-07-28"),
    /// MCP 2025-11-25: an `initialize` comes first.
    HANDSHAKE("2025-11-25");

    private static final String CLIENT = "{\"name\":\"bench\",\"version\":\"1\"}";
    private static final String META = ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientInfo\":" + CLIENT
            + ",\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final String version;

    Dialect(String version) {
        this.version = version;
    }

    String version() {
        return version;
    }

    /// The whole request as bytes.
    ///
    /// @param more further headers, each with its end of line
    byte[] request(String path, Question question, String arguments, String more) {
        var isCall = question.method().equals("tools/call");
        var params = (isCall ? "\"name\":\"find\",\"arguments\":" + arguments : "")
                + (this == STATELESS ? META.substring(isCall ? 0 : 1) : "");
        var body =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + question.method() + "\",\"params\":{" + params + "}}";
        var headers = "MCP-Protocol-Version: " + version + "\r\n"
                + (this == STATELESS ? "Mcp-Method: " + question.method() + "\r\n" : "")
                + (this == STATELESS && isCall ? "Mcp-Name: find\r\n" : "")
                + more;
        return post(path, headers, body);
    }

    /// A request of MCP 2026-07-28 for a stream of notifications.
    static byte[] listen(String path, int id) {
        var method = "subscriptions/listen";
        var headers = "MCP-Protocol-Version: " + STATELESS.version + "\r\nMcp-Method: " + method + "\r\n";
        return post(
                path,
                headers,
                "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method
                        + "\",\"params\":{\"notifications\":{\"toolsListChanged\":true}" + META + "}}");
    }

    static byte[] initialize(String path) {
        return post(path, "", """
                {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
                "capabilities":{},"clientInfo":%s}}""".formatted(CLIENT));
    }

    static byte[] initialized(String path, Optional<String> session) {
        var headers = "MCP-Protocol-Version: " + HANDSHAKE.version + "\r\n"
                + session.map(id -> "Mcp-Session-Id: " + id + "\r\n").orElse("");
        return post(path, headers, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    private static byte[] post(String path, String headers, String body) {
        var bytes = body.getBytes(UTF_8);
        var head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\n" + headers + "Content-Length: " + bytes.length
                + "\r\n\r\n";
        var request = new byte[head.length() + bytes.length];
        System.arraycopy(head.getBytes(ISO_8859_1), 0, request, 0, head.length());
        System.arraycopy(bytes, 0, request, head.length(), bytes.length);
        return request;
    }
}
