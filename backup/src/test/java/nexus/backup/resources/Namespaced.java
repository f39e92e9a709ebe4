package nexus.backup.resources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import nexus.testing.Eventually;
import org.yaml.snakeyaml.Yaml;

/// A namespace with what a release has, and what its operator has made beside it.
///
/// @param name          of the namespace
/// @param backupAccount the kubeconfig of an account with the rights of [#ROLE]
public record Namespaced(KubePeer kube, String name, Path backupAccount) {
    /// Of this process alone: kinds belong to all of a cluster.
    private static final String GROUP = "res-" + UUID.randomUUID().toString().substring(0, 8) + ".example.com";

    /// The kind of the custom resource, as operators write it.
    public static final String THING = "reswidgets." + GROUP;

    /// All that a backup needs.
    public static final List<Map<String, Object>> ROLE = List.of(
            rule("", "configmaps serviceaccounts services persistentvolumeclaims", "get list"),
            rule("apps", "deployments statefulsets daemonsets", "get list"),
            rule("batch", "cronjobs", "get list"),
            rule("rbac.authorization.k8s.io", "roles rolebindings", "get list"),
            rule("policy", "poddisruptionbudgets", "get list"),
            rule("autoscaling", "horizontalpodautoscalers", "get list"),
            rule("autoscaling.k8s.io", "verticalpodautoscalers", "get list"),
            rule("networking.k8s.io", "ingresses networkpolicies", "get list"),
            rule("gateway.networking.k8s.io", "gateways httproutes", "get list"),
            rule("networking.istio.io", "virtualservices destinationrules", "get list"),
            rule("security.istio.io", "peerauthentications authorizationpolicies", "get list"),
            rule("monitoring.coreos.com", "servicemonitors podmonitors prometheusrules", "get list"),
            rule("cert-manager.io", "certificates", "get list"),
            rule("external-secrets.io", "externalsecrets", "get list"),
            rule("keda.sh", "scaledobjects", "get list"),
            rule(GROUP, "reswidgets", "get"),
            named("", "secrets", "get", List.of("keys", "more-keys", "sh.helm.release.v1.nexus.v3")),
            rule("coordination.k8s.io", "leases", "get create update"));

    private static final String CORE = "/api/v1/namespaces/NS";
    private static final String APPS = "/apis/apps/v1/namespaces/NS";
    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/namespaces/NS";
    private static final String THINGS = "/apis/" + GROUP + "/v1/namespaces/NS/reswidgets";
    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final Map<String, String> LABELS =
            Map.of("app.kubernetes.io/instance", "nexus", "app.kubernetes.io/managed-by", "Helm");

    private static Map<String, Object> rule(String group, String resources, String verbs) {
        return Map.of(
                "apiGroups", List.of(group),
                "resources", List.of(resources.split(" ")),
                "verbs", List.of(verbs.split(" ")));
    }

    private static Map<String, Object> named(String group, String resources, String verbs, List<String> names) {
        var rule = new HashMap<>(rule(group, resources, verbs));
        rule.put("resourceNames", names);
        return rule;
    }

    /// Makes the kind of the custom resources, and waits until it is served.
    public static void defineThings(KubePeer kube) {
        var schema = Map.of("type", "object", "x-kubernetes-preserve-unknown-fields", true);
        kube.create(
                DEFINITIONS,
                Map.of(
                        "apiVersion",
                        "apiextensions.k8s.io/v1",
                        "kind",
                        "CustomResourceDefinition",
                        "metadata",
                        Map.of("name", THING),
                        "spec",
                        Map.of(
                                "group",
                                GROUP,
                                "scope",
                                "Namespaced",
                                "names",
                                Map.of("plural", "reswidgets", "singular", "reswidget", "kind", "ResWidget"),
                                "versions",
                                List.of(Map.of(
                                        "name",
                                        "v1",
                                        "served",
                                        true,
                                        "storage",
                                        true,
                                        "subresources",
                                        Map.of("status", Map.of()),
                                        "schema",
                                        Map.of("openAPIV3Schema", schema))))));
        Eventually.holds("the kind is served", () -> kube.code(THINGS.replace("NS", "default")) == 200);
    }

