package nexus.conformance;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A client of one revision that answers every question, and knows whether each message fits the schema.
final class CheckedClient {
    static final String MODERN = "2026-07-28";
    /// Its clients know no version header.
    static final String OLDEST = "2025-03-26";
    static final String ALL_CAPABILITIES = "{\"elicitation\":{},\"sampling\":{},\"roots\":{}}";
    private static final String META = "io.modelcontextprotocol/";
    private static final int MOST_ROUNDS = 5;

    private final CheckedWire wire;
    private final String revision;
    private final String capabilities;
    private final Map<String, String> always = new LinkedHashMap<>();
    private int requests;

    private CheckedClient(CheckedWire wire, String revision, String capabilities) {
        this.wire = wire;
        this.revision = revision;
        this.capabilities = capabilities;
    }

    /// A client that has shaken hands, where its revision does so.
    static CheckedClient open(String url, String revision, String capabilities) {
        var client = new CheckedClient(new CheckedWire(url, revision), revision, capabilities);
        if (!client.isModern()) client.shakeHands();
        if (!revision.equals(OLDEST)) client.always.put("MCP-Protocol-Version", revision);
        return client;
    }

    boolean isModern() {
        return revision.equals(MODERN);
    }

    /// What was wrong since the last time that somebody asked.
    List<String> problems() {
        return wire.problems();
    }

    private void shakeHands() {
        var greeting = message("initialize");
        greeting.put("id", 0);
        greeting.set(
                "params",
                node("{\"protocolVersion\":\"" + revision + "\",\"capabilities\":" + capabilities
                        + ",\"clientInfo\":{\"name\":\"checked\",\"version\":\"1\"}}"));
        var response = wire.post(greeting, "", always);
        response.headers().firstValue("Mcp-Session-Id").ifPresent(session -> always.put("Mcp-Session-Id", session));
        wire.read(response, "initialize", _ -> {});
        tell("notifications/initialized", "{}");
    }

    /// Sends a notification.
    int tell(String method, String params) {
        var message = message(method);
        message.set("params", node(params));
        return wire.read(wire.post(message, "", headers(method, message.get("params"))), "", _ -> {})
                .status();
    }

    /// Asks, and answers what the server wants to know, until there is a result or an error.
    Answer ask(String method, String params, Map<String, String> headers) {
        var asked = (ObjectNode) node(params);
        var answer = once(method, asked, headers);
        for (int round = 1; answer.isQuestion() && round < MOST_ROUNDS; round++) {
            asked = retry(asked, answer.result());
            answer = once(method, asked, headers);
        }
        return answer;
    }

    Answer ask(String method, String params) {
        return ask(method, params, Map.of());
    }

    /// Asks once.
    Answer once(String method, String params) {
        return once(method, (ObjectNode) node(params), Map.of());
    }

    private Answer once(String method, ObjectNode params, Map<String, String> extra) {
        var request = request(method, params);
        var headers = headers(method, params);
        headers.putAll(extra);
        return wire.read(wire.post(request, "", headers), method, this::reply);
    }

    private static ObjectNode retry(ObjectNode asked, JsonNode result) {
        var next = asked.deepCopy();
        if (result.has("requestState")) next.set("requestState", result.get("requestState"));
        if (!result.has("inputRequests")) return next;
        var answers = next.putObject("inputResponses");
        for (var question : result.get("inputRequests").properties()) {
            var method = question.getValue().get("method").asString();
            answers.set(
                    question.getKey(), Person.answer(method, question.getValue().path("params")));
        }
        return next;
    }

    /// Answers a request that came on a stream.
    private void reply(JsonNode question) {
        var method = question.get("method").asString();
        var response = CheckedWire.JSON.createObjectNode().put("jsonrpc", "2.0");
        response.set("id", question.get("id"));
        response.set("result", Person.answer(method, question.path("params")));
        wire.read(wire.post(response, method, always), "", _ -> {});
    }

    /// Sends what may be wrong on purpose, with no headers but these.
    Answer raw(String body, Map<String, String> headers) {
        return wire.read(wire.post(body, headers), "ping", _ -> {});
    }

    /// Opens the stream of changes: that of a request, or in older revisions the one of GET.
    Listening listen(String filter) {
        if (!isModern()) return new Listening(wire, wire.get(always), "");
        var params = (ObjectNode) node("{\"notifications\":" + filter + "}");
        var method = "subscriptions/listen";
        return new Listening(wire, wire.post(request(method, params), "", headers(method, params)), method);
    }

    private ObjectNode request(String method, ObjectNode params) {
        var request = message(method);
        request.put("id", ++requests);
        var asked = params.deepCopy();
        if (isModern()) addMeta(asked);
        request.set("params", asked);
        return request;
    }

    private void addMeta(ObjectNode params) {
        var meta = (ObjectNode) node("{\"" + META + "protocolVersion\":\"" + revision + "\",\"" + META
                + "clientCapabilities\":" + capabilities + ",\"" + META
                + "clientInfo\":{\"name\":\"checked\",\"version\":\"1\"}}");
        params.path("_meta").properties().forEach(field -> meta.set(field.getKey(), field.getValue()));
        params.set("_meta", meta);
    }

    private Map<String, String> headers(String method, JsonNode params) {
        var headers = new HashMap<>(always);
        if (!isModern()) return headers;
        headers.put("Mcp-Method", method);
        var name = params.path(method.equals("resources/read") ? "uri" : "name");
        if (name.isString() && !method.startsWith("completion")) headers.put("Mcp-Name", name.asString());
        return headers;
    }

    private static ObjectNode message(String method) {
        return CheckedWire.JSON.createObjectNode().put("jsonrpc", "2.0").put("method", method);
    }

    private static JsonNode node(String json) {
        return CheckedWire.JSON.readTree(json);
    }
}
