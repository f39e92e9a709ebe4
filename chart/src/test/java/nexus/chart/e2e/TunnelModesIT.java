package nexus.chart.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nexus.chart.load.Endpoint;
import nexus.chart.load.Era;
import nexus.chart.load.McpClient;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Wait;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The life of a release with each kind of tunnel: install, test, call, upgrade, a bastion that goes away, rollback,
/// uninstall.
@Tag("cluster")
class TunnelModesIT {
    private static final Duration HEALED = Duration.ofSeconds(100);
    private static final Duration GONE = Duration.ofSeconds(90);

    @RegisterExtension
    private final Space space = new Space();

    /// One row.
    record Life(String mode, Helm helm, List<String> values) {
        static Life of(String mode, int major, String... values) {
            var helm = Helm.all().stream()
                    .filter(each -> each.major() == major)
                    .findFirst()
                    .orElseGet(Helm::newest);
            return new Life(mode, helm, List.of(values));
        }

        @Override
        public String toString() {
            return "tunnel " + mode + ", " + helm;
        }
    }

    static List<Life> lives() {
        var inProcess = Life.of("inProcess", 4);
        var sidecar = Life.of("sidecar", 3, "mongodb.remoteHost=database");
        if (!Site.isLong()) return List.of(inProcess, sidecar);
        return List.of(
                inProcess,
                sidecar,
                Life.of("inProcess", 3),
                Life.of("shared", 4, "mongodb.remoteHost=database"),
                Life.of("none", 3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lives")
    void servesFromInstallToUninstall(Life life) throws IOException, InterruptedException {
        var demo = Demo.start(space);
        var fleet = new Fleet(life.helm(), space, demo);
        fleet.install(values(life, 2));
        assertEquals(2, fleet.pods().size());
        Figures.print(space, fleet);
        assertHelmTests(fleet);
        assertServesTheTypeScriptClient(fleet.endpoint());

        fleet.upgrade(values(life, 1));
        assertEquals(1, fleet.pods().size());
        if (!life.mode().equals("none")) healsAfterTheBastion(demo, fleet);

        fleet.rollback();
        Wait.until("two pods again", GONE, () -> fleet.pods().size() == 2);
        assertFinds(fleet.endpoint());

        fleet.uninstall();
        // The pods of `helm test` are kept for their logs: Helm leaves them, the chart's README says how to remove
        // them.
        space.kubectl("delete", "pods", "--selector", Fleet.TESTS).orFail();
        Wait.until("nothing is left", GONE, () -> fleet.leftOvers().isBlank(), fleet::leftOvers);
        // Last, so that all else is tried without it.
        assumeTrue(NodeClient.isInstalled(), "not tried: the TypeScript client, which is missing");
    }

    private static String[] values(Life life, int replicas) {
        var values = new ArrayList<>(life.values());
        values.add("tunnel.mode=" + life.mode());
        values.add("replicaCount=" + replicas);
        values.add("tests.database=shop");
        values.add("tests.collection=orders");
        return values.toArray(String[]::new);
    }

    private static void assertHelmTests(Fleet fleet) {
        var tested = fleet.test();
        assertTrue(tested.isGood(), tested.text());
    }

    private static void assertServesTheTypeScriptClient(Endpoint endpoint) {
        if (!NodeClient.isInstalled()) return;
        for (var mode : List.of("auto", "legacy")) {
            var printed = NodeClient.listAndFind(endpoint, mode);
            assertEquals(
                    mode.equals("auto") ? "2026-07-28" : "2025-11-25",
                    printed.get("version").text());
            assertTrue(printed.get("tools").list().contains("find"), printed.toString());
            assertEquals("false", printed.get("isError").text(), printed.toString());
            assertFalse(printed.get("text").text().isBlank());
        }
    }

    /// The pods of the server stay: what heals is the tunnel.
    private static void healsAfterTheBastion(Demo demo, Fleet fleet) {
        var before = fleet.restarts();
        demo.replaceBastion();
        Wait.until("finds again", HEALED, () -> finds(fleet.endpoint()));
        Wait.until("every pod is ready", HEALED, fleet::isReady);
        assertEquals(before, fleet.restarts());
    }

    private static void assertFinds(Endpoint endpoint) throws IOException, InterruptedException {
        for (var era : Era.values()) {
            try (var client = new McpClient(endpoint, era)) {
                client.open();
                var found = client.call("find", "{\"database\":\"shop\",\"collection\":\"orders\",\"limit\":1}");
                assertTrue(found.complaint().isEmpty(), () -> found.complaint().get());
            }
        }
    }

    private static boolean finds(Endpoint endpoint) {
        try {
            assertFinds(endpoint);
            return true;
        } catch (IOException | InterruptedException | AssertionError e) {
            return false;
        }
    }
}
