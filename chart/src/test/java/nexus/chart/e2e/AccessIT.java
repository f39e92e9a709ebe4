package nexus.chart.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nexus.chart.load.Endpoint;
import nexus.chart.load.Era;
import nexus.chart.load.McpClient;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Wait;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who sees and changes what, as the values say it; and the trail that it leaves.
@Tag("cluster")
class AccessIT {
    /// The kubelet looks at ConfigMaps about once a minute.
    private static final Duration ARRIVED = Duration.ofMinutes(4);

    private static final String ORDER = "{\"database\":\"shop\",\"collection\":\"orders\",\"limit\":1}";
    private static final String CUSTOMER = "{\"database\":\"shop\",\"collection\":\"customers\",\"limit\":1}";
    private static final String NEW_PRODUCT =
            "{\"database\":\"shop\",\"collection\":\"products\",\"documents\":[{\"name\":\"a secret thing\"}]}";

    @RegisterExtension
    private final Space space = new Space();

    @Test
    void grantsNarrowCallersAndNewOnesReachRunningPods() throws IOException, InterruptedException {
        var fleet = new Fleet(Helm.newest(), space, Demo.start(space));
        fleet.install(values("mcp.auth.grants[0].collections[0]=orders", "mcp.auth.grants[0].hide[0]=shipping"));
        var endpoint = fleet.endpoint();
        assertFalse(text(endpoint, "find", ORDER).contains("shipping"));
        assertTrue(text(endpoint, "find", CUSTOMER).contains("There is no collection customers in shop"));
        assertTrue(isRefused(endpoint, "insert-many", NEW_PRODUCT));

        var before = fleet.restarts();
        fleet.upgrade(values(
                "mcp.auth.grants[0].collections[0]=customers",
                "mcp.auth.grants[0].collections[1]=products",
                "mcp.auth.grants[0].level=write"));
        Wait.until("the new grants hold", ARRIVED, () -> !isRefused(endpoint, "insert-many", NEW_PRODUCT));
        assertTrue(text(endpoint, "find", CUSTOMER).contains("email"));
        assertEquals(before, fleet.restarts());

        var log =
                space.kubectl("logs", "--selector", Fleet.SERVERS, "--tail=-1").orFail();
        var lines = log.lines().filter(line -> line.contains("\"audit\":true")).toList();
        assertTrue(
                lines.stream().anyMatch(line -> line.contains("\"insert-many\"") && line.contains("\"begin\"")), log);
        assertTrue(lines.stream().anyMatch(line -> line.contains("\"find\"") && line.contains("\"ok\"")), log);
        assertTrue(lines.stream().noneMatch(line -> line.contains("secret thing")), log);
    }

    private static String[] values(String... more) {
        var values = new ArrayList<>(List.of(
                "replicaCount=1",
                "mongodb.writes=true",
                "mcp.auth.grants[0].name=demo",
                "mcp.auth.grants[0].who[0]=demo",
                "mcp.auth.grants[0].connections[0]=default",
                "mcp.auth.grants[0].databases[0]=shop"));
        values.addAll(Arrays.asList(more));
        return values.toArray(String[]::new);
    }

    private static String text(Endpoint endpoint, String tool, String arguments)
            throws IOException, InterruptedException {
        try (var client = new McpClient(endpoint, Era.STATELESS)) {
            var answer = client.call(tool, arguments);
            assertTrue(answer.complaint().isEmpty(), () -> answer.complaint().get());
            return answer.message().at("/result").toString();
        }
    }

    private static boolean isRefused(Endpoint endpoint, String tool, String arguments) {
        try (var client = new McpClient(endpoint, Era.STATELESS)) {
            return client.call(tool, arguments).complaint().isPresent();
        } catch (IOException e) {
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
