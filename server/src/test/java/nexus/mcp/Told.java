package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// What a client was told in answer to one message.
record Told(Reply reply, JsonNode message) {
    private static final JsonMapper JSON = new JsonMapper();

    static Told by(Reply reply) {
        return new Told(
                reply, Reply.bodyOf(reply).map(body -> read(body.json())).orElse(MissingNode.getInstance()));
    }

    static JsonNode read(byte[] json) {
        return JSON.readTree(new String(json, UTF_8));
    }

    JsonNode result() {
        return message.path("result");
    }

    /// The first text of a tool's result.
    String text() {
        return result().at("/content/0/text").asString("");
    }

    boolean isToolError() {
        return result().path("isError").asBoolean(false);
    }

    boolean isQuestion() {
        return result().path("resultType").asString("").equals("input_required");
    }

    String state() {
        return result().path("requestState").asString("");
    }

    /// The token for the argument `confirm`.
    String token() {
        return text().replaceFirst("(?s).*\"confirm\": \"([^\"]+)\".*", "$1");
    }

    String cursor() {
        return result().path("nextCursor").asString("");
    }

    boolean isGone() {
        return reply instanceof Reply.Gone;
    }

    /// Fails unless it is an answer with this error.
    void hasFailed(int code) {
        assertInstanceOf(Reply.Result.class, reply);
        assertEquals(code, message.at("/error/code").asInt(0), message::toString);
    }

    /// Fails unless the request was refused with this error.
    void isRefused(int code) {
        assertEquals(
                code,
                assertInstanceOf(Reply.Failure.class, reply, message::toString).code());
        assertEquals(code, message.at("/error/code").asInt(0), message::toString);
    }

    /// Fails unless it is a result, and no question.
    Told isDone() {
        assertTrue(message.has("result") && !isQuestion() && !isToolError(), message::toString);
        return this;
    }

    /// Fails unless it asks its client something.
    Told asks() {
        assertTrue(isQuestion(), message::toString);
        return this;
    }
}
