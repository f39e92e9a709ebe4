package nexus.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Questions over the stream of a call, answered at any replica.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LegacyQuestionsTest {
    private static final String WHAT = "{\"what\":\"x\"}";
    private static final String NAME = "\"result\":{\"action\":\"accept\",\"content\":{\"name\":\"Anna\"}}";
    private static final String YES = "\"result\":{\"action\":\"accept\",\"content\":{\"confirm\":true}}";

    private final Deeds deeds = new Deeds();
    private final Replicas replicas = new Replicas(deeds.catalog());
    private final McpServer a = replicas.start(Replicas.A);
    private final McpServer b = replicas.start(Replicas.B);
    private final Guest guest = Guest.greet(b);
    private final Recorder stream = new Recorder();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Future<Told> call(String tool, String arguments) {
        return threads.submit(() -> guest.call(a, tool, arguments, stream));
    }

    private String question() {
        var question = stream.next();
        assertEquals("elicitation/create", question.path("method").asString(), question::toString);
        return question.path("id").asString();
    }

    private void isAccepted(Told told) {
        assertInstanceOf(Reply.None.class, told.reply());
    }

    @Test
    void areAnsweredAtAnotherReplica() throws InterruptedException, ExecutionException {
        var call = call("greet", "{}");
        isAccepted(guest.answer(b, question(), NAME));
        assertEquals("hello Anna, remembered", call.get().isDone().text());
    }

    @Test
    void areAnsweredOnce() throws InterruptedException, ExecutionException {
        var call = call("greet", "{}");
        var question = question();
        isAccepted(guest.answer(a, question, NAME));
        guest.answer(a, question, NAME).isRefused(Fault.INVALID_REQUEST);
        guest.answer(b, question, NAME).isRefused(Fault.INVALID_REQUEST);
        call.get().isDone();
    }

    @Test
    void areAnsweredByNobodyElse() throws InterruptedException, ExecutionException {
        var call = call("greet", "{}");
        var question = question();
        var bert = Guest.greet(a, Agent.BERT.caller(), "{}");
        bert.answer(a, question, NAME).isRefused(Fault.INVALID_REQUEST);
        bert.answer(b, question, NAME).isRefused(Fault.INVALID_REQUEST);
        guest.answer(b, Tampered.changed(question), NAME).isRefused(Fault.INVALID_REQUEST);
        guest.answer(b, "1", NAME).isRefused(Fault.INVALID_REQUEST);
        isAccepted(guest.answer(b, question, NAME));
        call.get().isDone();
    }

    @Test
    void areNotAnsweredWhereTheirReplicaIsGone() throws InterruptedException, ExecutionException {
        var call = call("greet", "{}");
        var question = question();
        var restarted = replicas.start(Replicas.A);
        guest.answer(b, question, NAME).isRefused(Fault.INVALID_REQUEST);
        guest.answer(restarted, question, NAME).isRefused(Fault.INVALID_REQUEST);
        isAccepted(guest.answer(a, question, NAME));
        call.get().isDone();
    }

    @Test
    void letAConfirmedCallRunOnce() throws InterruptedException, ExecutionException {
        var call = call("drop", WHAT);
        var question = question();
        assertEquals(List.of(), deeds.done());
        isAccepted(guest.answer(b, question, YES));
        assertEquals("dropped x", call.get().isDone().text());
        guest.answer(b, question, YES).isRefused(Fault.INVALID_REQUEST);
        assertEquals(List.of("x"), deeds.done());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"result\":{\"action\":\"decline\"}",
                "\"result\":{\"action\":\"cancel\"}",
                "\"result\":{\"action\":\"accept\",\"content\":{\"confirm\":false}}",
                "\"error\":{\"code\":-32603,\"message\":\"no\"}"
            })
    void letNothingRunOtherwise(String said) throws InterruptedException, ExecutionException {
        var call = call("drop", WHAT);
        isAccepted(guest.answer(b, question(), said));
        assertTrue(call.get().isToolError());
        assertEquals(List.of(), deeds.done());
    }

    @Test
    void areDroppedWithTheirClient() throws InterruptedException, ExecutionException {
        var call = call("drop", WHAT);
        var question = question();
        stream.leave();
        assertInstanceOf(Reply.None.class, call.get().reply());
        guest.answer(b, question, YES).isRefused(Fault.INVALID_REQUEST);
        assertEquals(List.of(), deeds.done());
    }

    @Test
    void comeToAnEnd() throws InterruptedException, ExecutionException {
        var call = call("endless", "{}");
        for (int i = 0; i < 10; i++) isAccepted(guest.answer(b, question(), NAME));
        assertTrue(call.get().isToolError());
    }

    @Test
    void areNotAskedOfClientsThatCannotBe() {
        var mute = Guest.greet(a, Agent.ANNA.caller(), "{}");
        for (var told : List.of(
                mute.call(a, "greet", "{}", stream),
                mute.call(a, "wipe", WHAT, stream),
                guest.call(a, "greet", "{}", Channel.NONE),
                guest.call(a, "wipe", WHAT, Channel.NONE),
                guest.call(a, "greet", "{}", new Recorder(false))))
            assertTrue(told.isToolError(), told.message()::toString);
        assertEquals(List.of(), stream.drain("elicitation/create"));
        assertEquals(List.of(), deeds.done());
    }
}
