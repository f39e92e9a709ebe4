package nexus.chart.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nexus.chart.load.Load;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Programs;
import nexus.chart.testing.Tree;
import nexus.chart.testing.Wait;
import nexus.chart.testing.Yaml;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is measured reaches those who act on it: Prometheus by the ServiceMonitor and the PrometheusRule, the
/// autoscaler by
/// the metrics APIs.
///
/// `NEXUS_MONITORING` is a command that makes the cluster's Prometheus know of new monitors and rules, where it does
/// not
/// find them by itself; `NEXUS_PROMETHEUS` is the address of that Prometheus.
@Tag("cluster")
class ScalingIT {
    private static final Duration SEEN = Duration.ofMinutes(3);
    private static final Duration SCALED = Duration.ofMinutes(4);
    private static final String CUSTOM = "/apis/custom.metrics.k8s.io/v1beta1";
    private static final String HPA = "hpa/" + Fleet.NAME + "-hpa";
    private static final int MOST_FOR_EACH = 30;

    @RegisterExtension
    private final Space space = new Space();

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void readsCpuAndConnections() {
        install();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void scalesByConnectionsUpAndDownAgain() {
        Site.assume(Site.isLong(), "scaling up and down takes minutes: ops/e2e or ops/check --long");
        var fleet = install();
        try (var load = Load.start(fleet.endpoint(), new Load.Mix(0, 0, 0, MOST_FOR_EACH))) {
            Wait.until("streams are open", SEEN, () -> load.tally().listening() > MOST_FOR_EACH);
            Wait.until(
                    "it has scaled up",
                    SCALED,
                    () -> replicas() > 1,
                    () -> space.kubectl("describe", HPA).text());
            space.awaitRollout(Fleet.NAME, SEEN);
            System.out.println("INFORMATION: " + load.tally().listening() + " streams: scaled from 1 to " + replicas());
        }
        Wait.until(
                "it has scaled down",
                SCALED,
                () -> replicas() == 1,
                () -> space.kubectl("describe", HPA).text());
    }

    /// A fleet whose autoscaler reads both metrics.
    private Fleet install() {
        Site.assume(
                Kubectl.run("get", "crd", "servicemonitors.monitoring.coreos.com")
                        .isGood(),
                "no Prometheus operator: the cluster has no ServiceMonitor");
        var fleet = new Fleet(Helm.newest(), space, Demo.start(space));
        fleet.install(
                "autoscaling.provider=hpa",
                "autoscaling.minReplicas=1",
                "autoscaling.maxReplicas=3",
                // Above the limit: the CPU is read, and connections alone decide.
                "autoscaling.cpu.averageUtilization=400",
                "autoscaling.connections.enabled=true",
                "autoscaling.behavior.scaleDown.stabilizationWindowSeconds=0",
                "autoscaling.behavior.scaleDown.policies[0].type=Pods",
                "autoscaling.behavior.scaleDown.policies[0].value=4",
                "autoscaling.behavior.scaleDown.policies[0].periodSeconds=15");
        startMonitoring();
        Site.assume(
                Kubectl.run("get", "--raw", CUSTOM).isGood(),
                "no custom metrics: prometheus-adapter is missing, or NEXUS_MONITORING to start it");
        prometheus().ifPresent(this::assertScrapesAndWatches);
        var connections = CUSTOM + "/namespaces/" + space.name() + "/pods/*/mcp_active_connections";
        Wait.until(
                "mcp_active_connections is a custom metric",
                SEEN,
                () -> Kubectl.run("get", "--raw", connections).isGood());
        Wait.until(
                "the autoscaler reads CPU and connections",
                SEEN,
                this::readsBoth,
                () -> space.kubectl("describe", HPA).text());
        return fleet;
    }

    private static void startMonitoring() {
        Optional.ofNullable(System.getenv("NEXUS_MONITORING"))
                .ifPresent(command ->
                        Programs.run(List.of("bash", "-c", command), Map.of()).orFail());
    }

    private static Optional<URI> prometheus() {
        var address = Optional.ofNullable(System.getenv("NEXUS_PROMETHEUS"));
        if (address.isEmpty())
            System.out.println("SKIPPED: targets and rules of Prometheus: NEXUS_PROMETHEUS does not say where it is");
        return address.map(URI::create);
    }

    private void assertScrapesAndWatches(URI prometheus) {
        Wait.until("Prometheus scrapes every pod", SEEN, () -> isScraped(prometheus));
        var groups = space.kubectl("get", "prometheusrule", "--output", "jsonpath={.items[*].spec.groups[*].name}")
                .orFail()
                .split(" ");
        assertTrue(groups.length > 0 && !groups[0].isBlank(), "the release has no PrometheusRule");
        Wait.until("Prometheus evaluates the rules", SEEN, () -> {
            var loaded = ask(prometheus, "/api/v1/rules").get("data", "groups").items();
            return List.of(groups).stream().allMatch(group -> loaded.stream().anyMatch(each -> isWell(each, group)));
        });
    }

    private boolean isScraped(URI prometheus) {
        var targets = ask(prometheus, "/api/v1/targets?state=active")
                .get("data", "activeTargets")
                .items();
        var up = targets.stream()
                .filter(each -> each.get("labels", "namespace").is(space.name())
                        && each.get("health").is("up"))
                .map(each -> each.get("labels", "pod").text())
                .toList();
        return !up.isEmpty() && up.containsAll(space.pods(Fleet.SERVERS));
    }

    private boolean isWell(Tree loaded, String group) {
        return loaded.get("file").text().contains(space.name())
                && loaded.get("name").is(group)
                && loaded.get("rules").items().stream()
                        .allMatch(rule -> rule.get("health").is("ok"));
    }

    private static Tree ask(URI prometheus, String path) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(prometheus.resolve(path)).timeout(Duration.ofSeconds(20));
            return Yaml.document(
                    client.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            return Tree.NOTHING;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean readsBoth() {
        var cpu = space.field(HPA, "{.status.currentMetrics[*].containerResource.current.averageUtilization}");
        var connections = space.field(HPA, "{.status.currentMetrics[*].pods.current.averageValue}");
        return !cpu.isBlank() && !connections.isBlank();
    }

    private int replicas() {
        return Integer.parseInt(space.field("deployment/" + Fleet.NAME, "{.spec.replicas}"));
    }
}
