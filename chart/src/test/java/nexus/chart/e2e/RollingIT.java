package nexus.chart.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import nexus.chart.load.Load;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Wait;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an agent may rely on while replicas come and go: every call has its result, though the agent repeats nothing; a
/// stream that ends with its replica is ended with a word, and can be opened again at once.
@Tag("cluster")
class RollingIT {
    private static final Duration LONGEST_LOAD = Duration.ofMinutes(15);
    private static final Duration GONE = Duration.ofSeconds(90);
    private static final int REPLICAS = 3;

    @RegisterExtension
    private final Space space = new Space();

    @Test
    void losesNoCallInAnUpgradeAndWhenAPodIsDeleted() {
        int calls = Site.isLong() ? 10_000 : 1_500;
        var fleet = new Fleet(Helm.newest(), space, Demo.start(space));
        fleet.install("replicaCount=" + REPLICAS);
        var load = Load.start(fleet.endpoint(), new Load.Mix(6, 4, 12, 6));
        try (load) {
            Wait.until("calls are under way", GONE, () -> load.tally().calls() > calls / 10);
            Wait.until("streams are open", GONE, () -> load.tally().listening() == 12);
            var first = fleet.pods();
            fleet.upgrade("replicaCount=" + REPLICAS, "config.http.max-calls=60");
            awaitGone(first);
            var second = fleet.pods();
            assertEquals(REPLICAS, second.size());
            space.kubectl("delete", "pod", second.getFirst(), "--wait=false").orFail();
            awaitGone(List.of(second.getFirst()));
            Wait.until(
                    calls + " calls are answered",
                    LONGEST_LOAD,
                    () -> load.tally().calls() >= calls,
                    () -> load.tally().summary());
            Wait.until("every stream is open again", GONE, () -> load.tally().listening() == 12);
        }
        System.out.println("INFORMATION: " + load.tally().summary());
        assertEquals(List.of(), load.tally().failures());
        assertTrue(load.tally().streamsEnded() >= 12, load.tally().summary());
    }

    /// Waits until these pods are no more: not until they begin to stop, which is when calls could be lost.
    private void awaitGone(List<String> pods) {
        Wait.until("gone: " + pods, GONE, () -> {
            var there = new HashSet<>(space.kubectl("get", "pods", "--output", "name")
                    .orFail()
                    .lines()
                    .toList());
            return pods.stream().noneMatch(pod -> there.contains("pod/" + pod));
        });
    }
}
