package nexus.conformance;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The person, the model and the folders behind a client: accepts whatever it is asked.
final class Person {
    private static final JsonMapper JSON = new JsonMapper();

    private Person() {}

    /// The result of a question of the server.
    static JsonNode answer(String method, JsonNode params) {
        return switch (method) {
            case "elicitation/create" -> form(params.path("requestedSchema"));
            case "sampling/createMessage" -> JSON.readTree("""
                    {"role":"assistant","content":{"type":"text","text":"Paris"},"model":"test","stopReason":"endTurn"}""");
            case "roots/list" -> JSON.readTree("""
                    {"roots":[{"uri":"file:///test/root","name":"Test Root"}]}""");
            case "ping" -> JSON.createObjectNode();
            default -> throw new IllegalArgumentException("the server asked for " + method);
        };
    }

    private static ObjectNode form(JsonNode schema) {
        var answer = JSON.createObjectNode().put("action", "accept");
        var content = answer.putObject("content");
        for (var field : schema.path("properties").properties()) fill(content, field.getKey(), field.getValue());
        return answer;
    }

    private static void fill(ObjectNode content, String name, JsonNode field) {
        switch (field.path("type").asString()) {
            case "string" -> content.put(name, choice(field));
            case "array" -> content.putArray(name).add(choice(field.path("items")));
            case "boolean" -> content.put(name, true);
            default -> content.put(name, 7);
        }
    }

    private static String choice(JsonNode field) {
        if (field.has("enum")) return field.at("/enum/0").asString();
        if (field.has("oneOf")) return field.at("/oneOf/0/const").asString();
        return field.at("/anyOf/0/const").asString("Alice");
    }
}
