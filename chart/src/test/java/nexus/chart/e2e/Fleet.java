package nexus.chart.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nexus.chart.load.Endpoint;
import nexus.chart.load.Era;
import nexus.chart.load.McpClient;
import nexus.chart.testing.Chart;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Result;
import nexus.chart.testing.Wait;

/// A release of the chart in a namespace, as Helm makes and changes it.
final class Fleet {
    static final String NAME = "nexus-mcp";
    static final String SERVERS = "app.kubernetes.io/instance=" + NAME + ",app.kubernetes.io/component=server";
    static final String TESTS = "app.kubernetes.io/instance=" + NAME + ",app.kubernetes.io/component=test";
    private static final Duration UP = Duration.ofSeconds(110);
    private static final Duration REACHED = Duration.ofSeconds(60);
    private static final int OPS_PORT = 9090;

    private final Helm helm;
    private final Space space;
    private final Demo demo;

    Fleet(Helm helm, Space space, Demo demo) {
        this.helm = helm;
        this.space = space;
        this.demo = demo;
    }

    /// Installs it and waits until its pods are ready and its Service leads to them.
    ///
    /// @param values single ones, as after `--set`
    void install(String... values) {
        apply("install", values);
        awaitReady();
        reached("service");
    }

    /// Upgrades it and waits until the new pods are all there is.
    void upgrade(String... values) {
        apply("upgrade", values);
        awaitReady();
    }

    private void apply(String word, String... values) {
        var arguments = new ArrayList<>(List.of(word, NAME, Chart.HOME.toString()));
        for (var value : base()) arguments.addAll(List.of("--set", value));
        for (var value : values) arguments.addAll(List.of("--set", value));
        helm(arguments).orFail();
    }

    /// What every test wants: the images under test, the demo's bastion, a Service that this machine can reach.
    private List<String> base() {
        var site = space.site();
        return List.of(
                "global.imageRegistry=" + site.registry(),
                "image.tag=" + site.tag(),
                "tunnel.image.tag=" + site.tag(),
                "nginx.image.tag=" + site.tag(),
                "tunnel.port=2222",
                "service.type=NodePort",
                "mcp.allowedHosts[0]=" + site.address());
    }

    void rollback() {
        helm(List.of("rollback", NAME)).orFail();
        awaitReady();
    }

    void uninstall() {
        helm(List.of("uninstall", NAME, "--timeout", "100s")).orFail();
    }

    /// `helm test`.
    Result test() {
        return helm(List.of("test", NAME, "--logs", "--timeout", "110s"));
    }

    private Result helm(List<String> arguments) {
        var all = new ArrayList<>(arguments);
        all.addAll(List.of("--namespace", space.name()));
        return helm.run(all, Map.of());
    }

    private void awaitReady() {
        for (var deployment : deployments()) space.awaitRollout(deployment, UP);
    }

    private List<String> deployments() {
        return space.kubectl(
                        "get",
                        "deployments",
                        "--selector",
                        "app.kubernetes.io/instance=" + NAME,
                        "--output",
                        "jsonpath={.items[*].metadata.name}")
                .orFail()
                .lines()
                .flatMap(line -> List.of(line.split(" ")).stream())
                .toList();
    }

    /// The way in for agents on this machine, through kube-proxy.
    Endpoint endpoint() {
        return endpoint("service");
    }

    /// The way in through one of the Services of the release.
    ///
    /// @param suffix of its name
    Endpoint endpoint(String suffix) {
        return Endpoint.of(space.site().address(), space.nodePort(NAME + "-" + suffix, "http"), demo.token());
    }

    /// The same, once the nodes know the rules of the Service, which is a moment after its pods are ready.
    Endpoint reached(String suffix) {
        var endpoint = endpoint(suffix);
        Wait.until("the Service " + suffix + " is reached", REACHED, () -> answers(endpoint));
        return endpoint;
    }

    private static boolean answers(Endpoint endpoint) {
        try (var client = new McpClient(endpoint, Era.STATELESS)) {
            return client.tools().complaint().isEmpty();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> pods() {
        return space.pods(SERVERS);
    }

    /// How often the server was started again, by pod: equal before and after means that no pod was replaced either.
    Map<String, String> restarts() {
        var path = "{.status.containerStatuses[?(@.name==\"" + NAME + "\")].restartCount}";
        return pods().stream().collect(Collectors.toMap(pod -> pod, pod -> space.field("pod/" + pod, path)));
    }

    /// Whether each pod is.
    boolean isReady() {
        var path = "{.status.conditions[?(@.type==\"Ready\")].status}";
        var pods = pods();
        return !pods.isEmpty()
                && pods.stream().allMatch(pod -> space.field("pod/" + pod, path).equals("True"));
    }

    /// Objects of the release that are there, in its namespace and in the whole cluster, one a line.
    String leftOvers() {
        return labelled("--namespaced=true") + labelled("--namespaced=false");
    }

    private String labelled(String which) {
        var kinds = Kubectl.run("api-resources", which, "--verbs=list", "--output=name")
                .orFail()
                .lines()
                .filter(kind -> !kind.startsWith("events") && !kind.endsWith(".metrics.k8s.io"))
                .collect(Collectors.joining(","));
        var instance = "app.kubernetes.io/instance=" + NAME;
        return space.kubectl("get", kinds, "--selector", instance, "--output=name", "--ignore-not-found")
                .orFail();
    }

    /// One series of a pod's `/metrics`, added up over its labels.
    double metric(String pod, String name) {
        return metrics(pod)
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /// A pod's `/metrics`, through the API server.
    private String metrics(String pod) {
        return Kubectl.run(
                        "get",
                        "--raw",
                        "/api/v1/namespaces/" + space.name() + "/pods/" + pod + ":" + OPS_PORT + "/proxy/metrics")
                .orFail();
    }
}
