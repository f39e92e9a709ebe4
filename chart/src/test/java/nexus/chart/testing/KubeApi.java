package nexus.chart.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// An API server of Kubernetes with its etcd, on loopback, from the programs in `KUBEBUILDER_ASSETS`. Nothing runs
/// in it: objects are checked, stored and changed as in any cluster.
public final class KubeApi implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    private final Path folder;
    private final String token;
    private final int port;
    private final List<Process> processes = new ArrayList<>();
    private final HttpClient client;

    private KubeApi(Path folder, String token, int port) throws GeneralSecurityException {
        this.folder = folder;
        this.token = token;
        this.port = port;
        this.client = HttpClient.newBuilder().sslContext(trustAll()).build();
    }

    /// Whether this machine has the programs.
    public static boolean isHere() {
        return Files.isExecutable(program("etcd")) && Files.isExecutable(program("kube-apiserver"));
    }

    /// Starts both and waits until the API server is ready.
    ///
    /// @param folder where they keep what they store; the caller deletes it
    public static KubeApi start(Path folder) throws IOException, GeneralSecurityException {
        var random = new byte[16];
        new SecureRandom().nextBytes(random);
        var api = new KubeApi(folder, HexFormat.of().formatHex(random), freePort());
        try {
            api.startPrograms();
        } catch (IOException | RuntimeException | GeneralSecurityException e) {
            api.close();
            throw e;
        }
        return api;
    }

    private void startPrograms() throws IOException, GeneralSecurityException {
        var etcd = "http://127.0.0.1:" + freePort();
        var peers = "http://127.0.0.1:" + freePort();
        run(
                "etcd",
                List.of(
                        "--data-dir=" + folder.resolve("etcd"),
                        "--listen-client-urls=" + etcd,
                        "--advertise-client-urls=" + etcd,
                        "--listen-peer-urls=" + peers,
                        "--initial-advertise-peer-urls=" + peers,
                        "--initial-cluster=default=" + peers,
                        "--unsafe-no-fsync"));
        var tokens = Files.writeString(folder.resolve("tokens.csv"), token + ",admin,admin,system:masters\n");
        var keys = writeKeys();
        run(
                "kube-apiserver",
                List.of(
                        "--etcd-servers=" + etcd,
                        "--bind-address=127.0.0.1",
                        "--advertise-address=127.0.0.1",
                        "--secure-port=" + port,
                        "--cert-dir=" + folder.resolve("certificates"),
                        "--token-auth-file=" + tokens,
                        "--authorization-mode=RBAC",
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--service-account-key-file=" + keys.getFirst(),
                        "--service-account-signing-key-file=" + keys.getLast(),
                        "--service-cluster-ip-range=10.0.0.0/16",
                        // Nobody makes the accounts that pods run as where no controller runs.
                        "--disable-admission-plugins=ServiceAccount"));
        await("the API server is ready", () -> get("/readyz").statusCode() == 200);
        Files.writeString(kubeconfig(), """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
                users: [{name: admin, user: {token: "%s"}}]
                contexts: [{name: test, context: {cluster: test, user: admin}}]
                current-context: test
                """.formatted(address(), token));
    }

    /// For Helm: a file that says where the server is and who calls.
    public Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    public Result helm(Helm helm, List<String> arguments) {
        return helm.run(
                arguments,
                Map.of(
                        "KUBECONFIG", kubeconfig().toString(),
                        "KUBECACHEDIR", folder.resolve("cache").toString(),
                        "HELM_CACHE_HOME", folder.resolve("helm").toString()));
    }

    public void createNamespace(String name, Map<String, String> labels) {
        create("/api/v1/namespaces", Map.of("metadata", Map.of("name", name, "labels", labels)));
    }

    /// Stores an object, as strictly as the server can.
    ///
    /// @throws AssertionError where it refuses
    public void create(String path, Object object) {
        var answer = post(path + "?fieldValidation=Strict", object);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(path + ": " + answer.body());
        }
    }

    public HttpResponse<String> post(String path, Object object) {
        return send("POST", path, "application/yaml", Yaml.write(object));
    }

    public HttpResponse<String> patch(String path, Object object) {
        return send("PATCH", path, "application/merge-patch+json", Json.write(object));
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, "application/json", "");
    }

    public Tree read(String path) {
        return Yaml.document(get(path).body());
    }

    private HttpResponse<String> send(String method, String path, String type, String body) {
        var request = HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Waits for something that comes true by itself.
    public void await(String what, BooleanSupplier condition) {
        Wait.until(
                what,
                START,
                () -> {
                    if (processes.stream().anyMatch(each -> !each.isAlive()))
                        throw new AssertionError("a program ended: " + what + "\n" + logs());
                    return isTrue(condition);
                },
                this::logs);
    }

    private static boolean isTrue(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (UncheckedIOException e) {
            return false; // it does not listen yet
        }
    }

    @Override
    public void close() {
        for (var process : processes.reversed()) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        client.close();
    }

    private String address() {
        return "https://127.0.0.1:" + port;
    }

    private void run(String name, List<String> options) throws IOException {
        var command = new ArrayList<String>();
        command.add(program(name).toString());
        command.addAll(options);
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile())
                .start());
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private String logs() {
        return tail(log("etcd")) + tail(log("kube-apiserver"));
    }

    private static String tail(Path log) {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size())) + "\n";
        } catch (IOException e) {
            return "no " + log + "\n";
        }
    }

    private static Path program(String name) {
        var folder = System.getenv("KUBEBUILDER_ASSETS");
        return Path.of(folder == null ? "/nowhere" : folder, name);
    }

    /// The keys that sign tokens of accounts: public, private.
    private List<Path> writeKeys() throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var pair = generator.generateKeyPair();
        return List.of(
                writePem("PUBLIC KEY", pair.getPublic().getEncoded()),
                writePem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    private Path writePem(String what, byte[] bytes) throws IOException {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        var file = folder.resolve(what.toLowerCase(java.util.Locale.ROOT).replace(' ', '-') + ".pem");
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// The server makes its own certificate. The token is known to it and to this process alone, and both are on
    /// loopback.
    private static SSLContext trustAll() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, new SecureRandom());
        return context;
    }

    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
