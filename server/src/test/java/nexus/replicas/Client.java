package nexus.replicas;

import java.io.IOException;
import java.util.Optional;
import nexus.testing.Json;

/// A client that sends each request to the replica it is told.
///
/// @param token        says who it is
/// @param session      of a handshake revision; nothing for MCP 2026-07-28
/// @param capabilities what it says it can be asked, a JSON object
record Client(String token, Optional<String> session, String capabilities) {
    static final String CAN_ASK = "{\"elicitation\":{\"form\":{}}}";
    static final String CANNOT_ASK = "{}";

    /// A client of MCP 2026-07-28.
    static Client stateless(String token, String capabilities) {
        return new Client(token, Optional.empty(), capabilities);
    }

    /// A client of MCP 2025-11-25 that has shaken hands with a replica.
    static Client greeted(int port, String token, String capabilities) throws IOException {
        var body =
                "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                        + "\"capabilities\":" + capabilities
                        + ",\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}";
        try (var exchange = Exchange.begin(port, head("POST", token), body)) {
            return new Client(token, exchange.header("Mcp-Session-Id"), capabilities);
        }
    }

    /// The same client with another name.
    Client as(String other) {
        return new Client(other, session, capabilities);
    }

    private static String head(String verb, String token) {
        return verb + " /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\nAuthorization: Bearer " + token + "\r\n";
    }

    /// Sends a request.
    ///
    /// @param params a JSON object
    Exchange ask(int port, String method, Json params) throws IOException {
        var all = session.isPresent() ? params : params.with("_meta", meta());
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + all.written() + "}";
        var mirrored = session.isPresent()
                ? ""
                : "Mcp-Method: " + method + "\r\n"
                        + params.text("name")
                                .map(name -> "Mcp-Name: " + name + "\r\n")
                                .orElse("");
        return Exchange.begin(port, head("POST", token) + identity() + mirrored, body);
    }

    private String identity() {
        return session.map(id -> "MCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: " + id + "\r\n")
                .orElse("MCP-Protocol-Version: 2026-07-28\r\n");
    }

    private Json meta() {
        return Json.parse("{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":" + capabilities + "}");
    }

    /// Calls a tool and returns the response.
    Json call(int port, Json params) throws IOException {
        try (var exchange = ask(port, "tools/call", params)) {
            return exchange.response();
        }
    }

    /// Answers a question of the server, and returns the status.
    int answer(int port, Json question, String result) throws IOException {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":"
                + question.at("id").orElseThrow().written() + ",\"result\":" + result + "}";
        try (var exchange = Exchange.begin(port, head("POST", token) + identity(), body)) {
            return exchange.status();
        }
    }

    /// Ends the session, and returns the status.
    int end(int port) throws IOException {
        try (var exchange = Exchange.begin(port, head("DELETE", token) + identity(), "")) {
            return exchange.status();
        }
    }

    /// Opens the stream of the session.
    Exchange stream(int port) throws IOException {
        return Exchange.begin(port, head("GET", token) + identity(), "");
    }
}
