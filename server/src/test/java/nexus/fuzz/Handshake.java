package nexus.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import nexus.fuzz.Request.Header;

/// How a client of a handshake revision writes its requests.
record Handshake(String revision) {
    static final List<Header> PLAIN = List.of(
            new Header("Host", "localhost:3000"),
            new Header("Content-Type", "application/json"),
            new Header("Accept", "application/json, text/event-stream"));
    static final String CAPABILITIES = "{\"elicitation\":{},\"sampling\":{},\"roots\":{\"listChanged\":true}}";

    /// @param params a JSON object
    Request request(String method, String params) {
        return post(message("\"id\":7,", method, params));
    }

    Request notification(String method, String params) {
        return post(message("", method, params));
    }

    /// A client's answer to a question of the server.
    ///
    /// @param id     of the question, as JSON
    /// @param result a JSON object
    Request answer(String id, String result) {
        return post("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}");
    }

    static String message(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\"," + id + "\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    /// Needs no session and asks for one.
    Request initialize() {
        var params = "{\"protocolVersion\":\"" + revision + "\",\"capabilities\":" + CAPABILITIES
                + ",\"clientInfo\":{\"name\":\"fuzz\",\"version\":\"1\"}}";
        var request = request("initialize", params);
        return request.without("Mcp-Session-Id").without("MCP-Protocol-Version");
    }

    /// The stream on which a server speaks first.
    Request stream() {
        return post("").withVerb("GET")
                .without("Content-Type")
                .without("Accept")
                .and("Accept", "text/event-stream");
    }

    /// Gives the session back.
    Request end() {
        return post("").withVerb("DELETE").without("Content-Type");
    }

    Request post(String body) {
        var headers = new ArrayList<>(PLAIN);
        headers.add(new Header("MCP-Protocol-Version", revision));
        headers.add(new Header("Mcp-Session-Id", Live.session(revision)));
        return new Request("POST", "/mcp", headers, new String(body.getBytes(UTF_8), ISO_8859_1));
    }
}
