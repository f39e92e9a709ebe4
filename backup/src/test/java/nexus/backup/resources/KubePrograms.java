package nexus.backup.resources;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// An API server of Kubernetes with its etcd, on loopback, from the programs in `KUBEBUILDER_ASSETS`. No controller
/// runs in it.
final class KubePrograms implements AutoCloseable {
    /// Where they keep what they store.
    private final Path folder;

    private final List<Process> processes = new ArrayList<>();

    KubePrograms(Path folder) {
        this.folder = folder;
    }

    static boolean areHere() {
        return Files.isExecutable(program("etcd")) && Files.isExecutable(program("kube-apiserver"));
    }

    private static Path program(String name) {
        var folder = System.getenv("KUBEBUILDER_ASSETS");
        return Path.of(folder == null ? "/nowhere" : folder, name);
    }

    /// Starts both.
    ///
    /// @return the file that says where the server is and who calls
    Path start() throws IOException, GeneralSecurityException {
        var etcd = "http://127.0.0.1:" + freePort();
        var peers = "http://127.0.0.1:" + freePort();
        run(
                "etcd",
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=" + etcd,
                "--advertise-client-urls=" + etcd,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers,
                "--unsafe-no-fsync");
        var token = UUID.randomUUID().toString();
        var tokens = Files.writeString(folder.resolve("tokens.csv"), token + ",admin,admin,system:masters\n");
        var keys = writeKeys();
        int port = freePort();
        run(
                "kube-apiserver",
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
                // Nobody makes the accounts that pods run as, or lets claims go, where no controller runs.
                "--disable-admission-plugins=ServiceAccount,StorageObjectInUseProtection");
        return Files.writeString(folder.resolve("kubeconfig"), kubeconfig("https://127.0.0.1:" + port, "", token));
    }

    /// Where a server is and who calls.
    ///
    /// @param authority in base64; empty: the server makes its own certificate, and nobody looks at it
    static String kubeconfig(String server, String authority, String token) {
        var trust = authority.isEmpty()
                ? "insecure-skip-tls-verify: true"
                : "certificate-authority-data: \"" + authority + "\"";
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "%s", %s}}]
                users: [{name: caller, user: {token: "%s"}}]
                contexts: [{name: test, context: {cluster: test, user: caller}}]
                current-context: test
                """.formatted(server, trust, token);
    }

    private void run(String name, String... options) throws IOException {
        var command = new ArrayList<>(List.of(program(name).toString()));
        command.addAll(List.of(options));
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start());
    }

    boolean areAlive() {
        return processes.stream().allMatch(Process::isAlive);
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
        var file = folder.resolve(what.toLowerCase(Locale.ROOT).replace(' ', '-') + ".pem");
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (var process : processes.reversed()) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS))
                    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
