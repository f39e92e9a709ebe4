package nexus.backup.resources;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The API server of a cluster. A library finds the way to it and proves who we are: the file of `KUBECONFIG`, the
/// account of a pod, certificates, tokens that are renewed. The requests are our own: they need the header `Date`
/// and objects of kinds that no library knows.
public final class Cluster implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    /// With all the attempts that the library makes.
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /// A page of objects takes a third of it at most.
    private static final int MOST_BYTES = 32 << 20;
    private static final int RETRIES = 4;
    private static final int RETRY_MILLIS = 200;

    private final KubernetesClient client;

    private Cluster(KubernetesClient client) {
        this.client = client;
    }

    /// Finds the way to it; nothing is asked yet.
    ///
    /// @throws ClusterException if the file of `KUBECONFIG`, or a key in it, cannot be used
    public static Cluster open() {
        requireFile(Optional.ofNullable(System.getenv("KUBECONFIG")).orElse(""));
        return open(Config.autoConfigure(null));
    }

    /// The library would go on without it, to some other cluster or to none.
    private static void requireFile(String kubeconfig) {
        var files = kubeconfig.split(File.pathSeparator, -1);
        if (!kubeconfig.isBlank() && Arrays.stream(files).map(File::new).noneMatch(File::canRead))
            throw new ClusterException("KUBECONFIG names " + kubeconfig + ", which is no file that can be read");
    }

    static Cluster open(Config config) {
        config.setConnectionTimeout(Math.toIntExact(CONNECT.toMillis()));
        config.setRequestTimeout(Math.toIntExact(ANSWER.toMillis()));
        config.setRequestRetryBackoffLimit(RETRIES);
        config.setRequestRetryBackoffInterval(RETRY_MILLIS);
        try {
            var key = ClientKey.takeFrom(config);
            var trust = SSLUtils.trustManagers(config);
            return new Cluster(new KubernetesClientBuilder()
                    .withConfig(config)
                    .withHttpClientBuilderConsumer(
                            builder -> key.ifPresent(managers -> builder.sslContext(managers, trust)))
                    .build());
        } catch (KubernetesClientException | IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new ClusterException(
                    "the way to Kubernetes cannot be used: " + e.getMessage()
                            + "; look at the file of KUBECONFIG and its certificates and keys",
                    e);
        }
    }

    /// The namespace of the pod's account, or of the context in the file of `KUBECONFIG`.
    public String namespace() {
        return Optional.ofNullable(client.getConfiguration().getNamespace()).orElse("default");
    }

    /// The address, for messages.
    public String address() {
        return client.getConfiguration().getMasterUrl();
    }

    Answer get(String path) {
        return send(request(path).build());
    }

    Answer post(String path, String json) {
        return send(request(path).post("application/json", json).build());
    }

    Answer put(String path, String json) {
        return send(request(path).put("application/json", json).build());
    }

    Answer delete(String path, String json) {
        return send(request(path).delete("application/json", json).build());
    }

    private HttpRequest.Builder request(String path) {
        var base = address().replaceAll("/+$", "");
        return client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(base + path)
                .header("Accept", "application/json")
                .timeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Answer send(HttpRequest request) {
        var what = request.method() + " " + request.uri().getPath();
        var body = new Gathering(MOST_BYTES);
        var sent = client.getHttpClient().consumeBytes(request, body);
        try {
            var answer = sent.thenCompose(head -> body.of(head).thenApply(text -> answer(head, text)));
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw ClusterException.unanswered(
                    unreachable(what, Optional.ofNullable(e.getCause()).orElse(e)), e);
        } catch (TimeoutException e) {
            throw ClusterException.unanswered(
                    what + " at " + address() + " was not answered within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ClusterException.unanswered(what + " was interrupted", e);
        } finally {
            sent.cancel(true);
            body.cancel();
        }
    }

    private static Answer answer(HttpResponse<AsyncBody> head, String text) {
        var dates = head.headers("Date");
        return new Answer(head.code(), text, dates.isEmpty() ? "" : dates.getFirst());
    }

    private String unreachable(String what, Throwable cause) {
        return what + " at " + address() + " failed: " + cause.getClass().getSimpleName()
                + (cause.getMessage() == null ? "" : ", " + cause.getMessage())
                + ". The way to the cluster is the file of KUBECONFIG, or the account of the pod";
    }

    @Override
    public void close() {
        client.close();
    }
}
