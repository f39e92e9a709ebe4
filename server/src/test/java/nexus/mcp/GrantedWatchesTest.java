package nexus.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import nexus.mcp.catalog.Right;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Bells that are for one group only, at the replica of the session (A) and at another.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GrantedWatchesTest {
    private static final String ONE = "\"uri\":\"bell://one\"";

    private final Bells bells = new Bells();
    private final Replicas replicas = new Replicas(bells.catalog());
    private final McpServer a = replicas.start(Replicas.A);
    private final McpServer b = replicas.start(Replicas.B);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Guest ringer = guest("ringers", "others");
    private final Guest stranger = guest("others");

    private Guest guest(String... groups) {
        return Guest.greet(a, new Passed("anna", Set.of(Right.values()), Set.of(groups)), "{}");
    }

    @BeforeEach
    void keep() {
        bells.keepFor("ringers");
    }

    @AfterEach
    void stop() {
        a.endStreams();
        b.endStreams();
        threads.shutdownNow();
    }

    @Test
    void areWatchedByThoseThatTheyAreForWhereverTheyAsk() {
        for (var server : List.of(a, b)) {
            stranger.send(server, "resources/subscribe", ONE).hasFailed(Fault.INVALID_PARAMS);
            assertEquals(0, bells.watchers("one"));
            ringer.send(server, "resources/subscribe", ONE).isDone();
            assertEquals(1, bells.watchers("one"));
            stranger.send(server, "resources/subscribe", ONE).hasFailed(Fault.INVALID_PARAMS);
            ringer.send(server, "resources/unsubscribe", ONE).isDone();
        }
    }

    @Test
    void fallSilentOnceTheyAreForSomebodyElse() {
        var stream = new Recorder();
        var _ = ringer.listen(a, stream, threads);
        ringer.send(b, "resources/subscribe", ONE).isDone();
        ringer.send(b, "resources/subscribe", "\"uri\":\"bell://two\"").isDone();
        bells.keepFor("nobody");
        bells.ring("one");
        bells.keepFor("ringers");
        bells.ring("two");
        assertEquals("bell://two", stream.next().at("/params/uri").asString());
    }
}
