package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import nexus.mcp.catalog.Caller;

/// A client of MCP 2026-07-28.
///
/// @param capabilities that it declares, a JSON object
record Agent(Caller caller, String capabilities) {
    static final Agent ANNA = new Agent(Caller.named("anna"), "{\"elicitation\":{}}");
    static final Agent BERT = new Agent(Caller.named("bert"), "{\"elicitation\":{}}");
    /// Anna's client where it cannot ask her.
    static final Agent MUTE = new Agent(ANNA.caller(), "{}");

    private static final String VERSION = Revision.V2026_07_28.date();

    /// Sends a request that has no name to mirror.
    Told send(McpServer server, String method, String params) {
        return send(server, method, "", params, Channel.NONE);
    }

    /// @param name   for `Mcp-Name`; empty for none
    /// @param params without braces
    Told send(McpServer server, String method, String name, String params, Channel channel) {
        var headers = new Headers(
                Optional.of(VERSION),
                Optional.of(method),
                Optional.of(name).filter(given -> !given.isEmpty()),
                Optional.empty(),
                _ -> Optional.empty());
        return send(server, body("1", method, params), headers, channel);
    }

    Told send(McpServer server, String body, Headers headers, Channel channel) {
        return Told.by(server.handle(body.getBytes(UTF_8), headers, caller, channel));
    }

    /// The body of a request.
    String body(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + params
                + (params.isEmpty() ? "" : ",") + "\"_meta\":{\"" + Era.VERSION + "\":\"" + VERSION + "\",\""
                + Era.CAPABILITIES + "\":" + capabilities + "}}}";
    }

    Told call(McpServer server, String tool, String arguments) {
        return retry(server, tool, arguments, "");
    }

    /// Calls again with a state and answers.
    Told answer(McpServer server, String tool, String arguments, String state, String answers) {
        return retry(
                server, tool, arguments, ",\"requestState\":\"" + state + "\",\"inputResponses\":{" + answers + "}");
    }

    /// Calls again with the state of a question, and what a person said to it.
    Told confirm(McpServer server, String arguments, Told question, String said) {
        return answer(server, "drop", arguments, question.state(), "\"confirm\":" + said);
    }

    private Told retry(McpServer server, String tool, String arguments, String more) {
        var params = "\"name\":\"" + tool + "\",\"arguments\":" + arguments + more;
        return send(server, "tools/call", tool, params, Channel.NONE);
    }
}
