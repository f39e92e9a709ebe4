package nexus.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import nexus.NexusPeer;
import nexus.testing.Eventually;
import nexus.testing.GatePeer;
import nexus.testing.Http;
import nexus.testing.MongoPeer;
import org.junit.jupiter.api.Test;

/// Probes of a database that goes away.
class OutageProbesTest {
    private static final String WHERE = "{\"database\":\"shop\",\"collection\":\"orders\"}";

    /// A peer told the address in every failed call, and `/health` said "ok" throughout.
    @Test
    void aDatabaseThatDiesIsToldInWordsAndSeenInHealth() throws InterruptedException {
        try (var mongo = MongoPeer.inProcess();
                var nexus = NexusPeer.start(
                        Map.of("MONGO_URI", mongo.uri(), "NEXUS_CONNECTION_DEFAULTS_LIMITS_TIME", "2s"))) {
            mongo.stop();
            var answers = new ConcurrentLinkedQueue<String>();
            var callers = new ArrayList<Thread>();
            for (int i = 0; i < 8; i++) {
                callers.add(Thread.ofVirtual()
                        .start(() -> answers.add(nexus.call("count", WHERE).body())));
            }
            for (var caller : callers) caller.join();
            assertEquals(8, answers.size());
            for (var answer : answers) {
                assertTrue(answer.contains("\"isError\":true"), answer);
                assertFalse(answer.contains("127.0.0.1"), answer);
            }
            Eventually.holds(
                    "/health says so", () -> Http.get(nexus.ops() + "/health").statusCode() == 503);
        }
    }

    /// With a peer every call was silent for 36 s; a server-side limit cannot help here.
    @Test
    void aDatabaseThatFreezesIsGivenUpAtTheDeadlineAndUsedAgainAfterwards() throws IOException, InterruptedException {
        try (var mongo = MongoPeer.inProcess();
                var gate = GatePeer.to(mongo.uri());
                var nexus = NexusPeer.start(
                        Map.of("MONGO_URI", gate.uri(), "NEXUS_CONNECTION_DEFAULTS_LIMITS_TIME", "1s"))) {
            gate.hold();
            var frozen = nexus.call("count", WHERE).body();
            assertTrue(frozen.contains("\"isError\":true"), frozen);
            gate.release();
            Eventually.holds(
                    "it answers again", () -> nexus.call("count", WHERE).body().contains("count\\\":0"));
        }
    }
}
