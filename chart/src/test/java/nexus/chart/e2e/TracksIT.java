package nexus.chart.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nexus.chart.load.Endpoint;
import nexus.chart.load.Era;
import nexus.chart.load.Load;
import nexus.chart.load.McpClient;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Wait;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two versions side by side. Each answer says in its header `x-version` which track it comes from.
@Tag("cluster")
class TracksIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int CLIENTS = 24;

    @RegisterExtension
    private final Space space = new Space();

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void sharesCallsBetweenStableAndCanary() throws IOException, InterruptedException {
        var fleet = new Fleet(Helm.newest(), space, Demo.start(space));
        fleet.install(
                "release.strategy=canary",
                "release.tracks.stable.replicas=1",
                "nginx.enabled=true",
                "nginx.replicas=1",
                "nginx.service.type=NodePort");
        assertEquals(Map.of("v1", CLIENTS), versions(reachable(fleet, "stable")));
        assertEquals(Map.of("v2", CLIENTS), versions(reachable(fleet, "canary")));
        assertEquals(List.of("v1", "v2"), List.copyOf(versions(fleet.endpoint()).keySet()));

        var nginx = fleet.reached("nginx");
        assertEquals(Map.of("v1", CLIENTS), versions(nginx.with("x-version", "v1")));
        assertEquals(Map.of("v2", CLIENTS), versions(nginx.with("x-version", "v2")));
        assertSharesByWeight(nginx);
        for (var era : Era.values()) assertPassesEventsAtOnce(nginx, era);
    }

    /// The Service of a track is for the inside of the cluster: this makes it one that a node hands on to.
    private Endpoint reachable(Fleet fleet, String track) {
        space.kubectl("patch", "service", Fleet.NAME + "-" + track, "--patch", "{\"spec\":{\"type\":\"NodePort\"}}")
                .orFail();
        return fleet.reached(track);
    }

    /// How often each version answered clients with connections of their own.
    private static Map<String, Integer> versions(Endpoint endpoint) throws IOException, InterruptedException {
        var counts = new TreeMap<String, Integer>();
        for (int i = 0; i < CLIENTS; i++) {
            try (var client = new McpClient(endpoint, Era.STATELESS)) {
                counts.merge(version(client), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static String version(McpClient client) throws IOException, InterruptedException {
        var answer = client.tools();
        assertTrue(answer.complaint().isEmpty(), () -> answer.complaint().get());
        return answer.version();
    }

    /// One in ten, with bounds of five times the deviation that chance makes.
    private static void assertSharesByWeight(Endpoint nginx) throws IOException, InterruptedException {
        int calls = Site.isLong() ? 1_000 : 400;
        double expected = calls * 0.1;
        double slack = 5 * Math.sqrt(expected * 0.9);
        int canary = 0;
        try (var client = new McpClient(nginx, Era.STATELESS)) {
            for (int i = 0; i < calls; i++) if (version(client).equals("v2")) canary++;
        }
        System.out.printf("INFORMATION: %d of %d calls went to the canary (weight 10)%n", canary, calls);
        assertTrue(Math.abs(canary - expected) <= slack, canary + " of " + calls + " calls went to the canary");
    }

    /// What is buffered would not come before the stream ends, and this one does not.
    private static void assertPassesEventsAtOnce(Endpoint nginx, Era era) throws IOException, InterruptedException {
        try (var client = new McpClient(nginx, era)) {
            client.open();
            var stream = client.stream();
            assertEquals(200, stream.statusCode());
            try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                assertTrue(lines.readLine() != null, "the stream has ended");
            }
        }
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void switchesColoursWithoutAFailedCall() throws IOException, InterruptedException {
        var fleet = new Fleet(Helm.all().getFirst(), space, Demo.start(space));
        var tracks = List.of(
                "release.strategy=blueGreen", "release.tracks.blue.replicas=1", "release.tracks.green.replicas=1");
        fleet.install(values(tracks, "release.active=blue"));
        assertEquals(Map.of("v1", CLIENTS), versions(fleet.endpoint()));
        var load = Load.start(fleet.endpoint(), new Load.Mix(2, 2, 2, 2));
        try (load) {
            Wait.until("calls are under way", DEADLINE, () -> load.tally().calls() > 100);
            fleet.upgrade(values(tracks, "release.active=green"));
            Wait.until("green alone answers", DEADLINE, () -> isAlone("v2", fleet.endpoint()));
            int after = load.tally().calls();
            Wait.until("calls go on", DEADLINE, () -> load.tally().calls() > after + 100);
        }
        System.out.println("INFORMATION: blue to green: " + load.tally().summary());
        assertEquals(List.of(), load.tally().failures());
    }

    private static boolean isAlone(String version, Endpoint endpoint) {
        try {
            return versions(endpoint).keySet().equals(Set.of(version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] values(List<String> tracks, String active) {
        return Stream.concat(tracks.stream(), Stream.of(active)).toArray(String[]::new);
    }
}
