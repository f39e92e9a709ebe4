package nexus.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import nexus.mcp.catalog.LogLevel;
import nexus.mcp.fleet.Seal;
import nexus.mcp.fleet.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Sessions of the handshake revisions, which any replica can read.
class SessionsTest {
    private final Seal seal = Seal.random();
    private final Replicas replicas = new Replicas(seal, new Deeds().catalog());
    private final McpServer a = replicas.start(Replicas.A);
    private final McpServer b = replicas.start(Replicas.B);
    private final Guest guest = Guest.greet(a);

    @Test
    void areGoodAtEveryReplicaAndAfterARestart() {
        assertTrue(guest.isKnownAt(a));
        assertTrue(guest.isKnownAt(b));
        assertTrue(guest.isKnownAt(replicas.start(Replicas.A)));
        replicas.stop(Replicas.A);
        assertTrue(guest.isKnownAt(replicas.start(Replicas.B)));
    }

    /// One row: a session that is not known.
    record Unknown(String what, Guest guest) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Unknown> unknown() {
        var anna = Agent.ANNA.caller();
        var stranger = Guest.greet(new Replicas(new Deeds().catalog()).start(Replicas.A));
        return List.of(
                new Unknown("another key", stranger),
                new Unknown("made up", new Guest(anna, "AAAA")),
                new Unknown("of the old kind", new Guest(anna, "8f9f1f6e-0d2c-4f0e-9a43-0a4b9e3c8d51")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unknown")
    void areGoneWhereNobodyKnowsThem(Unknown row) {
        for (var server : List.of(a, b)) {
            assertTrue(row.guest().send(server, "ping", "").isGone());
            assertTrue(row.guest().end(server).isGone());
        }
    }

    @Test
    void areGoneOnceTheyAreOldOrChanged() {
        var old = new Guest(guest.caller(), Tampered.expired(seal, Use.SESSION, guest.session()));
        assertTrue(old.send(a, "ping", "").isGone());
        var changed = new Guest(guest.caller(), Tampered.changed(guest.session()));
        assertTrue(changed.send(b, "ping", "").isGone());
    }

    @Test
    void belongToTheirCaller() {
        var thief = guest.stolenBy(Agent.BERT.caller());
        assertTrue(thief.send(a, "ping", "").isGone());
        assertTrue(thief.send(b, "ping", "").isGone());
        assertTrue(thief.end(b).isGone());
        assertTrue(guest.isKnownAt(a) && guest.isKnownAt(b));
    }

    @Test
    void endEverywhereWhereverTheClientEndsThem() {
        for (var server : List.of(a, b)) {
            var ending = Guest.greet(a);
            assertInstanceOf(Reply.Ended.class, ending.end(server).reply());
            assertFalse(ending.isKnownAt(a) || ending.isKnownAt(b));
            assertTrue(ending.end(a).isGone() && ending.end(b).isGone());
        }
        assertTrue(guest.isKnownAt(a) && guest.isKnownAt(b));
    }

    @Test
    void keepTheirLevelForCallsAtEveryReplica() {
        assertEquals(from(LogLevel.INFO), levels(a));
        assertEquals(from(LogLevel.INFO), levels(b));
        guest.send(b, "logging/setLevel", "\"level\":\"error\"").isDone();
        assertEquals(from(LogLevel.ERROR), levels(a));
        assertEquals(from(LogLevel.ERROR), levels(b));
        guest.send(a, "logging/setLevel", "\"level\":\"debug\"").isDone();
        assertEquals(from(LogLevel.DEBUG), levels(b));
    }

    private List<String> levels(McpServer server) {
        var channel = new Recorder();
        guest.call(server, "tell", "{}", channel).isDone();
        return channel.drain("notifications/message").stream()
                .map(message -> message.at("/params/level").asString())
                .toList();
    }

    private static List<String> from(LogLevel level) {
        return Arrays.stream(LogLevel.values())
                .filter(other -> other.compareTo(level) >= 0)
                .map(LogLevel::word)
                .toList();
    }

    @Test
    void keepTheirLevelForThemselves() {
        guest.send(b, "logging/setLevel", "\"level\":\"emergency\"").isDone();
        var channel = new Recorder();
        Guest.greet(a).call(a, "tell", "{}", channel).isDone();
        assertEquals(
                from(LogLevel.INFO).size(),
                channel.drain("notifications/message").size());
    }

    @Test
    void refuseALevelThatIsNone() {
        guest.send(b, "logging/setLevel", "\"level\":\"loud\"").hasFailed(Fault.INVALID_PARAMS);
        guest.send(b, "logging/setLevel", "").hasFailed(Fault.INVALID_PARAMS);
    }

    @Test
    void areGoneForWhatOnlyTheirOwnerKeepsOnceItIsGone() {
        var restarted = replicas.start(Replicas.A);
        for (var server : List.of(restarted, b))
            assertTrue(guest.send(server, "logging/setLevel", "\"level\":\"error\"")
                    .isGone());
        assertEquals(from(LogLevel.INFO), levels(b));
    }
}
