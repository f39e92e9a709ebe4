package nexus.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import nexus.mcp.fleet.Seal;
import nexus.mcp.fleet.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Calls of stateless clients that go on in another request, at any replica.
class StatesTest {
    private static final Seal SEAL = new Seal(List.of(key(1)));
    private static final String NAME = "\"name\":{\"action\":\"accept\",\"content\":{\"name\":\"Anna\"}}";

    private final Deeds deeds = new Deeds();
    private final Replicas replicas = new Replicas(SEAL, deeds.catalog());
    private final McpServer a = replicas.start(Replicas.A);
    private final McpServer b = replicas.start(Replicas.B);

    private static byte[] key(int number) {
        var key = new byte[Seal.KEY_BYTES];
        Arrays.fill(key, (byte) number);
        return key;
    }

    private String ask(McpServer server) {
        return Agent.ANNA.call(server, "greet", "{}").asks().state();
    }

    private static Told answer(McpServer server, String state) {
        return Agent.ANNA.answer(server, "greet", "{}", state, NAME);
    }

    @Test
    void goOnAtAnotherReplicaThoughTheFirstIsGone() {
        var state = ask(a);
        replicas.stop(Replicas.A);
        assertEquals("hello Anna, remembered", answer(b, state).isDone().text());
    }

    @Test
    void goOnAtAnotherReplicaForPromptsToo() {
        var question = Agent.ANNA
                .send(a, "prompts/get", "welcome", "\"name\":\"welcome\"", Channel.NONE)
                .asks();
        var params =
                "\"name\":\"welcome\",\"requestState\":\"" + question.state() + "\",\"inputResponses\":{" + NAME + "}";
        var told = Agent.ANNA.send(b, "prompts/get", "welcome", params, Channel.NONE);
        assertEquals(
                "Welcome, Anna",
                told.isDone().result().at("/messages/0/content/text").asString());
    }

    /// One row: what became of a state on its way.
    record Change(String what, UnaryOperator<String> change) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Change> changes() {
        return List.of(
                new Change("expired", state -> Tampered.expired(SEAL, Use.STATE, state)),
                new Change("changed", Tampered::changed),
                new Change("cut", state -> state.substring(0, state.length() - 1)),
                new Change("empty", _ -> ""),
                new Change("made up", _ -> "AAAA"),
                new Change("sealed with another key", _ -> Seal.random().seal(Use.STATE, new byte[0])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void areRefusedWhere(Change change) {
        answer(b, change.change().apply(ask(a))).hasFailed(Fault.INVALID_PARAMS);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"17", "true", "{}", "[\"x\"]"})
    void areRefusedWhereTheyAreNoStrings(String state) {
        Agent.ANNA
                .send(b, "tools/call", "greet", "\"name\":\"greet\",\"requestState\":" + state, Channel.NONE)
                .hasFailed(Fault.INVALID_PARAMS);
    }

    @Test
    void belongToOneCallOfOneCaller() {
        var state = ask(a);
        Agent.BERT.answer(b, "greet", "{}", state, NAME).hasFailed(Fault.INVALID_PARAMS);
        Agent.ANNA.answer(b, "endless", "{}", state, NAME).hasFailed(Fault.INVALID_PARAMS);
        Agent.ANNA.answer(b, "again", "{}", state, NAME).hasFailed(Fault.INVALID_PARAMS);
        var params = "\"name\":\"welcome\",\"requestState\":\"" + state + "\"";
        Agent.ANNA.send(b, "prompts/get", "welcome", params, Channel.NONE).hasFailed(Fault.INVALID_PARAMS);
        answer(b, state).isDone();
    }

    @Test
    void areReadByNobodyElse() {
        assertFalse(ask(a).contains("remembered"));
    }

    @Test
    void openWithTheOldKeyWhereTheNewOneSeals() {
        var rotated = replicas.start(Replicas.B, new Seal(List.of(key(2), key(1))));
        answer(rotated, ask(a)).isDone();
        answer(a, ask(rotated)).hasFailed(Fault.INVALID_PARAMS);
    }

    @Test
    void confirmNothingWhileTheirOwnerCannotReadTheNewKey() {
        var rotated = replicas.start(Replicas.B, new Seal(List.of(key(2), key(1))));
        var yes = "{\"action\":\"accept\",\"content\":{\"confirm\":true}}";
        var question = Agent.ANNA.call(a, "drop", "{\"what\":\"x\"}").asks();
        Agent.ANNA.confirm(rotated, "{\"what\":\"x\"}", question, yes).asks();
        assertEquals(List.of(), deeds.done());
        Agent.ANNA.confirm(a, "{\"what\":\"x\"}", question, yes).isDone();
    }

    @Test
    void confirmAcrossARotationThatBothCanRead() {
        var first = replicas.start(Replicas.A, new Seal(List.of(key(1), key(2))));
        var second = replicas.start(Replicas.B, new Seal(List.of(key(2), key(1))));
        var yes = "{\"action\":\"accept\",\"content\":{\"confirm\":true}}";
        var question = Agent.ANNA.call(first, "drop", "{\"what\":\"x\"}").asks();
        Agent.ANNA.confirm(second, "{\"what\":\"x\"}", question, yes).isDone();
        assertTrue(Agent.ANNA.confirm(first, "{\"what\":\"x\"}", question, yes).isToolError());
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "\"other\":{\"action\":\"accept\"}",
                "\"name\":null",
                "\"name\":\"Anna\"",
                "\"name\":[{\"action\":\"accept\"}]",
                "\"name\":{\"action\":\"decline\"}"
            })
    void areFollowedByAnotherWhereAnswersAreMissing(String answers) {
        var again = Agent.ANNA.answer(b, "greet", "{}", ask(a), answers).asks();
        answer(a, again.state()).isDone();
    }

