package nexus.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import nexus.chart.testing.Chart;
import nexus.chart.testing.Helm;
import nexus.chart.testing.HookEnds;
import nexus.chart.testing.KubeApi;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.Manifests;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Release;
import nexus.chart.testing.Result;
import nexus.chart.testing.Tree;
import nexus.chart.testing.Yaml;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The life of a release on a real API server, for each major of Helm. Nothing runs there: what a controller would
/// write,
/// the test writes in its name.
@Tag("api")
class ApiIT {
    /// A cluster that has Kubernetes' own kinds alone.
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Bare extends Cluster {
        @ParameterizedTest(name = "{0} {1}")
        @MethodSource("overlays")
        void installsEachOverlay(Helm helm, Path overlay) {
            var release = in(namespace()).with(overlay);
            install(helm, release);

            assertFalse(list(release, "apps/v1", "deployments").isEmpty());
            assertEquals(List.of(), refusedPods(release));
            uninstall(helm, release);
            assertEquals(List.of(), left(release));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("helms")
        void handsTheReplicasOverToTheAutoscalerAndBack(Helm helm) {
            var release = in(namespace()).set("replicaCount=4");
            install(helm, release);
            assertEquals(4, replicas(release, "nexus-nexus-mcp"));

            upgrade(helm, release.set("autoscaling.provider=hpa"));
            scale(release, "nexus-nexus-mcp", 6);
            upgrade(helm, release.set("autoscaling.provider=hpa", "mcp.log.level=debug"));
            assertEquals(6, replicas(release, "nexus-nexus-mcp"));
            uninstall(helm, release);
        }

        /// The hook comes before everything else, so that nothing is changed where the documents could not be saved.
        @ParameterizedTest(name = "{0}")
        @MethodSource("helms")
        void upgradesOnceTheDocumentsAreSaved(Helm helm) {
            var release = in(namespace()).with(Chart.HOME.resolve("values-prod.yaml"));
            install(helm, release);
            assertEquals(List.of(), list(release, "batch/v1", "jobs"));

            try (var _ = new HookEnds(api(), path(release, "batch/v1", "jobs"), false)) {
                assertFalse(tryUpgrade(helm, release.set("mcp.log.level=debug")).isGood());
            }
            assertEquals("info", logLevel(release));
            try (var _ = new HookEnds(api(), path(release, "batch/v1", "jobs"), true)) {
                upgrade(helm, release.set("mcp.log.level=debug"));
            }
            assertEquals("debug", logLevel(release));
            uninstall(helm, release);
            assertEquals(List.of(), left(release));
        }

        private String logLevel(Release release) {
            return server(release)
                    .get("env")
                    .where("name", "NEXUS_LOG_LEVEL")
                    .get("value")
                    .text();
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("helms")
        void goesToACanaryAndToColoursAndBack(Helm helm) {
            var release = in(namespace());
            install(helm, release);
            var selector = deployment(release, "nexus-nexus-mcp").get("spec", "selector");

            upgrade(helm, release.set("release.strategy=canary", "tier=medium"));
            assertEquals(List.of("nexus-nexus-mcp", "nexus-nexus-mcp-canary"), deployments(release));
            upgrade(helm, release);
            assertEquals(List.of("nexus-nexus-mcp"), deployments(release));
            assertEquals(selector, deployment(release, "nexus-nexus-mcp").get("spec", "selector"));

            upgrade(helm, release.set("release.strategy=blueGreen"));
            assertEquals(List.of("nexus-nexus-mcp-blue", "nexus-nexus-mcp-green"), deployments(release));
            assertEquals("blue", track(release));
            upgrade(helm, release.set("release.strategy=blueGreen", "release.active=green"));
            assertEquals("green", track(release));
            rollback(helm, release, 1);
            assertEquals(List.of("nexus-nexus-mcp"), deployments(release));
            assertEquals("", track(release));
            uninstall(helm, release);
            assertEquals(List.of(), left(release));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("helms")
        void takesBackTheRightsThatHoldForTheWholeCluster(Helm helm) {
            var release = in(namespace()).with(Chart.ci("backup"));
            install(helm, release);
            var there = left(release).stream().map(each -> each.replaceFirst("/.*", ""));
            assertTrue(there.toList().containsAll(List.of("clusterroles", "clusterrolebindings")));

            uninstall(helm, release);
            assertEquals(List.of(), left(release));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("tunnels")
        void changesTheTunnel(String mode) {
            var helm = Helm.newest();
            var release = in(namespace());
            install(helm, release);
            upgrade(helm, release.set("tunnel.mode=" + mode, "mongodb.remoteHost=mongo.internal"));

            assertEquals(List.of(), refusedPods(release));
            uninstall(helm, release);
            assertEquals(List.of(), left(release));
        }

        static Stream<Arguments> overlays() {
            return helms().stream().flatMap(helm -> Chart.overlays().stream().map(each -> Arguments.of(helm, each)));
        }

        static Stream<String> tunnels() {
            return Stream.of("sidecar", "shared", "none");
        }
    }

    /// A cluster with all the operators' kinds.
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WithOperators extends Cluster {
        @BeforeAll
        void defineKinds() throws IOException {
            try (var files = Files.list(Path.of("src/test/resources/crds"))) {
                for (var file : files.sorted().toList()) {
                    var definition = Yaml.file(file);
                    api().create("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition.value());
                    var version = definition.get("spec", "versions", 0, "name").text();
                    var list = "/apis/" + definition.get("spec", "group").text() + "/" + version + "/"
                            + definition.get("spec", "names", "plural").text();
                    api().await(list + " is served", () -> api().get(list).statusCode() == 200);
                }
            }
        }

        @ParameterizedTest(name = "{0} {1}")
        @MethodSource("bigFiles")
        void installsAndUpgrades(Helm helm, Path values) {
            var release = in(namespace()).with(values);
            install(helm, release);
            try (var _ = new HookEnds(api(), path(release, "batch/v1", "jobs"), true)) {
                upgrade(helm, release.set("revisionHistoryLimit=3"));
            }

            assertEquals(List.of(), refusedPods(release));
            uninstall(helm, release);
            assertEquals(List.of(), left(release));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("helms")
        void makesTheOptionalKindsThatAreServed(Helm helm) {
            var release = in(namespace()).with(Chart.HOME.resolve("values-prod.yaml"));
            install(helm, release);

            assertEquals(
                    1,
                    list(release, "monitoring.coreos.com/v1", "servicemonitors").size());
            assertEquals(
                    1,
                    list(release, "monitoring.coreos.com/v1", "prometheusrules").size());
            uninstall(helm, release);
            assertEquals(List.of(), left(release));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("helms")
        void keepsTheReplicasThatKedaChose(Helm helm) {
            keepsTheReplicas(helm, in(namespace()).with(Chart.ci("keda")));
        }

        /// What a file brings with it goes when it is left, comes back with the rollback, and goes with the release.
        @ParameterizedTest(name = "{0} {1}")
        @MethodSource("operatedFiles")
        void comesGoesAndComesBack(Helm helm, Path values) {
            var plain = in(namespace());
            var release = plain.with(values);
            install(helm, release);
            var first = kinds(release);
            upgrade(helm, plain);
            assertNotEquals(first, kinds(release));

            rollback(helm, release, 1);
            assertEquals(first, kinds(release));
            assertEquals(List.of(), refusedPods(release));
            upgrade(helm, release.set("mcp.log.level=debug"));
            assertEquals(first, kinds(release));
            uninstall(helm, release);
            assertEquals(List.of(), left(release));
        }

        /// What the release has, without its history.
        private List<String> kinds(Release release) {
            return left(release).stream()
                    .filter(each -> !each.startsWith("secrets/sh.helm.release."))
                    .toList();
        }

        /// The server itself checks each object: fields, values, restricted pods.
        @ParameterizedTest(name = "{0}")
        @MethodSource("files")
        void takesEveryObject(Path values) {
            var release = in(namespace()).with(values).serving(Chart.OPTIONAL_GROUPS);

            assertEquals(List.of(), refused(release, Helm.newest().template(release)));
        }

        static Stream<Path> files() {
            // On a cluster that is no OpenShift a pod must say itself that it is restricted.
            return Chart.valuesFiles().stream().filter(each -> !each.equals(Chart.ci("openshift")));
        }

        static Stream<Arguments> bigFiles() {
            var files = Stream.concat(
                            Chart.overlays().stream(),
                            Stream.of("full", "backup").map(Chart::ci))
                    .toList();
            return helmsWith(files);
        }

        static Stream<Arguments> operatedFiles() {
            return helmsWith(Stream.of("istio", "keda", "bluegreen", "canary")
                    .map(Chart::ci)
                    .toList());
        }

        private static Stream<Arguments> helmsWith(List<Path> files) {
            return helms().stream().flatMap(helm -> files.stream().map(each -> Arguments.of(helm, each)));
        }
    }

    /// A server of its own, and what tests do with it.
    abstract static class Cluster {
        private static final AtomicInteger NUMBER = new AtomicInteger();
        private static final Map<String, String> RESTRICTED =
                Map.of("pod-security.kubernetes.io/enforce", "restricted");

        @TempDir
        private static Path folder;

        private KubeApi api;

        @BeforeAll
        void start() throws IOException, GeneralSecurityException {
            assumeTrue(KubeApi.isHere(), "no etcd and kube-apiserver: set KUBEBUILDER_ASSETS");
            api = KubeApi.start(Files.createTempDirectory(folder, "api"));
        }

        @AfterAll
        void stop() {
            if (api != null) {
                api.close();
            }
        }

        KubeApi api() {
            return api;
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("helms")
        void keepsTheReplicasThatTheAutoscalerChose(Helm helm) {
            keepsTheReplicas(helm, in(namespace()).set("autoscaling.provider=hpa"));
        }

        void keepsTheReplicas(Helm helm, Release release) {
            install(helm, release);
            scale(release, "nexus-nexus-mcp", 7);

            upgrade(helm, release.set("mcp.log.level=debug"));
            assertEquals(7, replicas(release, "nexus-nexus-mcp"));
            upgrade(helm, release.set("mcp.log.level=info", "tier=medium"));
            assertEquals(7, replicas(release, "nexus-nexus-mcp"));

            rollback(helm, release, 1);
            assertEquals(7, replicas(release, "nexus-nexus-mcp"));
            assertEquals(
                    "250m", server(release).get("resources", "requests", "cpu").text());
            uninstall(helm, release);
            assertEquals(List.of(), left(release));
        }

        static List<Helm> helms() {
            return Helm.all();
        }

        /// A new one, in which only restricted pods may be.
        String namespace() {
            var name = "nexus-" + NUMBER.incrementAndGet();
            api.createNamespace(name, RESTRICTED);
            return name;
        }

        static Release in(String namespace) {
            return Release.of().in(namespace);
        }

        void install(Helm helm, Release release) {
            helm(helm, release.clusterArguments("install")).orFail();
        }

        void upgrade(Helm helm, Release release) {
            tryUpgrade(helm, release).orFail();
        }

        Result tryUpgrade(Helm helm, Release release) {
            // Helm would take the values of the last release where an upgrade names none. And it would read the
            // server's whole
            // description once more: what is wrong with an object, the installation tells.
            return helm(helm, release.clusterArguments("upgrade", "--reset-values", "--disable-openapi-validation"));
        }

        void rollback(Helm helm, Release release, int revision) {
            helm(helm, List.of("rollback", release.name(), "" + revision, "--namespace", release.namespace()))
                    .orFail();
        }

        void uninstall(Helm helm, Release release) {
            helm(helm, List.of("uninstall", release.name(), "--namespace", release.namespace()))
                    .orFail();
        }

        private Result helm(Helm helm, List<String> arguments) {
            return api.helm(helm, arguments);
        }

        /// As the autoscaler's controller does it.
        void scale(Release release, String deployment, int replicas) {
            var answer = api.patch(
                    path(release, "apps/v1", "deployments") + "/" + deployment
                            + "/scale?fieldManager=kube-controller-manager",
                    Map.of("spec", Map.of("replicas", replicas)));
            assertEquals(200, answer.statusCode(), answer::body);
            assertTrue(answer.body().contains("\"replicas\":" + replicas), answer::body);
        }

        int replicas(Release release, String deployment) {
            return deployment(release, deployment).get("spec", "replicas").number(-1);
        }

        Tree deployment(Release release, String name) {
            return api.read(path(release, "apps/v1", "deployments") + "/" + name);
        }

        Tree server(Release release) {
            return deployment(release, "nexus-nexus-mcp").get("spec", "template", "spec", "containers", 0);
        }

        List<String> deployments(Release release) {
            return list(release, "apps/v1", "deployments").stream()
                    .map(each -> each.get("metadata", "name").text())
                    .sorted()
                    .toList();
        }

        /// The colour that the Service sends to.
        String track(Release release) {
            return api.read(path(release, "v1", "services") + "/nexus-nexus-mcp-service")
                    .get("spec", "selector", "nexus-mcp.io/track")
                    .text();
        }

        List<Tree> list(Release release, String group, String plural) {
            return api.read(path(release, group, plural)).get("items").items();
        }

        static String path(Release release, String group, String plural) {
            var root = group.contains("/") ? "/apis/" : "/api/";
            return root + group + "/namespaces/" + release.namespace() + "/" + plural;
        }

        /// Why the server would not take the objects, or the namespace, where restricted pods alone may be, their pods.
        List<String> refused(Release release, Manifests manifests) {
            var refused = new ArrayList<String>();
            for (var each : manifests.all()) {
                var plural = each.kind()
                                .toLowerCase(Locale.ROOT)
                                .replaceFirst("s$", "se")
                                .replaceFirst("y$", "ie") + "s";
                refuse(
                        each.kind().startsWith("Cluster")
                                ? "/apis/" + each.apiVersion() + "/" + plural
                                : path(release, each.apiVersion(), plural),
                        each,
                        each.tree().value(),
                        refused);
                PodTemplate.of(each).ifPresent(pod -> refuse(path(release, "v1", "pods"), each, pod(pod), refused));
            }
            return refused;
        }

        /// The same of the Deployments that are there.
        List<String> refusedPods(Release release) {
            var deployments = new ArrayList<Manifest>();
            for (var each : list(release, "apps/v1", "deployments")) {
                each.set("kind", "Deployment");
                deployments.add(new Manifest(each));
            }
            var refused = new ArrayList<String>();
            for (var pod : new Manifests(deployments).pods()) {
                refuse(path(release, "v1", "pods"), pod.owner(), pod(pod), refused);
            }
            return refused;
        }

        private void refuse(String path, Manifest what, Object object, List<String> refused) {
            var answer = api.post(path + "?dryRun=All&fieldValidation=Strict", object);
            if (answer.statusCode() != 201) {
                refused.add(what + ": " + answer.body());
            }
        }

        private static Map<String, Object> pod(PodTemplate template) {
            var metadata = new HashMap<>(template.metadata().map());
            metadata.put("name", "try");
            return Map.of(
                    "apiVersion",
                    "v1",
                    "kind",
                    "Pod",
                    "metadata",
                    metadata,
                    "spec",
                    template.spec().value());
        }

        /// What is still in the namespace, and what the whole cluster has of the release. Of what the namespace had
        /// before Helm came, only the root certificate, which no controller makes here, and the account.
        List<String> left(Release release) {
            var left = new TreeSet<String>();
            for (var group : groups()) {
                for (var resource : api.read(group).get("resources").items()) {
                    var name = resource.get("name").text();
                    if (!name.equals("events")
                            && resource.get("verbs").items().stream().anyMatch(each -> each.is("list"))) {
                        var path = resource.get("namespaced").is(true)
                                ? path(release, group.replaceFirst("^/apis?/", ""), name)
                                : group + "/" + name + "?labelSelector=app.kubernetes.io/instance%3D" + release.name();
                        api.read(path)
                                .get("items")
                                .items()
                                .forEach(each -> left.add(name + "/"
                                        + each.get("metadata", "name").text()));
                    }
                }
            }
            return List.copyOf(left);
        }

        private List<String> groups() {
            var groups = new ArrayList<String>();
            groups.add("/api/v1");
            api.read("/apis")
                    .get("groups")
                    .items()
                    .forEach(each -> groups.add("/apis/"
                            + each.get("preferredVersion", "groupVersion").text()));
            return groups;
        }
    }
}
