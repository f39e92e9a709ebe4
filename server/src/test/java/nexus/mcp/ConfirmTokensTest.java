package nexus.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nexus.mcp.fleet.Seal;
import nexus.mcp.fleet.Use;
import nexus.mcp.json.JsonText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Consent by way of an argument, for clients that cannot ask their user.
class ConfirmTokensTest {
    private final Seal seal = Seal.random();
    private final Deeds deeds = new Deeds();
    private final Replicas replicas = new Replicas(seal, deeds.catalog());
    private final McpServer a = replicas.start(Replicas.A);
    private final McpServer b = replicas.start(Replicas.B);
    private String token = "";

    @BeforeEach
    void askForAToken() {
        token = asksAgain(Agent.MUTE.call(a, "drop", "{\"what\":\"x\"}"));
    }

    private Told give(McpServer server, String token) {
        return give(Agent.MUTE, server, "drop", "x", token);
    }

    private static Told give(Agent agent, McpServer server, String tool, String what, String token) {
        var arguments = "{\"confirm\":" + JsonText.quoted(token) + ",\"what\":" + JsonText.quoted(what) + "}";
        return agent.call(server, tool, arguments);
    }

    /// Fails unless the model is told how to go on.
    private static String asksAgain(Told told) {
        assertTrue(told.isToolError() && told.text().contains("Nothing is done yet"), told.message()::toString);
        return told.token();
    }

    @Test
    void workOnceAcrossReplicas() {
        assertEquals("dropped x", give(b, token).isDone().text());
        for (var server : List.of(b, a)) {
            var again = give(server, token);
            assertTrue(again.isToolError() && again.text().contains("used already"), again::text);
        }
        assertEquals(List.of("x"), deeds.done());
    }

    @Test
    void areGoodForNoOtherCallOrCaller() {
        asksAgain(give(Agent.MUTE, b, "drop", "y", token));
        asksAgain(give(Agent.MUTE, b, "erase", "x", token));
        asksAgain(give(new Agent(Agent.BERT.caller(), "{}"), b, "drop", "x", token));
        assertEquals(List.of(), deeds.done());
        give(b, token).isDone();
    }

    @Test
    void areReplacedWhereTheirOwnerIsGone() {
        replicas.stop(Replicas.A);
        var other = asksAgain(give(b, token));
        assertNotEquals(token, other);
        assertEquals(List.of(), deeds.done());
        give(b, other).isDone();
    }

    @Test
    void areReplacedWhereTheirOwnerWasRestarted() {
        asksAgain(give(replicas.start(Replicas.A), token));
        asksAgain(give(b, token));
        assertEquals(List.of(), deeds.done());
    }

    @Test
    void areReplacedWhereTheyAreTooOldOrChanged() {
        asksAgain(give(b, Tampered.expired(seal, Use.CONFIRMATION, token)));
        asksAgain(give(b, Tampered.changed(token)));
        assertEquals(List.of(), deeds.done());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"true", "yes", "confirm", "AAAA"})
    void areNotMadeUp(String madeUp) {
        asksAgain(give(b, madeUp));
        assertEquals(List.of(), deeds.done());
    }

    @Test
    void areNotStates() {
        var state = Agent.ANNA.call(a, "drop", "{\"what\":\"x\"}").asks().state();
        asksAgain(give(b, state));
        Agent.ANNA.answer(b, "drop", "{\"what\":\"x\"}", token, "").hasFailed(Fault.INVALID_PARAMS);
        assertEquals(List.of(), deeds.done());
    }

    @Test
    void areOfferedByToolsThatTakeThemOnly() {
        var told = Agent.MUTE.call(a, "wipe", "{\"what\":\"x\"}");
        assertTrue(told.isToolError() && told.text().contains("cannot ask for it"), told::text);
    }

    @Test
    void workForClientsOfTheHandshakeToo() {
        var guest = Guest.greet(a, Agent.ANNA.caller(), "{}");
        var first = guest.call(b, "drop", "{\"what\":\"z\"}", new Recorder());
        var given = "{\"what\":\"z\",\"confirm\":\"" + asksAgain(first) + "\"}";
        assertEquals(
                "dropped z", guest.call(a, "drop", given, Channel.NONE).isDone().text());
        assertTrue(guest.call(a, "drop", given, Channel.NONE).isToolError());
        assertEquals(List.of("z"), deeds.done());
    }
}