    public static void forgetThings(KubePeer kube) {
        kube.delete(DEFINITIONS + "/" + THING);
        Eventually.holds(
                "the kind is gone",
                () -> kube.code(THINGS.replace("NS", "default")) == Answer.NOT_FOUND
                        && kube.code(DEFINITIONS + "/" + THING) == Answer.NOT_FOUND);
    }

    public static Namespaced create(KubePeer kube) {
        var name = kube.newNamespace(Map.of("team", "shop"));
        var made = new Namespaced(kube, name, account(kube, name));
        made.fill();
        return made;
    }

    private static Path account(KubePeer kube, String name) {
        var core = CORE.replace("NS", name);
        var rbac = RBAC.replace("NS", name);
        kube.create(core + "/serviceaccounts", Map.of("metadata", Map.of("name", "backup")));
        kube.create(rbac + "/roles", Map.of("metadata", Map.of("name", "backup"), "rules", ROLE));
        bind(kube, name, "backup");
        return kube.kubeconfig(name, "backup");
    }

    /// A right beside those of the role.
    public void allowReadingTheNamespace() {
        var rule = named("", "namespaces", "get", List.of(name));
        kube.create(path(RBAC + "/roles"), Map.of("metadata", Map.of("name", "home"), "rules", List.of(rule)));
        bind(kube, name, "home");
    }

    private static void bind(KubePeer kube, String namespace, String role) {
        kube.create(
                RBAC.replace("NS", namespace) + "/rolebindings",
                Map.of(
                        "metadata", Map.of("name", role),
                        "roleRef", Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", "Role", "name", role),
                        "subjects",
                                List.of(Map.of("kind", "ServiceAccount", "name", "backup", "namespace", namespace))));
    }

    private void fill() {
        make(CORE + "/configmaps", "settings", true, Map.of("data", Map.of("mode", "fast", "text", "two\nlines\n")));
        make(CORE + "/configmaps", "corporate-ca", false, Map.of("data", Map.of("ca", "PEM"), "immutable", true));
        make(CORE + "/configmaps", "not-ours", false, Map.of());
        make(CORE + "/secrets", "keys", false, Map.of("stringData", Map.of("password", "hunter2")));
        make(CORE + "/secrets", "more-keys", true, Map.of("stringData", Map.of("token", "hunter22")));
        make(CORE + "/secrets", "unnamed", true, Map.of("stringData", Map.of("x", "y")));
        make(CORE + "/serviceaccounts", "nexus", true, Map.of());
        make(
                CORE + "/services",
                "nexus",
                true,
                Map.of(
                        "spec",
                        Map.of(
                                "type",
                                "NodePort",
                                "selector",
                                Map.of("app", "x"),
                                "ports",
                                List.of(Map.of("name", "http", "port", 80)))));
        make(
                CORE + "/persistentvolumeclaims",
                "data",
                true,
                Map.of(
                        "spec",
                        Map.of(
                                "storageClassName", "none",
                                "accessModes", List.of("ReadWriteOnce"),
                                "resources", Map.of("requests", Map.of("storage", "1Gi")))));
        make(RBAC + "/roles", "nexus", true, Map.of("rules", List.of(rule("", "configmaps", "get"))));
        deployment();
        makeThing();
        kube.create(path(CORE + "/secrets"), HelmReleases.secret("sh.helm.release.v1.nexus.v3", """
                {"name": "nexus", "namespace": "%s", "version": 3, "info": {"status": "deployed"},
                 "chart": {"metadata": {"name": "nexus-mcp", "version": "0.1.0", "appVersion": "0.1.0"}},
                 "config": {"replicas": 2, "mongo": {"uri": "mongodb://a"}}}""".formatted(name)));
    }