    @Test
    void takeMoreAnswersThanWereAskedFor() {
        Agent.ANNA.answer(b, "greet", "{}", ask(a), "\"more\":1," + NAME).isDone();
    }

    @Test
    void refuseAnswersThatAreNoObject() {
        var params = "\"name\":\"greet\",\"requestState\":\"" + ask(a) + "\",\"inputResponses\":[]";
        Agent.ANNA.send(b, "tools/call", "greet", params, Channel.NONE).hasFailed(Fault.INVALID_PARAMS);
    }

    @Test
    void needNoCapabilityWhereNothingIsAsked() {
        var first = Agent.MUTE.call(a, "again", "{}").asks();
        assertTrue(first.result().path("inputRequests").isMissingNode());
        assertEquals(
                "again: once",
                Agent.MUTE.answer(b, "again", "{}", first.state(), "").isDone().text());
    }

    /// One row: a tool, what its client declares, and what it should have declared.
    record Missing(String tool, String declared, String required) {}

    static List<Missing> missing() {
        return List.of(
                new Missing("greet", "{}", "{\"elicitation\":{\"form\":{}}}"),
                new Missing("greet", "{\"elicitation\":{\"url\":{}}}", "{\"elicitation\":{\"form\":{}}}"),
                new Missing("greet", "{\"sampling\":{},\"roots\":{}}", "{\"elicitation\":{\"form\":{}}}"),
                new Missing("think", "{\"elicitation\":{}}", "{\"sampling\":{}}"),
                new Missing("folders", "{\"elicitation\":{}}", "{\"roots\":{}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("missing")
    void areNotBegunWhereTheClientCannotBeAsked(Missing row) {
        var told = new Agent(Agent.ANNA.caller(), row.declared()).call(a, row.tool(), "{}");
        told.isRefused(Fault.MISSING_CAPABILITY);
        assertEquals(
                "{\"requiredCapabilities\":" + row.required() + "}",
                told.message().at("/error/data").toString());
    }

    @Test
    void areBegunWhereItCan() {
        assertEquals("sampling/createMessage", method(able("{\"sampling\":{}}").call(a, "think", "{}"), "idea"));
        assertEquals("roots/list", method(able("{\"roots\":{}}").call(a, "folders", "{}"), "roots"));
        assertEquals(
                "elicitation/create",
                method(able("{\"elicitation\":{\"form\":{}}}").call(a, "greet", "{}"), "name"));
    }

    private static Agent able(String capabilities) {
        return new Agent(Agent.ANNA.caller(), capabilities);
    }

    private static String method(Told told, String key) {
        JsonNode requests = told.asks().result().path("inputRequests");
        return requests.path(key).path("method").asString();
    }
}
