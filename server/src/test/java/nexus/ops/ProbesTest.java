package nexus.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.DirectClient;
import io.helidon.webserver.testing.junit5.RoutingTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import nexus.health.Finding;
import nexus.health.Readiness;
import nexus.health.StartUp;
import nexus.metrics.Meters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The ops socket's routes over findings made up here.
@RoutingTest
class ProbesTest {
    private static final AtomicReference<StartUp.Progress> PROGRESS = new AtomicReference<>();
    private static final AtomicReference<Optional<String>> TROUBLE = new AtomicReference<>();
    private static final AtomicReference<Finding> MONGO = new AtomicReference<>();

    private final DirectClient client;

    ProbesTest(DirectClient client) {
        this.client = client;
    }

    @SetUpRoute
    static void routes(HttpRouting.Builder routing) {
        var readiness = new Readiness(PROGRESS::get, TROUBLE::get);
        var checks = List.of(Finding.check("mongodb", MONGO::get));
        OpsHttp.routing(routing, new Probes(readiness, checks, true), new Meters(), "Nexus");
    }

    @BeforeEach
    void allIsWell() {
        PROGRESS.set(new StartUp.Progress("ready", Optional.empty(), Optional.empty()));
        TROUBLE.set(Optional.empty());
        MONGO.set(new Finding(true, Map.of("latency", 3L)));
    }

    @Test
    void aDeadDatabaseMakesItUnreadyAndUnhealthyButNotDead() {
        TROUBLE.set(Optional.of("MongoDB does not answer"));
        MONGO.set(new Finding(false, Map.of("error", "it said \"no\"\n")));
        assertEquals("MongoDB does not answer\n", text("/ready", Status.SERVICE_UNAVAILABLE_503));
        var report = text("/health", Status.SERVICE_UNAVAILABLE_503);
        assertTrue(
                report.startsWith(
                        "{\"status\":\"unhealthy\",\"checks\":{\"mongodb\":{\"status\":\"unhealthy\","
                                + "\"error\":\"it said \\\"no\\\"\\n\"}},\"phase\":\"ready\",\"reason\":\"MongoDB does not answer\","),
                report);
        assertEquals("live\n", text("/live", Status.OK_200));
    }

    @Test
    void isReadyWhenAllIsWell() {
        assertEquals("ready\n", text("/ready", Status.OK_200));
        assertTrue(text("/health", Status.OK_200)
                .startsWith("{\"status\":\"healthy\",\"checks\":{\"mongodb\":{\"status\":\"healthy\",\"latency\":3}}"));
    }

    @Test
    void isNotReadyWhileItStarts() {
        PROGRESS.set(new StartUp.Progress(
                "tunnel", Optional.of("starting: waiting for the SSH tunnel"), Optional.of("no key")));
        assertEquals("starting: waiting for the SSH tunnel (no key)\n", text("/ready", Status.SERVICE_UNAVAILABLE_503));
        assertTrue(text("/health", Status.OK_200)
                .contains("\"phase\":\"tunnel\",\"reason\":\"starting: waiting for the SSH tunnel (no key)\""));
    }

    private String text(String path, Status status) {
        var response = client.get(path).request(String.class);
        assertEquals(status, response.status());
        return response.entity();
    }
}