    private void deployment() {
        var labels = Map.of("app", "x");
        var container = Map.of("name", "c", "image", "registry.example.com/none", "resources", Map.of());
        var made = make(
                APPS + "/deployments",
                "nexus",
                true,
                Map.of(
                        "spec",
                        Map.of(
                                "replicas", 0,
                                "selector", Map.of("matchLabels", labels),
                                "template",
                                        Map.of(
                                                "metadata",
                                                Map.of("labels", labels),
                                                "spec",
                                                Map.of(
                                                        "containers",
                                                        List.of(container),
                                                        "volumes",
                                                        List.of(Map.of("name", "tmp", "emptyDir", Map.of())))))));
        var owner = Map.of(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "name",
                "nexus",
                "controller",
                true,
                "uid",
                Codec.text(made, "metadata", "uid"));
        kube.create(
                path(CORE + "/configmaps"),
                Map.of("metadata", Map.of("name", "owned", "labels", LABELS, "ownerReferences", List.of(owner))));
    }

    public void makeThing() {
        make(
                THINGS,
                "thing",
                false,
                Map.of(
                        "apiVersion",
                        GROUP + "/v1",
                        "kind",
                        "ResWidget",
                        "spec",
                        Map.of("odd", Map.of("deep", List.of(1, 2.5, Map.of("x", Map.of()))), "big", 12345678901234L)));
    }

    private Map<String, Object> make(String path, String object, boolean isOfHelm, Map<String, Object> rest) {
        var tree = new HashMap<>(rest);
        tree.put("metadata", isOfHelm ? Map.of("name", object, "labels", LABELS) : Map.of("name", object));
        return Codec.tree(kube.create(path(path), tree));
    }

    public String path(String path) {
        return path.replace("NS", name);
    }

    public boolean has(String path) {
        return kube.read(path(path)).isPresent();
    }

    public boolean isThere() {
        return has(CORE);
    }

    static Optional<String> deleted(KubePeer kube, String namespace) {
        return kube.read("/api/v1/namespaces/" + namespace)
                .map(tree -> Codec.text(tree, "metadata", "deletionTimestamp"));
    }

    /// Whether it is gone, or on its way.
    public static boolean isGoing(KubePeer kube, String namespace) {
        return deleted(kube, namespace).map(time -> !time.isEmpty()).orElse(true);
    }

    /// All that a backup of everything sees, as it is saved, but for the account of the backup itself.
    public Map<String, Map<String, Object>> objects() {
        var settings = new Settings(
                Optional.of(name),
                Optional.of("nexus"),
                Stream.of("configmaps serviceaccounts services persistentvolumeclaims deployments.apps"
                                + " roles.rbac.authorization.k8s.io")
                        .flatMap(text -> Stream.of(text.split(" ")))
                        .map(KindName::of)
                        .toList(),
                List.of(
                        NamedObject.parse("configmaps/corporate-ca").orElseThrow(),
                        NamedObject.parse(THING + "/thing").orElseThrow()),
                List.of("keys", "more-keys"),
                Optional.empty(),
                false);
        var objects = new HashMap<String, Map<String, Object>>();
        Collector.collect(kube.cluster(), settings).objects().stream()
                .filter(object -> !object.getKind().equals("Namespace"))
                .forEach(object -> {
                    Owners.remove(object.getMetadata());
                    objects.put(Saved.label(object), Codec.tree(object));
                });
        if (objects.size() < 10) throw new AssertionError(objects.keySet().toString());
        return objects;
    }

    public String label(String label) {
        return Codec.text(kube.read(path(CORE)).orElseThrow(), "metadata", "labels", label);
    }

