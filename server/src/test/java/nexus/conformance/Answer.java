package nexus.conformance;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// What one request came to.
///
/// @param status  of HTTP
/// @param message the response itself; missing where the body was empty
/// @param before  what came before it on a stream
record Answer(int status, JsonNode message, List<JsonNode> before) {
    Answer {
        before = List.copyOf(before);
    }

    /// The code of an error, or 0 for a result.
    int code() {
        return message.at("/error/code").asInt(0);
    }

    JsonNode result() {
        return message.path("result");
    }

    boolean isQuestion() {
        return result().path("resultType").asString("").equals("input_required");
    }

    /// How many messages of a method came before.
    long count(String method) {
        return before.stream()
                .filter(message -> message.path("method").asString("").equals(method))
                .count();
    }
}
