package nexus.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.chart.testing.Chart;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Manifests;
import nexus.chart.testing.Release;
import nexus.chart.testing.Tree;
import nexus.chart.testing.Yaml;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Everything that the specification has is rendered, or is one of the deviations, each of which is needed.
class ParityTest {
    private static final Path COMPOSE = Path.of("../ops/compose/docker-compose.yml");
    private static final Map<String, Tree> SPECIFICATION = Specification.manifests();
    private static Manifests rendered;

    @BeforeAll
    static void render() {
        rendered = Helm.newest().template(Release.of(Chart.ci("specification")).named("nexus-mcp"));
    }

    @Test
    void readsEveryManifestOfTheSpecification() {
        assertEquals(
                Set.of(
                        "docker-compose.yml",
                        "Docker Compose health check",
                        "Kubernetes readiness probe",
                        "k8s/deployment.yaml",
                        "k8s/hpa.yaml",
                        "k8s/ingress.yaml",
                        "k8s/service.yaml",
                        "k8s/servicemonitor.yaml",
                        "istio/virtual-service.yaml",
                        "istio/destination-rule.yaml"),
                SPECIFICATION.keySet());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manifests")
    void rendersEveryLeafOrSaysWhyNot(String manifest) {
        var subject = subject(manifest);
        var problems = new ArrayList<String>();
        Specification.leaves(SPECIFICATION.get(manifest)).forEach((path, value) -> {
            var excuse = excuse(manifest, path);
            var isThere = isThere(subject, path, value);
            if (excuse.isEmpty() && !isThere) {
                problems.add(path + ": " + value + " is neither rendered nor a deviation");
            }
            excuse.filter(each -> each.kind().equals("differs") && isThere)
                    .filter(each -> !isListThatDiffers(each, path, subject))
                    .ifPresent(each -> problems.add(path + ": " + value + " is rendered, and a deviation"));
            excuse.filter(each -> each.kind().equals("moved"))
                    .map(each -> each.placeOf(path))
                    .filter(each -> !isThere(subject, each, value))
                    .ifPresent(each -> problems.add(path + ": " + value + " is not at " + each));
        });

        assertEquals(List.of(), problems);
    }

    @Test
    void everyDeviationIsAboutSomething() {
        var aimless = Deviation.all().stream()
                .filter(each -> !SPECIFICATION.containsKey(each.manifest())
                        || (!isAdded(each) && leaves(each).isEmpty()));

        assertEquals(List.of(), aimless.toList());
    }

    @Test
    void everyDeviationIsToldInFull() {
        for (var each : Deviation.all()) {
            assertTrue(Set.of("differs", "moved", "added", "default").contains(each.kind()), each::toString);
            assertFalse(each.specification().isEmpty(), each::toString);
            assertFalse(each.chart().isEmpty(), each::toString);
            assertFalse(each.reason().isEmpty(), each::toString);
            assertFalse(each.finding().isEmpty(), each::toString);
            assertEquals(each.kind().equals("moved"), !each.moved().isEmpty(), each::toString);
        }
    }

    /// What was found in the manifests of the specification has been numbered, and none of it gets lost.
    @Test
    void everyFindingHasItsDeviation() {
        var findings = Map.of("D", 16, "H", 6, "S", 5, "I", 5, "M", 10, "C", 8).entrySet().stream()
                .flatMap(each -> IntStream.rangeClosed(1, each.getValue()).mapToObj(number -> each.getKey() + number))
                .collect(Collectors.toSet());

        assertEquals(findings, Deviation.all().stream().map(Deviation::finding).collect(Collectors.toSet()));
    }

    /// `specification-values.yaml` renders them, the defaults do not.
    @ParameterizedTest(name = "{0}")
    @MethodSource("defaults")
    void aDeviatingDefaultDeviates(Deviation deviation) {
        var defaults = Helm.newest()
                .template(Release.of(resource("specification-defaults")).named("nexus-mcp"));
        var specified = leaves(deviation);

        assertTrue(specified.stream().allMatch(each -> each.holdsIn(subject(deviation.manifest()))));
        assertFalse(specified.stream().allMatch(each -> each.holdsIn(object(deviation.manifest(), defaults))));
    }

    @Test
    void sizesAreThoseOfTheTable() {
        var pod = rendered.get("Deployment", "nexus-mcp").spec("template", "spec");
        var nginx = Helm.newest()
                .template(Release.of().set("nginx.enabled=true"))
                .get("Deployment", "nexus-nexus-mcp-nginx")
                .spec("template", "spec", "containers", 0);

        assertEquals(Specification.resources("MCP Server"), sizes(pod.get("containers", 0)));
        assertEquals(Specification.resources("SSH Tunnel"), sizes(pod.get("initContainers", 0)));
        assertEquals(Specification.resources("Nginx Proxy"), sizes(nginx));
    }

    @Test
    void tiersAreTheStepsOfVerticalScaling() {
        var tiers = Yaml.file(Chart.HOME.resolve("values.yaml")).get("tiers");
        var steps = Pattern.compile("(?m)^ *(\\w+): +(\\d+m) CPU, (\\w+) Memory$")
                .matcher(Specification.text())
                .results()
                .toList();

        assertEquals(4, steps.size());
        for (var step : steps) {
            var tier = tiers.get(step.group(1).toLowerCase(Locale.ROOT));
            assertEquals(step.group(2), tier.get("cpu").text());
            assertEquals(step.group(3), tier.get("memory").text());
        }
    }

    /// CPU above 80 % for 5 minutes, memory above 85 %, 95th percentile above 2 s.
    @Test
    void triggersOfScalingAreThoseOfTheAlerts() {
        var triggers = Pattern.compile(
                        "CPU > (\\d+)% for (\\d+) minutes\\s+- Memory > (\\d+)% consistently\\s+- Response time > (\\d+)s p95")
                .matcher(Specification.text());
        assertTrue(triggers.find());
        var values = Yaml.file(Chart.HOME.resolve("values.yaml")).get("metrics", "prometheusRule");

        assertEquals(triggers.group(1), values.get("cpuPercent").text());
        assertEquals(triggers.group(3), values.get("memoryPercent").text());
        assertEquals(triggers.group(4), values.get("p95Seconds").text());
        var rules = Helm.newest()
                .template(Release.of().set("metrics.prometheusRule.enabled=true"))
                .only("PrometheusRule");
        assertEquals(
                triggers.group(2) + "m",
                alert(rules.spec("groups"), "NexusMcpCpuHigh").get("for").text());
    }

    private static Tree alert(Tree groups, String name) {
        return groups.items().stream()
                .map(each -> each.get("rules").where("alert", name))
                .filter(each -> !each.isMissing())
                .findFirst()
                .orElseThrow();
    }

    /// NOTES work the specification's example out: 3 × (250m + 100m) × 1.2.
    @ParameterizedTest(name = "{0}")
    @MethodSource("values3Replicas")
    void notesComputeTheExample(List<String> sets, String expected) {
        var helm = Helm.newest();
        // Helm 3 asks a cluster even for a dry run.
        assumeTrue(helm.major() >= 4, "only Helm 4 shows notes without a cluster");
        var arguments = Release.of().set(sets.toArray(String[]::new)).clusterArguments("install", "--dry-run=client");
        var notes = helm.run(arguments.toArray(String[]::new)).orFail();

        assertTrue(notes.contains(expected), notes);
    }

    static Stream<Arguments> values3Replicas() {
        var formula = Pattern.compile("= (\\d+m) ≈.*\\n.*= (\\d+Mi) ≈").matcher(Specification.text());
        assertTrue(formula.find());
        var example = "CPU " + formula.group(1) + ", memory " + formula.group(2);
        var sidecar = List.of("tunnel.mode=sidecar", "mongodb.remoteHost=mongo.internal");
        var scaled =
                Stream.concat(sidecar.stream(), Stream.of("autoscaling.provider=hpa", "autoscaling.minReplicas=3"));
        return Stream.of(
                Arguments.of(sidecar, "now 3 replica(s):      " + example),
                // Ten replicas: 10 × 350m × 1.2, 10 × 320Mi × 1.2.
                Arguments.of(scaled.toList(), "CPU 4200m, memory 3840Mi"));
    }

    private record Leaf(String manifest, String path, Object value) {
        /// Whether it is there, or where a deviation says that it has been moved to.
        boolean holdsIn(Tree tree) {
            var excuse = excuse(manifest, path);
            if (excuse.isEmpty()) {
                return isThere(tree, path, value);
            }
            return excuse.get().kind().equals("differs")
                    || isThere(tree, excuse.get().placeOf(path), value);
        }
    }

    private static List<Leaf> leaves(Deviation deviation) {
        return Specification.leaves(SPECIFICATION.get(deviation.manifest())).entrySet().stream()
                .filter(each -> deviation.isAbout(deviation.manifest(), each.getKey()))
                .map(each -> new Leaf(deviation.manifest(), each.getKey(), each.getValue()))
                .toList();
    }

    private static boolean isAdded(Deviation deviation) {
        return deviation.kind().equals("added");
    }

    /// The closest deviation that the leaf is within.
    private static Optional<Deviation> excuse(String manifest, String path) {
        return Deviation.all().stream()
                .filter(Deviation::excuses)
                .filter(each -> each.isAbout(manifest, path))
                .max(Comparator.comparingInt(each -> each.path().length()));
    }

    /// A list of texts may deviate as a whole, and still have some of them.
    private static boolean isListThatDiffers(Deviation deviation, String path, Tree subject) {
        var specified = Specification.at(SPECIFICATION.get(deviation.manifest()), deviation.path());
        return path.matches(Pattern.quote(deviation.path()) + "\\[\\d+]")
                && !specified.equals(Specification.at(subject, deviation.path()));
    }

    /// An entry of a plain list may stand at any place.
    private static boolean isThere(Tree tree, String path, Object value) {
        var list = path.replaceFirst("\\[\\d+]$", "");
        return Specification.at(tree, path).is(value)
                || (!list.equals(path)
                        && Specification.at(tree, list).items().stream().anyMatch(each -> each.is(value)));
    }

    private static Tree subject(String manifest) {
        return object(manifest, rendered);
    }

    /// What the manifest of the specification has become.
    private static Tree object(String manifest, Manifests objects) {
        return switch (manifest) {
            case "docker-compose.yml" -> Yaml.file(COMPOSE);
            case "Docker Compose health check" -> Yaml.file(COMPOSE).get("services", "nexus-mcp");
            case "Kubernetes readiness probe" ->
                objects.get("Deployment", "nexus-mcp").spec("template", "spec", "containers", 0);
            default -> {
                var specified = SPECIFICATION.get(manifest);
                yield objects.get(
                                specified.get("kind").text(),
                                specified.get("metadata", "name").text())
                        .tree();
            }
        };
    }

    private static List<String> sizes(Tree container) {
        return Stream.of("cpu", "memory")
                .flatMap(resource -> Stream.of("requests", "limits")
                        .map(each -> container.get("resources", each, resource).text()))
                .toList();
    }

    private static Stream<String> manifests() {
        assertNotEquals(0, SPECIFICATION.size());
        return SPECIFICATION.keySet().stream()
                .filter(each ->
                        Files.exists(COMPOSE) || !each.toLowerCase(Locale.ROOT).contains("compose"));
    }

    private static Stream<Deviation> defaults() {
        return Deviation.all().stream().filter(each -> each.kind().equals("default"));
    }

    private static Path resource(String name) {
        return Path.of("src/test/resources/values", name + ".yaml").toAbsolutePath();
    }
}