    /// The address and the port that the cluster has given to the Service.
    public String address() {
        var service = kube.read(path(CORE + "/services/nexus")).orElseThrow();
        var spec = Scrub.inner(service, "spec");
        return spec.get("clusterIP") + " " + Codec.trees(spec, "ports");
    }

    public void set(String configMap, Map<String, Object> data) {
        change(CORE + "/configmaps/" + configMap, tree -> tree.put("data", data));
    }

    /// Applies a ConfigMap of the release as Helm 4 does.
    public void applyAsHelm(String configMap, Map<String, Object> data) {
        kube.apply(
                "helm",
                name,
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "ConfigMap",
                        "metadata",
                        Map.of("name", configMap, "labels", LABELS),
                        "data",
                        data));
    }

    /// What stands in a ConfigMap.
    public Map<String, Object> data(String configMap) {
        return Scrub.inner(kube.read(path(CORE + "/configmaps/" + configMap)).orElseThrow(), "data");
    }

    public void setLabel(String path, String label, String value) {
        change(
                path,
                tree -> Scrub.inner(Scrub.inner(tree, "metadata"), "labels").put(label, value));
    }

    private void change(String path, java.util.function.Consumer<Map<String, Object>> change) {
        var tree = kube.read(path(path)).orElseThrow();
        change.accept(tree);
        kube.replace(path(path), tree);
    }

    public void makeImmutable(String configMap, Map<String, Object> data) {
        make(CORE + "/configmaps", configMap, false, Map.of("data", data, "immutable", true));
    }

    /// A quota with room for one, in force.
    public void allowOneMoreSecret() {
        var count = Codec.trees(kube.read(path(CORE + "/secrets")).orElseThrow(), "items")
                .size();
        var hard = Map.of("secrets", Integer.toString(count + 1));
        make(CORE + "/resourcequotas", "few", false, Map.of("spec", Map.of("hard", hard)));
        if (!kube.hasControllers()) {
            var tree = kube.read(path(CORE + "/resourcequotas/few")).orElseThrow();
            tree.put("status", Map.of("hard", hard, "used", Map.of("secrets", Integer.toString(count))));
            kube.replace(path(CORE + "/resourcequotas/few/status"), tree);
        }
        Eventually.holds(
                "the quota is in force",
                () -> Codec.text(
                                kube.read(path(CORE + "/resourcequotas/few")).orElseThrow(),
                                "status",
                                "used",
                                "secrets")
                        .equals(Integer.toString(count)));
    }

    /// The API server as the account of the backup sees it.
    public Cluster backupCluster() {
        return Cluster.open(io.fabric8.kubernetes.client.Config.fromKubeconfig(backupAccount.toFile()));
    }

    public int code(Cluster cluster, String path) {
        return cluster.get(path(path)).code();
    }

    public void makeAgain() {
        kube.create("/api/v1/namespaces", Map.of("metadata", Map.of("name", name)));
    }

    /// Makes what stands in the files of a folder, in the order of their names.
    public void apply(Path folder) {
        try (var files = Files.list(folder)) {
            for (var file : files.filter(file -> file.toString().matches(".*/[0-9]{3}-.*"))
                    .sorted()
                    .toList()) {
                Map<String, Object> tree = new Yaml().load(Files.readString(file));
                var kind = new Discovery(kube.cluster())
                        .find(Codec.text(tree, "apiVersion"), Codec.text(tree, "kind"))
                        .orElseThrow();
                kube.create(kind.path(name), tree);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes it with all that is in it.
    public void lose() {
        if (!isThere()) return;
        kube.lose(
                name,
                CORE + "/configmaps",
                CORE + "/secrets",
                CORE + "/serviceaccounts",
                CORE + "/services/nexus",
                CORE + "/persistentvolumeclaims",
                CORE + "/resourcequotas",
                RBAC + "/roles",
                RBAC + "/rolebindings",
                APPS + "/deployments",
                THINGS,
                "/apis/coordination.k8s.io/v1/namespaces/NS/leases");
    }
}
