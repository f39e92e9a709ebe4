package nexus.chart;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.Manifests;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Tree;

/// At least one fault for each rule.
final class Mutations {
    private static final String NAME = "nexus-nexus-mcp";

    private Mutations() {}

    static List<Mutation> all() {
        return Stream.of(
                        targets(),
                        routes(),
                        scaling(),
                        workloads(),
                        pods(),
                        rights(),
                        identities(),
                        names(),
                        sources(),
                        fields())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutation> targets() {
        var selects = "every Service selects pods";
        var ports = "every port of a Service or probe exists in the pod";
        var monitors = "every monitor finds its targets once";
        return List.of(
                Mutation.of(
                        "every probe speaks what the Service of its port speaks",
                        "a probe in plain HTTP of a port that takes TLS",
                        "scaled",
                        all -> all.get("Service", NAME + "-service")
                                .spec("ports", 0)
                                .set("appProtocol", "https")),
                Mutation.of(
                        selects,
                        "a label that no pod has",
                        "colours",
                        all -> all.get("Service", NAME + "-lb")
                                .spec("selector")
                                .set("app.kubernetes.io/name", "nexus")),
                Mutation.of(
                        ports,
                        "a Service that sends to a port by a wrong name",
                        "scaled",
                        all -> all.get("Service", NAME + "-service")
                                .spec("ports", 0)
                                .set("targetPort", "web")),
                Mutation.of(
                        ports,
                        "a probe on a port that is not declared",
                        "scaled",
                        all -> server(all).get("readinessProbe", "httpGet").set("port", 3001)),
                Mutation.of(
                        monitors,
                        "a ServiceMonitor that names the pod's port, not the Service's",
                        "scaled",
                        all -> all.get("Service", NAME + "-metrics")
                                .spec("ports", 0)
                                .set("name", "prometheus")),
                Mutation.of(
                        monitors,
                        "a ServiceMonitor with a label that no Service has",
                        "scaled",
                        all -> all.only("ServiceMonitor")
                                .spec("selector", "matchLabels")
                                .set("app", "nexus")),
                Mutation.of(
                        monitors,
                        "a ServiceMonitor that looks into another namespace",
                        "scaled",
                        all -> all.only("ServiceMonitor")
                                .get("spec")
                                .set("namespaceSelector", Map.of("matchNames", List.of("monitoring")))),
                Mutation.of(
                        monitors,
                        "a second Service with the same labels and port",
                        "scaled",
                        all -> all.all().add(copy(all.get("Service", NAME + "-metrics"), NAME + "-metrics-2"))),
                Mutation.of(
                        monitors,
                        "a PodMonitor that names no port",
                        "canary",
                        all -> all.only("PodMonitor")
                                .spec("podMetricsEndpoints", 0)
                                .set("port", "prometheus")));
    }

    private static List<Mutation> routes() {
        var subsets = "every Istio route leads to pods, by weights that sum to 100";
        var backends = "every backend of an Ingress or HTTPRoute exists";
        return List.of(
                Mutation.of(
                        subsets,
                        "a route to a subset that nobody made",
                        "canary",
                        all -> lastRoute(all).get("route", 0, "destination").set("subset", "v3")),
                Mutation.of(
                        subsets,
                        "weights that sum to 95",
                        "canary",
                        all -> lastRoute(all).get("route", 0).set("weight", 85)),
                Mutation.of(
                        subsets,
                        "a subset that no pod is of",
                        "canary",
                        all -> all.only("DestinationRule")
                                .spec("subsets", 1, "labels")
                                .set("version", "v3")),
                Mutation.of(
                        subsets,
                        "a host that is no Service",
                        "canary",
                        all -> lastRoute(all).get("route", 0, "destination").set("host", "nexus")),
                Mutation.of(
                        backends,
                        "an Ingress that sends to no Service",
                        "scaled",
                        all -> all.only("Ingress")
                                .spec("rules", 0, "http", "paths", 0, "backend", "service")
                                .set("name", "nexus")),
                Mutation.of(
                        backends,
                        "an HTTPRoute that sends to a port that the Service has not",
                        "colours",
                        all -> all.only("HTTPRoute")
                                .spec("rules", 0, "backendRefs", 0)
                                .set("port", 3001)));
    }

    private static List<Mutation> scaling() {
        var requests = "every scaled resource is requested";
        var owners = "what is scaled has one scaler and no replicas";
        var budgets = "every budget lets pods go";
        return List.of(
                Mutation.of(
                        requests,
                        "a container metric of a container without request",
                        "scaled",
                        all -> server(all).get("resources", "requests").map().remove("cpu")),
                Mutation.of(
                        requests,
                        "a container metric of no container",
                        "scaled",
                        all -> all.only("HorizontalPodAutoscaler")
                                .spec("metrics", 0, "containerResource")
                                .set("container", "app")),
                Mutation.of(
                        requests,
                        "a pod metric beside a sidecar without request",
                        "scaled",
                        Mutations::measureWholePod),
                Mutation.of(
                        requests,
                        "an autoscaler of nothing",
                        "scaled",
                        all -> all.only("HorizontalPodAutoscaler")
                                .spec("scaleTargetRef")
                                .set("name", "nexus")),
                Mutation.of(
                        owners,
                        "replicas beside an autoscaler",
                        "scaled",
                        all -> all.get("Deployment", NAME).get("spec").set("replicas", 3)),
                Mutation.of(
                        owners,
                        "replicas beside KEDA",
                        "canary",
                        all -> all.get("Deployment", NAME + "-canary")
                                .get("spec")
                                .set("replicas", 1)),
                Mutation.of(
                        owners,
                        "two autoscalers of one Deployment",
                        "scaled",
                        all -> all.all().add(copy(all.only("HorizontalPodAutoscaler"), NAME + "-second"))),
                Mutation.of(
                        budgets,
                        "a budget of zero",
                        "scaled",
                        all -> all.only("PodDisruptionBudget").get("spec").set("maxUnavailable", 0)),
                Mutation.of(budgets, "a budget that keeps as many as there may be", "scaled", all -> {
                    all.only("PodDisruptionBudget").get("spec").map().remove("maxUnavailable");
                    all.only("PodDisruptionBudget").get("spec").set("minAvailable", 2);
                }),
                Mutation.of(
                        budgets,
                        "a budget of nothing",
                        "scaled",
                        all -> all.only("PodDisruptionBudget")
                                .spec("selector", "matchLabels")
                                .set("app", "nexus")),
                Mutation.of(
                        budgets,
                        "two budgets of one pod",
                        "scaled",
                        all -> all.all().add(copy(all.only("PodDisruptionBudget"), NAME + "-second"))));
    }

    private static void measureWholePod(Manifests all) {
        var metric = all.only("HorizontalPodAutoscaler").spec("metrics", 0);
        metric.map().remove("containerResource");
        metric.set("type", "Resource");
        metric.set(
                "resource", Map.of("name", "cpu", "target", Map.of("type", "Utilization", "averageUtilization", 70)));
        var sidecar = all.get("Deployment", NAME).spec("template", "spec", "initContainers", 0);
        sidecar.get("resources", "requests").map().remove("cpu");
    }

    private static List<Mutation> workloads() {
        var overlap = "every workload selects its own pods alone";
        var references = "every volume, Secret, ConfigMap and account that is named exists";
        var policies = "every NetworkPolicy allows what the pod needs";
        return List.of(
                Mutation.of(
                        overlap,
                        "a Deployment that selects the pods of the canary too",
                        "canary",
                        all -> all.get("Deployment", NAME)
                                .spec("selector", "matchLabels")
                                .map()
                                .remove("nexus-mcp.io/track")),
                Mutation.of(
                        overlap,
                        "a Deployment that does not select its own",
                        "scaled",
                        all -> all.get("Deployment", NAME)
                                .spec("selector", "matchLabels")
                                .set("nexus-mcp.io/track", "stabel")),
                Mutation.of(
                        references,
                        "a mount without volume",
                        "scaled",
                        all -> server(all)
                                .get("volumeMounts")
                                .list()
                                .add(Map.of("name", "cache", "mountPath", "/cache"))),
                Mutation.of(
                        references,
                        "a volume without mount",
                        "scaled",
                        all -> pod(all).get("volumes").list().add(Map.of("name", "cache", "emptyDir", Map.of()))),
                Mutation.of(
                        references,
                        "a variable from a Secret that nobody makes",
                        "scaled",
                        all -> server(all)
                                .get("env")
                                .where("name", "MONGO_URI")
                                .get("valueFrom", "secretKeyRef")
                                .set("name", "nexus-secret")),
                Mutation.of(
                        references,
                        "a volume from a ConfigMap that nobody makes",
                        "scaled",
                        all -> pod(all).get("volumes")
                                .where("name", "config")
                                .get("configMap")
                                .set("name", "nexus-config")),
                Mutation.of(
                        references,
                        "a key that the ConfigMap does not have",
                        "scaled",
                        all -> server(all)
                                .get("env")
                                .list()
                                .add(Map.of(
                                        "name",
                                        "X",
                                        "valueFrom",
                                        Map.of("configMapKeyRef", Map.of("name", NAME + "-config", "key", "x"))))),
                Mutation.of(
                        references,
                        "a ServiceAccount that nobody makes",
                        "scaled",
                        all -> pod(all).set("serviceAccountName", "nexus")),
                Mutation.of(policies, "no way to the name service", "scaled", all -> forbid(all, NAME, "egress", 53)),
                Mutation.of(policies, "no way to the bastion", "scaled", all -> forbid(all, NAME, "egress", 22)),
                Mutation.of(
                        policies, "no way to the other replicas", "scaled", all -> forbid(all, NAME, "egress", 9090)),
                Mutation.of(policies, "no way to the collector", "scaled", all -> forbid(all, NAME, "egress", 4317)),
                Mutation.of(
                        policies,
                        "no way from the server to the tunnel",
                        "colours",
                        all -> forbid(all, NAME, "egress", 27017)),
                Mutation.of(
                        policies,
                        "no way from the tunnel to the jump host",
                        "colours",
                        all -> forbid(all, NAME + "-tunnel", "egress", 2222)),
                Mutation.of(policies, "no way in for calls", "scaled", all -> forbid(all, NAME, "ingress", "http")),
                Mutation.of(
                        policies, "no way in for Prometheus", "scaled", all -> forbid(all, NAME, "ingress", "metrics")),
                Mutation.of(
                        policies,
                        "a job that cannot reach the store",
                        "saved",
                        all -> forbid(all, NAME + "-backup-verify", "egress", 9000)),
                Mutation.of(
                        policies,
                        "a job that cannot reach the Kubernetes API",
                        "saved",
                        all -> forbid(all, NAME + "-backup-resources", "egress", 443)),
                Mutation.of(
                        policies,
                        "a job that cannot tell of its end",
                        "saved",
                        all -> forbid(all, NAME + "-drill", "egress", 9091)),
                Mutation.of(
                        policies,
                        "a restore that cannot ask the server",
                        "saved",
                        all -> forbid(all, NAME + "-restore", "egress", 3000)),
                Mutation.of(policies, "a policy of nothing", "scaled", all -> {
                    var policy = copy(all.only("NetworkPolicy"), NAME + "-second");
                    policy.spec("podSelector", "matchLabels").set("app", "nexus");
                    all.all().add(policy);
                }));
    }

    private static List<Mutation> pods() {
        var restricted = "every pod is restricted";
        var clear = "no image floats and no secret is in clear";
        var grace = "the grace period is longer than preStop and drain";
        var end = "every Job and test can end";
        return List.of(
                Mutation.of(
                        restricted,
                        "a container that keeps its capabilities",
                        "scaled",
                        all -> server(all).get("securityContext").map().remove("capabilities")),
                Mutation.of(
                        restricted,
                        "a sidecar that runs as root",
                        "scaled",
                        all -> pod(all).get("initContainers", 0, "securityContext")
                                .set("runAsUser", 0)),
                Mutation.of(
                        restricted,
                        "a test without seccomp profile",
                        "scaled",
                        all -> test(all).get("spec", "securityContext").map().remove("seccompProfile")),
                Mutation.of(restricted, "a folder of the host", "scaled", all -> {
                    var volume = pod(all).get("volumes", 0);
                    volume.map().remove("emptyDir");
                    volume.set("hostPath", Map.of("path", "/"));
                }),
                Mutation.of(
                        restricted,
                        "a root file system that may be written to",
                        "scaled",
                        all -> server(all).get("securityContext").set("readOnlyRootFilesystem", false)),
                Mutation.of(
                        clear,
                        "an image with tag latest",
                        "scaled",
                        all -> server(all).set("image", "nexus-mcp:latest")),
                Mutation.of(
                        clear,
                        "an image without tag",
                        "scaled",
                        all -> server(all).set("image", "registry.example.com:5000/nexus-mcp")),
                Mutation.of(clear, "a connection string in the pod", "scaled", all -> {
                    var variable = server(all).get("env").where("name", "MONGO_URI");
                    variable.map().remove("valueFrom");
                    variable.set("value", "mongodb://mongo.internal");
                }),
                Mutation.of(
                        clear,
                        "a password in a ConfigMap",
                        "scaled",
                        all -> all.get("ConfigMap", NAME + "-config")
                                .get("data")
                                .set("nexus.yaml", "uri: mongodb://nexus:secret@mongo.internal\n")),
                Mutation.of(
                        grace,
                        "a period that ends before the drain",
                        "scaled",
                        all -> pod(all).set("terminationGracePeriodSeconds", 29)),
                Mutation.of(
                        end,
                        "a CronJob with a plain second container",
                        "scaled",
                        all -> all.all().add(cronJob(all, NAME + "-cron", 2))),
                Mutation.of(
                        end,
                        "a test that is restarted for ever",
                        "scaled",
                        all -> test(all).get("spec").set("restartPolicy", "Always")));
    }

    private static List<Mutation> rights() {
        var small = "every right is as small as it can be";
        return List.of(
                Mutation.of(
                        small,
                        "a token of the API server",
                        "scaled",
                        all -> pod(all).set("automountServiceAccountToken", true)),
                Mutation.of(
                        small,
                        "a right to list Secrets",
                        "saved",
                        all -> role(all).list().add(right("", "secrets", "list"))),
                Mutation.of(
                        small,
                        "a right to read any Secret",
                        "saved",
                        all -> role(all).list().add(right("", "secrets", "get"))),
                Mutation.of(
                        small,
                        "a right to read everything",
                        "saved",
                        all -> role(all).list().add(right("", "*", "get"))),
                Mutation.of(
                        small,
                        "a right over the whole cluster",
                        "saved",
                        all -> all.only("ClusterRole").get("rules").list().add(right("", "configmaps", "get"))),
                Mutation.of(
                        small,
                        "a right of an account whose pod has no token",
                        "saved",
                        all -> job(all, "backup-resources").set("automountServiceAccountToken", false)));
    }

    private static List<Mutation> identities() {
        var guarded = "every identity is where something is restored alone";
        return List.of(
                Mutation.of(guarded, "a job that saves and could open what it saved", "saved", all -> {
                    var pod = job(all, "backup-data");
                    pod.get("volumes", 0).map().remove("emptyDir");
                    pod.get("volumes", 0).set("secret", Map.of("secretName", "nexus-backup-identity"));
                }),
                Mutation.of(
                        guarded,
                        "a dump with the credentials of those that delete",
                        "saved",
                        all -> job(all, "backup-data")
                                .get("containers", 0, "env")
                                .where("name", "AWS_ACCESS_KEY_ID")
                                .get("valueFrom", "secretKeyRef")
                                .set("name", "nexus-backup-deleting")),
                Mutation.of(
                        guarded,
                        "an identity that is saved",
                        "saved",
                        all -> role(all)
                                .items()
                                .getLast()
                                .get("resourceNames")
                                .list()
                                .add("nexus-drill-identity")),
                Mutation.of(guarded, "a drill that may write into what is saved", "saved", all -> {
                    var secret = Map.of("secretKeyRef", Map.of("name", "nexus-secrets", "key", "mongo-uri"));
                    var drill = job(all, "drill").get("containers", 0, "env");
                    drill.list().add(Map.of("name", "MONGO_URI", "valueFrom", secret));
                    all.get("NetworkPolicy", NAME + "-drill")
                            .spec("egress")
                            .list()
                            .add(Map.of("ports", List.of(Map.of("port", 27_017, "protocol", "TCP"))));
                }));
    }

    private static Tree role(Manifests all) {
        return all.get("Role", NAME + "-backup-resources").get("rules");
    }

    private static Map<String, Object> right(String group, String resource, String verb) {
        return Map.of("apiGroups", List.of(group), "resources", List.of(resource), "verbs", List.of(verb));
    }

    /// The pod of a CronJob.
    private static Tree job(Manifests all, String component) {
        return all.get("CronJob", NAME + "-" + component).spec("jobTemplate", "spec", "template", "spec");
    }

    private static List<Mutation> names() {
        var fit = "every name fits";
        var labels = "every object has the common labels and the release's namespace";
        return List.of(
                Mutation.of(
                        fit,
                        "a name of 64",
                        "scaled",
                        all -> all.only("PodDisruptionBudget").get("metadata").set("name", "x".repeat(64))),
                Mutation.of(
                        fit,
                        "a CronJob's name of 53",
                        "scaled",
                        all -> all.all().add(cronJob(all, "x".repeat(53), 1))),
                Mutation.of(
                        fit,
                        "a port's name of 16",
                        "scaled",
                        all -> server(all)
                                .get("ports")
                                .list()
                                .add(Map.of("name", "x".repeat(16), "containerPort", 8080))),
                Mutation.of(
                        fit,
                        "a label that ends with a dash",
                        "scaled",
                        all -> all.only("PodDisruptionBudget")
                                .get("metadata", "labels")
                                .set("helm.sh/chart", "nexus-")),
                Mutation.of(
                        labels,
                        "an object without a label",
                        "scaled",
                        all -> all.only("PodDisruptionBudget")
                                .get("metadata", "labels")
                                .map()
                                .remove("app.kubernetes.io/part-of")),
                Mutation.of(
                        labels,
                        "an object in another namespace",
                        "scaled",
                        all -> all.only("PodDisruptionBudget").get("metadata").set("namespace", "default")));
    }

    private static List<Mutation> sources() {
        var repeatable = "templates make the same every time";
        return List.of(
                Mutation.ofSource(repeatable, "a random password", "password: {{ randAlphaNum 16 | b64enc }}"),
                Mutation.ofSource(
                        repeatable,
                        "a look into the cluster",
                        "{{- with (lookup \"v1\" \"Secret\" .x \"y\") }}{{ end }}"),
                Mutation.ofSource(repeatable, "the time of day", "at: {{ now | date \"2006\" }}"),
                Mutation.ofSource(
                        repeatable, "a certificate of its own", "{{ $ca := genSelfSignedCert \"a\" nil nil 365 }}"),
                Mutation.ofSource(repeatable, "a new id", "id: {{ uuidv4 }}"));
    }

    private static List<Mutation> fields() {
        var known = "every field is known";
        var fits = "no required field is missing and every value is possible";
        return List.of(
                Mutation.of(
                        known,
                        "a misspelt field of a probe",
                        "scaled",
                        all -> server(all).get("livenessProbe").set("initialDelaySecond", 3)),
                Mutation.of(
                        known,
                        "a variable that is a number",
                        "scaled",
                        all -> server(all).get("env").where("name", "MCP_PORT").set("value", 3000)),
                Mutation.of(
                        known,
                        "a number that is text",
                        "colours",
                        all -> all.get("Deployment", NAME + "-blue").get("spec").set("replicas", "2")),
                Mutation.of(
                        known,
                        "a misspelt field of a ServiceMonitor",
                        "scaled",
                        all -> all.only("ServiceMonitor").spec("endpoints", 0).set("intervall", "30s")),
                Mutation.of(
                        known,
                        "a field that Istio no longer reads",
                        "canary",
                        all -> all.only("DestinationRule")
                                .spec("trafficPolicy", "outlierDetection")
                                .set("consecutiveErrors", 5)),
                Mutation.of(
                        known,
                        "a misspelt field of an ExternalSecret",
                        "scaled",
                        all -> all.only("ExternalSecret").get("spec").set("secretStore", Map.of("name", "vault"))),
                Mutation.of(
                        known,
                        "a version that nothing serves",
                        "scaled",
                        all -> all.only("PodDisruptionBudget").tree().set("kind", "PodDisruptionsBudget")),
                Mutation.of(
                        fits,
                        "a quantity of megabytes",
                        "scaled",
                        all -> server(all).get("resources", "limits").set("memory", "512MB")),
                Mutation.of(
                        fits,
                        "a policy that there is not",
                        "scaled",
                        all -> server(all).set("imagePullPolicy", "Sometimes")),
                Mutation.of(
                        fits,
                        "a container without resources",
                        "scaled",
                        all -> test(all).get("spec", "containers", 0).map().remove("resources")),
                Mutation.of(
                        fits,
                        "a probe of two kinds",
                        "scaled",
                        all -> server(all).get("livenessProbe").set("tcpSocket", Map.of("port", "http"))),
                Mutation.of(
                        fits,
                        "a duration without unit",
                        "scaled",
                        all -> all.only("ServiceMonitor").spec("endpoints", 0).set("interval", "30")),
                Mutation.of(
                        fits,
                        "a ScaledObject without triggers",
                        "canary",
                        all -> all.kind("ScaledObject")
                                .getFirst()
                                .get("spec")
                                .map()
                                .remove("triggers")),
                Mutation.of(
                        fits,
                        "an ExternalSecret without store",
                        "scaled",
                        all -> all.only("ExternalSecret").get("spec").map().remove("secretStoreRef")),
                Mutation.of(
                        fits,
                        "a VerticalPodAutoscaler with an unknown mode",
                        "scaled",
                        all -> all.only("VerticalPodAutoscaler")
                                .spec("updatePolicy")
                                .set("updateMode", "On")));
    }

    private static Tree pod(Manifests all) {
        return all.get("Deployment", NAME).spec("template", "spec");
    }

    private static Tree server(Manifests all) {
        return pod(all).get("containers", 0);
    }

    private static Manifest test(Manifests all) {
        return all.kind("Pod").getFirst();
    }

    private static Tree lastRoute(Manifests all) {
        return all.only("VirtualService").spec("http").items().getLast();
    }

    private static Manifest copy(Manifest original, String name) {
        var copy = original.copy();
        copy.get("metadata").set("name", name);
        return copy;
    }

    /// Takes the rules away that allow this port.
    private static void forbid(Manifests all, String policy, String direction, Object port) {
        all.get("NetworkPolicy", policy)
                .spec(direction)
                .list()
                .removeIf(rule -> new Tree(rule)
                        .get("ports").items().stream()
                                .anyMatch(each -> each.get("port").is(port)));
    }

    /// A CronJob made of the pod of a test, so that nothing but what is asked for is wrong with it.
    private static Manifest cronJob(Manifests all, String name, int containers) {
        var pod = PodTemplate.of(copy(test(all), name)).orElseThrow();
        var spec = pod.spec();
        var first = spec.get("containers", 0);
        for (var more = 1; more < containers; more++) {
            var container = first.copy();
            container.set("name", "more-" + more);
            spec.get("containers").list().add(container.value());
        }
        var template = Map.of("metadata", Map.of("labels", pod.labels()), "spec", spec.value());
        var metadata = pod.owner().get("metadata");
        metadata.map().remove("annotations");
        return new Manifest(new Tree(Map.of(
                "apiVersion",
                "batch/v1",
                "kind",
                "CronJob",
                "metadata",
                metadata.value(),
                "spec",
                Map.of(
                        "schedule",
                        "0 3 * * *",
                        "timeZone",
                        "Etc/UTC",
                        "concurrencyPolicy",
                        "Forbid",
                        "startingDeadlineSeconds",
                        600,
                        "jobTemplate",
                        Map.of(
                                "spec",
                                Map.of("activeDeadlineSeconds", 60, "backoffLimit", 1, "template", template))))));
    }
}
