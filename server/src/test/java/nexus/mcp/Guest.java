package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import nexus.mcp.catalog.Caller;

/// A client of a handshake revision that has shaken hands.
record Guest(Caller caller, String session) {
    /// Shakes hands.
    ///
    /// @param capabilities that it declares, a JSON object
    static Guest greet(McpServer server, Caller caller, String capabilities) {
        var body = body("initialize", "\"protocolVersion\":\"2025-11-25\",\"capabilities\":" + capabilities);
        var reply = server.handle(body.getBytes(UTF_8), Headers.NONE, caller, Channel.NONE);
        return new Guest(caller, ((Reply.Greeting) reply).session());
    }

    static Guest greet(McpServer server) {
        return greet(server, Agent.ANNA.caller(), "{\"elicitation\":{}}");
    }

    /// The same session in the hands of another caller.
    Guest stolenBy(Caller other) {
        return new Guest(other, session);
    }

    Told send(McpServer server, String method, String params) {
        return post(server, body(method, params), Channel.NONE);
    }

    Told call(McpServer server, String tool, String arguments, Channel channel) {
        return post(server, body("tools/call", "\"name\":\"" + tool + "\",\"arguments\":" + arguments), channel);
    }

    /// Answers a question.
    ///
    /// @param said `result` or `error`, with its value
    Told answer(McpServer server, String question, String said) {
        return post(server, "{\"jsonrpc\":\"2.0\",\"id\":\"" + question + "\"," + said + "}", Channel.NONE);
    }

    private Told post(McpServer server, String body, Channel channel) {
        return Told.by(server.handle(body.getBytes(UTF_8), headers(), caller, channel));
    }

    /// Opens its stream.
    Future<Reply> listen(McpServer server, Recorder channel, ExecutorService threads) {
        var stream = threads.submit(() -> stream(server, channel));
        channel.waitUntilOpen();
        return stream;
    }

    /// Opens its stream and returns when it ends.
    Reply stream(McpServer server, Channel channel) {
        return server.stream(headers(), caller, channel);
    }

    Told end(McpServer server) {
        return Told.by(server.end(headers(), caller));
    }

    boolean isKnownAt(McpServer server) {
        return send(server, "ping", "").reply() instanceof Reply.Result;
    }

    private Headers headers() {
        return new Headers(
                Optional.of("2025-11-25"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(session),
                _ -> Optional.empty());
    }

    private static String body(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }
}
