package nexus.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person's consent is good for, whichever replica it comes to.
class ConfirmationsTest {
    private static final String WHAT = "{\"what\":\"x\"}";
    private static final String YES = "{\"action\":\"accept\",\"content\":{\"confirm\":true}}";

    private final Deeds deeds = new Deeds();
    private final Replicas replicas = new Replicas(deeds.catalog());
    private final McpServer a = replicas.start(Replicas.A);
    private final McpServer b = replicas.start(Replicas.B);

    private Told ask(McpServer server) {
        return Agent.ANNA.call(server, "drop", WHAT).asks();
    }

    private Told confirm(McpServer server, Told question) {
        return Agent.ANNA.confirm(server, WHAT, question, YES);
    }

    @Test
    void nothingRunsBeforeItIsGiven() {
        var question = ask(a).result().at("/inputRequests/confirm");
        assertEquals("elicitation/create", question.path("method").asString());
        assertEquals("This drops x.", question.at("/params/message").asString());
        assertEquals(List.of(), deeds.done());
    }

    @Test
    void worksOnceAcrossReplicas() {
        var question = ask(a);
        assertEquals("dropped x", confirm(b, question).isDone().text());
        for (var server : List.of(b, a)) {
            var again = confirm(server, question);
            assertTrue(again.isToolError() && again.text().contains("used already"), again::text);
        }
        assertEquals(List.of("x"), deeds.done());
    }

    @Test
    void worksOnceForEachQuestion() {
        var first = ask(a);
        var second = ask(b);
        confirm(b, first).isDone();
        confirm(a, second).isDone();
        assertEquals(List.of("x", "x"), deeds.done());
    }

    @Test
    void runsOnceWhenItComesToTwoReplicasAtATime() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int i = 1; i <= 50; i++) {
                var question = ask(a);
                var start = new CountDownLatch(1);
                var both = List.of(a, b).stream()
                        .map(server -> threads.submit(() -> {
                            start.await();
                            return confirm(server, question);
                        }))
                        .toList();
                start.countDown();
                assertEquals(1, errors(both));
                assertEquals(i, deeds.done().size());
            }
        }
    }

    private static int errors(List<Future<Told>> answers) throws InterruptedException, ExecutionException {
        int errors = 0;
        for (var answer : answers) if (answer.get().isToolError()) errors++;
        return errors;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"action\":\"decline\"}",
                "{\"action\":\"cancel\"}",
                "{\"action\":\"decline\",\"content\":{\"confirm\":true}}",
                "{\"action\":\"accept\"}",
                "{\"action\":\"accept\",\"content\":{}}",
                "{\"action\":\"accept\",\"content\":{\"confirm\":false}}",
                "{\"action\":\"accept\",\"content\":{\"confirm\":\"true\"}}",
                "{\"action\":\"accept\",\"content\":{\"confirm\":1}}",
                "{\"action\":\"accept\",\"content\":[true]}",
                "{\"action\":\"ACCEPT\",\"content\":{\"confirm\":true}}",
                "{\"content\":{\"confirm\":true}}",
                "{\"action\":\"accept\",\"content\":{\"confirm\":false,\"confirm\":true}}"
            })
    void nothingRunsWhereItIsNotGiven(String said) {
        var answer = Agent.ANNA.confirm(b, WHAT, ask(a), said);
        assertTrue(answer.isToolError() && answer.text().contains("declined"), answer.message()::toString);
        assertEquals(List.of(), deeds.done());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "\"other\":{\"action\":\"accept\"}", "\"confirm\":null", "\"confirm\":true"})
    void isAskedForAgainWhereTheAnswerIsMissing(String answers) {
        var question = ask(a);
        var again =
                Agent.ANNA.answer(b, "drop", WHAT, question.state(), answers).asks();
        assertEquals(List.of(), deeds.done());
        confirm(a, again).isDone();
    }

    @Test
    void isAskedForAgainWhereItsOwnerIsGone() {
        var question = ask(a);
        replicas.stop(Replicas.A);
        var again = confirm(b, question).asks();
        assertTrue(again.result()
                .at("/inputRequests/confirm/params/message")
                .asString()
                .contains("nothing was done"));
        assertEquals(List.of(), deeds.done());
        confirm(b, again).isDone();
        assertEquals(List.of("x"), deeds.done());
    }

    @Test
    void isAskedForAgainWhereItsOwnerWasRestarted() {
        var question = ask(a);
        var restarted = replicas.start(Replicas.A);
        confirm(b, question).asks();
        confirm(restarted, question).asks();
        assertEquals(List.of(), deeds.done());
    }

    @Test
    void isGoodForNoOtherCallOrCaller() {
        var question = ask(a);
        Agent.ANNA.confirm(b, "{\"what\":\"y\"}", question, YES).hasFailed(Fault.INVALID_PARAMS);
        Agent.BERT.confirm(b, WHAT, question, YES).hasFailed(Fault.INVALID_PARAMS);
        Agent.ANNA
                .answer(b, "erase", WHAT, question.state(), "\"confirm\":" + YES)
                .hasFailed(Fault.INVALID_PARAMS);
        assertEquals(List.of(), deeds.done());
        Agent.ANNA.confirm(b, "{ \"what\" : \"\\u0078\" }", question, YES).isDone();
    }
}
