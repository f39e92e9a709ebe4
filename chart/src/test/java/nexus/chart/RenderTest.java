package nexus.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nexus.chart.rules.Linter;
import nexus.chart.rules.Rendered;
import nexus.chart.testing.Chart;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.Manifests;
import nexus.chart.testing.Release;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every file of values that comes with the chart: Helm takes it, the linter finds nothing, and it is the same whoever
/// renders it, and when.
class RenderTest {
    @ParameterizedTest(name = "{0} lints {1} strictly")
    @MethodSource("helmsAndValues")
    void lints(Helm helm, Path values) {
        var result = helm.run(
                "lint",
                "--strict",
                "--kube-version",
                Release.NEWEST,
                "--values",
                values.toString(),
                Chart.HOME.toString());

        assertTrue(result.isGood(), result::text);
    }

    @ParameterizedTest(name = "{0} on Kubernetes {1} serving {2}")
    @MethodSource("clusters")
    void rendersCleanAndTheSameEverywhere(Path values, String kubeVersion, List<String> groups) {
        var release = Release.of(values).on(kubeVersion).serving(groups);
        var first = Rendered.of(Helm.newest(), release);

        assertFalse(first.manifests().all().isEmpty());
        assertEquals(Map.of(), Linter.check(first));
        for (var helm : Helm.all()) {
            assertEquals(first.manifests().byId(), helm.template(release).byId(), helm + " renders something else");
        }
    }

    @ParameterizedTest(name = "{0}, tunnel {1}, way in {2}")
    @MethodSource("combinations")
    void rendersEveryCombination(String tier, String tunnel, String exposure) {
        var release = Release.of(resource("exposure-" + exposure))
                .set("tier=" + tier, "tunnel.mode=" + tunnel, "mongodb.remoteHost=mongo.internal");

        assertEquals(Map.of(), Linter.check(Rendered.of(Helm.newest(), release)));
    }

    @ParameterizedTest(name = "{0}, {1} letters")
    @MethodSource("longNames")
    void fitsLongNames(Path values, int length) {
        var name = "r".repeat(length);
        var release = Release.of(values).named(name).serving(Chart.OPTIONAL_GROUPS);

        assertEquals(Map.of(), Linter.check(Rendered.of(Helm.newest(), release)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"1.29.9", "1.25.0"})
    void refusesAnOlderKubernetes(String version) {
        for (var helm : Helm.all()) {
            var result = helm.tryTemplate(Release.of().on(version));

            assertFalse(result.isGood());
            assertTrue(result.text().contains("requires kubeVersion: >=1.30.0-0"), result::text);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("helms")
    void makesOptionalKindsOnlyWhereTheyAreServed(Helm helm) {
        var without = helm.template(Release.of(Chart.HOME.resolve("values-prod.yaml")));
        var with =
                helm.template(Release.of(Chart.HOME.resolve("values-prod.yaml")).serving(Chart.OPTIONAL_GROUPS));
        var named = helm.template(Release.of(Chart.HOME.resolve("values-prod.yaml"))
                .set("capabilities.apiVersions={monitoring.coreos.com/v1}"));

        assertEquals(List.of(), without.kind("ServiceMonitor", "PrometheusRule"));
        assertEquals(2, with.kind("ServiceMonitor", "PrometheusRule").size());
        assertEquals(2, named.kind("ServiceMonitor", "PrometheusRule").size());
    }

    /// To it a hook before upgrades is one before every sync, the first included.
    @ParameterizedTest(name = "{0}")
    @MethodSource("helms")
    void hasNoHookThatArgoCdWouldWaitFor(Helm helm) {
        var production = Release.of(Chart.HOME.resolve("values-prod.yaml"));

        assertNotEquals(List.of(), hooksBefore(helm.template(production)));
        assertEquals(List.of(), hooksBefore(helm.template(production.with(Chart.ci("argocd")))));
    }

    private static List<Manifest> hooksBefore(Manifests manifests) {
        return manifests.all().stream()
                .filter(each -> each.get("metadata", "annotations", "helm.sh/hook")
                        .text()
                        .startsWith("pre-"))
                .toList();
    }

    private static List<Helm> helms() {
        return Helm.all();
    }

    private static List<Path> values() {
        return Chart.valuesFiles();
    }

    private static List<Arguments> helmsAndValues() {
        return Helm.all().stream()
                .flatMap(helm -> values().stream().map(each -> Arguments.of(helm, each)))
                .toList();
    }

    private static List<Arguments> clusters() {
        var clusters = new ArrayList<Arguments>();
        for (var each : values()) {
            clusters.add(Arguments.of(each, Release.OLDEST, List.of()));
            clusters.add(Arguments.of(each, Release.NEWEST, Chart.OPTIONAL_GROUPS));
        }
        return clusters;
    }

    /// Sizes and ways in do not touch each other, but both touch the tunnel.
    private static List<Arguments> combinations() {
        var combinations = new ArrayList<Arguments>();
        for (var tunnel : List.of("inProcess", "sidecar", "shared", "none")) {
            for (var tier : List.of("small", "medium", "large", "xlarge")) {
                combinations.add(Arguments.of(tier, tunnel, "none"));
            }
            for (var exposure : List.of("ingress", "gateway", "mesh", "nginx", "balancer")) {
                combinations.add(Arguments.of("small", tunnel, exposure));
            }
        }
        return combinations;
    }

    /// Helm takes release names of up to 53 letters; one of 1 is the other end. In `full` the user names objects of one
    /// release.
    private static List<Arguments> longNames() {
        return values().stream()
                .filter(each -> !each.equals(Chart.ci("full")))
                .map(each -> Arguments.of(each, each.equals(Chart.ci("minimal")) ? 1 : 53))
                .toList();
    }

    private static Path resource(String name) {
        return Path.of("src/test/resources/values", name + ".yaml").toAbsolutePath();
    }
}
