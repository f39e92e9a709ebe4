package nexus.chart.e2e;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// The cluster that the tests find, and the images on it.
///
/// @param address of a node, as this machine reaches it: NodePorts are there
/// @param tag     of the images
/// @param registry they come from; empty where they were loaded into the nodes
record Site(String address, String tag, String registry) {
    private static final String READY =
            "jsonpath={range .items[*]}{.status.conditions[?(@.type==\"Ready\")].status}{end}";
    private static final String ADDRESS = "jsonpath={.items[0].status.addresses[?(@.type==\"InternalIP\")].address}";

    /// Finds it, or skips the test and says so.
    static Site assumed() {
        assume(
                System.getenv("NEXUS_CLUSTER_TAG") != null && System.getenv("KUBECONFIG") != null && hasReadyNode(),
                "no cluster with the images of this project: ops/e2e --help tells how to get one");
        return new Site(
                Optional.ofNullable(System.getenv("NEXUS_NODE_ADDRESS")).orElseGet(Site::firstAddress),
                System.getenv("NEXUS_CLUSTER_TAG"),
                Optional.ofNullable(System.getenv("NEXUS_CLUSTER_REGISTRY")).orElse(""));
    }

    /// Whether the whole form of the tests was asked for (`ops/e2e`, `ops/check --long`).
    static boolean isLong() {
        return Boolean.getBoolean("tests.long");
    }

    /// Skips the test, loudly, unless this holds.
    static void assume(boolean condition, String otherwise) {
        if (!condition) System.out.println("SKIPPED: " + otherwise);
        Assumptions.assumeTrue(condition, otherwise);
    }

    private static boolean hasReadyNode() {
        return Kubectl.run("get", "nodes", "--output", READY).out().contains("True");
    }

    private static String firstAddress() {
        return Kubectl.run("get", "nodes", "--output", ADDRESS).orFail().split(" ", 2)[0];
    }

    /// An image of this project.
    String image(String name) {
        return (registry.isEmpty() ? "" : registry + "/") + name + ":" + tag;
    }
}
