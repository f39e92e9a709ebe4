package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nexus.testing.Eventually;
import org.junit.jupiter.api.Assumptions;

/// A Kubernetes to test with: the one that `KUBERNETES_TEST_CONFIG` leads to, or an API server of our own.
/// `KUBECONFIG` is not looked at: it may lead to one that somebody needs.
public final class KubePeer implements AutoCloseable {
    private static final String MISSING =
            "objects of Kubernetes: set KUBEBUILDER_ASSETS to a folder with kube-apiserver"
                    + " and etcd (`setup-envtest use -p path`), or KUBERNETES_TEST_CONFIG to a kubeconfig of a test cluster";

    private final Path folder;
    private final Optional<KubePrograms> programs;
    private final Path kubeconfig;
    private final Config config;
    private final Cluster cluster;
    private final List<String> namespaces = new ArrayList<>();

    private KubePeer(Path folder, Optional<KubePrograms> programs, Path kubeconfig) {
        this.folder = folder;
        this.programs = programs;
        this.kubeconfig = kubeconfig;
        this.config = Config.fromKubeconfig(kubeconfig.toFile());
        this.cluster = Cluster.open(config);
    }

    /// Skips the test, loudly, where there is none.
    public static KubePeer start() {
        var given = Optional.ofNullable(System.getenv("KUBERNETES_TEST_CONFIG")).map(Path::of);
        var isHere = given.isPresent() || KubePrograms.areHere();
        if (!isHere) System.out.println("SKIPPED: " + MISSING);
        Assumptions.assumeTrue(isHere, MISSING);
        try {
            var folder = Files.createTempDirectory("kube-peer");
            return given.isPresent()
                    ? new KubePeer(folder, Optional.empty(), given.get())
                    : ofOurOwn(folder, new KubePrograms(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KubePeer ofOurOwn(Path folder, KubePrograms programs) throws IOException {
        try {
            var peer = new KubePeer(folder, Optional.of(programs), programs.start());
            Eventually.holds("the API server is ready", () -> {
                if (!programs.areAlive()) throw new IllegalStateException("a program ended: see " + folder);
                return peer.isReady();
            });
            return peer;
        } catch (GeneralSecurityException | AssertionError | RuntimeException e) {
            programs.close();
            throw new IllegalStateException(e);
        }
    }

    private boolean isReady() {
        try {
            return cluster.get("/readyz").isWell();
        } catch (ClusterException e) {
            return false; // it does not listen yet
        }
    }

    /// Whether objects that belong to others go with them, and claims are bound.
    public boolean hasControllers() {
        return programs.isEmpty();
    }

    public Path kubeconfig() {
        return kubeconfig;
    }

    public Cluster cluster() {
        return cluster;
    }

    /// Names one that is there for this test alone.
    public String newName() {
        var name = "res-" + UUID.randomUUID().toString().substring(0, 8);
        namespaces.add(name);
        return name;
    }

    public String newNamespace(Map<String, String> labels) {
        var name = newName();
        create("/api/v1/namespaces", Map.of("metadata", Map.of("name", name, "labels", labels)));
        return name;
    }

    /// Makes an object.
    public GenericKubernetesResource create(String path, Map<String, Object> object) {
        return Codec.object(expect(cluster.post(path, Codec.json(object))));
    }

    public GenericKubernetesResource replace(String path, Map<String, Object> object) {
        return Codec.object(expect(cluster.put(path, Codec.json(object))));
    }

    /// Server-side apply, which ends with an exception where fields belong to somebody else.
    public void apply(String manager, String namespace, Map<String, Object> object) {
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            client.resource(Codec.object(object))
                    .inNamespace(namespace)
                    .fieldManager(manager)
                    .serverSideApply();
        }
    }

    private static String expect(Answer answer) {
        if (answer.isWell()) return answer.body();
        throw new AssertionError(answer.refusal());
    }

    public Optional<Map<String, Object>> read(String path) {
        var answer = cluster.get(path);
        return answer.code() == Answer.NOT_FOUND ? Optional.empty() : Optional.of(Codec.tree(expect(answer)));
    }

    public int code(String path) {
        return cluster.get(path).code();
    }

    public void delete(String path) {
        var answer = cluster.delete(path, "{}");
        if (answer.code() != Answer.NOT_FOUND) expect(answer);
    }

    /// Deletes a namespace with all that is in it, and waits until it is gone.
    ///
    /// @param kinds paths below the namespace of what is in it; where no controller runs, we are the controller
    public void lose(String namespace, String... kinds) {
        var path = "/api/v1/namespaces/" + namespace;
        if (!hasControllers()) for (var kind : kinds) delete(kind.replace("NS", namespace));
        delete(path);
        if (!hasControllers())
            cluster.put(
                    path + "/finalize",
                    Codec.json(Map.of(
                            "apiVersion",
                            "v1",
                            "kind",
                            "Namespace",
                            "metadata",
                            Map.of("name", namespace),
                            "spec",
                            Map.of())));
        Eventually.holds(namespace + " is gone", () -> code(path) == Answer.NOT_FOUND);
    }

    /// A kubeconfig of a service account.
    public Path kubeconfig(String namespace, String account) {
        var token = create(
                "/api/v1/namespaces/" + namespace + "/serviceaccounts/" + account + "/token",
                Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "TokenRequest", "spec", Map.of()));
        var authority = Optional.ofNullable(config.getCaCertData()).orElse("");
        try {
            return Files.writeString(
                    folder.resolve(namespace + "-" + account),
                    KubePrograms.kubeconfig(
                            cluster.address(), authority, Codec.text(Codec.tree(token), "status", "token")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (hasControllers()) namespaces.forEach(name -> delete("/api/v1/namespaces/" + name));
        cluster.close();
        programs.ifPresent(KubePrograms::close);
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
