package nexus.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Holds single messages against the published JSON Schema of a revision, in both directions.
public final class SchemaCheck {
    private static final Map<String, SchemaCheck> KNOWN = new ConcurrentHashMap<>();

    private final Definitions types;

    private SchemaCheck(Definitions types) {
        this.types = types;
    }

    /// The check of a revision, such as `2025-11-25`.
    public static SchemaCheck of(String revision) {
        return KNOWN.computeIfAbsent(revision, name -> new SchemaCheck(Definitions.of(name)));
    }

    /// What is wrong with a message of a client.
    ///
    /// @param asked the method that it answers; empty unless it is a response
    public List<String> sent(JsonNode message, String asked) {
        return problems(message, asked, "Client");
    }

    /// What is wrong with a message of the server.
    ///
    /// @param asked the method that it answers; empty unless it is a response
    public List<String> received(JsonNode message, String asked) {
        return problems(message, asked, "Server");
    }

    private List<String> problems(JsonNode message, String asked, String sender) {
        if (message.isArray()) return batch(message, asked, sender);
        if (message.has("method")) return opening(message, sender);
        if (message.has("error")) return failure(message);
        return response(message, asked);
    }

    /// A batch of requests, or of responses that all answer the same method.
    private List<String> batch(JsonNode batch, String asked, String sender) {
        var whole = types.objections("JSONRPCMessage", batch);
        if (!whole.isEmpty()) return whole;
        return IntStream.range(0, batch.size())
                .mapToObj(batch::get)
                .flatMap(message -> problems(message, asked, sender).stream())
                .toList();
    }

    private List<String> opening(JsonNode message, String sender) {
        var method = message.get("method").asString();
        var kind = message.has("id") ? "Request" : "Notification";
        var type = types.message(method);
        if (type.isEmpty()) return List.of(method + " is no method of this revision");
        var union = sender + kind;
        var problems = new ArrayList<>(types.objections(type.get(), message));
        problems.addAll(types.objections("JSONRPC" + kind, message));
        if (!types.isMember(union, type.get())) problems.add(method + " is not of the type " + union);
        return problems;
    }

    private List<String> failure(JsonNode message) {
        var code = message.at("/error/code").asInt(0);
        if (isForbidden(code)) return List.of(code + " is no error code of this revision");
        return Stream.of(
                        types.objections(types.first("JSONRPCErrorResponse", "JSONRPCError"), message),
                        types.failure(code)
                                .map(type -> types.objections(type, message))
                                .orElse(List.of()),
                        types.error(code)
                                .map(type -> types.objections(type, message.get("error")))
                                .orElse(List.of()))
                .flatMap(List::stream)
                .toList();
    }

    private List<String> response(JsonNode message, String asked) {
        var result = message.path("result");
        var isQuestion = result.path("resultType").asString("").equals("input_required");
        var type = isQuestion ? "InputRequiredResult" : types.result(asked).orElse("EmptyResult");
        return Stream.of(
                        types.objections(type, result),
                        types.objections(types.first("JSONRPCResultResponse", "JSONRPCResponse"), message),
                        types.response(asked)
                                .map(whole -> types.objections(whole, message))
                                .orElse(List.of()))
                .flatMap(List::stream)
                .toList();
    }

    /// Revisions that name their errors keep the codes of servers to themselves, MCP 2026-07-28 "basic, error codes".
    private boolean isForbidden(int code) {
        return types.has("HeaderMismatchError")
                && code <= -32000
                && code > -32100
                && types.failure(code).isEmpty();
    }
}
