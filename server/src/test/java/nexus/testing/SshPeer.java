package nexus.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real OpenSSH server on loopback, with keys of its own in a temporary folder. The login is the current user.
public final class SshPeer implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Path UNSHARE = Path.of("/usr/bin/unshare");

    private final Path folder;
    private final int port;
    private final List<String> settings;
    private List<String> launcher = List.of();
    private Process sshd;

    private SshPeer(Path folder, int port, List<String> settings) {
        this.folder = folder;
        this.port = port;
        this.settings = new ArrayList<>(settings);
    }

    /// Whether this machine has an sshd.
    public static boolean isAvailable() {
        return Files.isExecutable(SSHD);
    }

    /// Skips the test, loudly, where there is no sshd.
    public static void assumeAvailable() {
        if (!isAvailable()) System.out.println("SKIPPED: no sshd; install openssh-server");
        assumeTrue(isAvailable(), "SKIPPED: no sshd; install openssh-server");
    }

    /// Starts a server that forwards to every target.
    ///
    /// @param settings further lines for sshd_config
    public static SshPeer start(String... settings) {
        var peer = prepare(settings);
        peer.restart();
        return peer;
    }

    /// As [#start], but the server alone knows these names, each as an address of loopback: they are in a file
    /// `/etc/hosts` that nobody else sees. Skips the test, loudly, where that cannot be made.
    public static SshPeer knowing(String... names) {
        var isPossible =
                Files.isExecutable(UNSHARE) && System.getProperty("user.name").equals("root");
        if (!isPossible) System.out.println("SKIPPED: no mount namespaces; run as root on Linux with util-linux");
        assumeTrue(isPossible, "SKIPPED: no mount namespaces");
        var peer = prepare();
        write(peer.file("hosts"), "127.0.0.1 localhost " + String.join(" ", names) + "\n");
        peer.launcher = List.of(
                UNSHARE.toString(),
                "--mount",
                "sh",
                "-c",
                "mount --bind '" + peer.file("hosts") + "' /etc/hosts && exec \"$@\"",
                "sh");
        peer.restart();
        return peer;
    }

    /// As [#start], but nothing listens before [#restart].
    public static SshPeer prepare(String... settings) {
        assumeAvailable();
        try {
            var peer = new SshPeer(Files.createTempDirectory("ssh-peer"), freePort(), List.of(settings));
            peer.key("host", "");
            peer.key("user", "");
            peer.pin("host");
            peer.authorize("restrict,port-forwarding", "user");
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /// Adds a line to sshd_config, in force after [#restart].
    public void configure(String line) {
        settings.add(line);
    }

    /// Makes a key; an empty passphrase leaves it unencrypted.
    public Path key(String name, String passphrase) {
        return key(name, passphrase, "-t", "ed25519");
    }

    /// Makes a key of a kind.
    ///
    /// @param options of ssh-keygen, such as `-t rsa -m PEM`
    public Path key(String name, String passphrase, String... options) {
        var command = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", passphrase, "-C", name));
        command.addAll(List.of(options));
        command.addAll(List.of("-f", file(name).toString()));
        run(command.toArray(String[]::new));
        return file(name);
    }

    /// Signs a key: the certificate lies beside it, as `NAME-cert.pub`.
    ///
    /// @param options of ssh-keygen, such as `-h -n 127.0.0.1`
    public Path sign(String ca, String key, String... options) {
        var command = new ArrayList<>(List.of("ssh-keygen", "-q", "-s", file(ca).toString(), "-I", key));
        command.addAll(List.of(options));
        command.add(file(key + ".pub").toString());
        run(command.toArray(String[]::new));
        return file(key + "-cert.pub");
    }

    /// Sets who may log in: the keys, all with the same options.
    public void authorize(String options, String... keys) {
        var lines = Stream.of(keys)
                .map(key -> options + " " + read(file(key + ".pub")).strip());
        write(file("authorized_keys"), String.join("\n", lines.toList()) + "\n");
    }

    /// Writes known_hosts so that the server is expected to show this key; an empty name pins nothing.
    public void pin(String key) {
        var line = key.isEmpty() ? "" : "[127.0.0.1]:" + port + " " + read(file(key + ".pub"));
        write(knownHostsFile(), line);
    }

    /// Writes known_hosts as it is given, `HOST` standing for this server.
    public void pinLines(String lines) {
        write(knownHostsFile(), lines.replace("HOST", "[127.0.0.1]:" + port) + "\n");
    }

    /// Replaces the names in known_hosts by their hashes.
    public void hashKnownHosts() {
        run("ssh-keygen", "-q", "-H", "-f", knownHostsFile().toString());
    }

    /// The public half of a key: its type and its bytes, without the comment.
    public String publicKey(String key) {
        var words = read(file(key + ".pub")).split(" ", -1);
        return words[0] + " " + words[1];
    }

    /// The fingerprint of a key as ssh-keygen prints it.
    public String fingerprint(String key) {
        return run("ssh-keygen", "-l", "-f", file(key + ".pub").toString()).split(" ", -1)[1];
    }

    /// Starts the server, on the port it always had.
    public void restart() {
        var lines = new ArrayList<>(List.of(
                "Port " + port,
                "ListenAddress 127.0.0.1",
                "HostKey " + file("host"),
                "AuthorizedKeysFile " + file("authorized_keys"),
                "PidFile none",
                "StrictModes no",
                "UsePAM no",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "PermitRootLogin prohibit-password",
                "LogLevel VERBOSE"));
        lines.addAll(settings);
        write(file("sshd_config"), String.join("\n", lines) + "\n");
        try {
            if (Files.isWritable(Path.of("/run"))) Files.createDirectories(Path.of("/run/sshd"));
            var command = new ArrayList<>(launcher);
            command.addAll(List.of(
                    SSHD.toString(), "-D", "-e", "-f", file("sshd_config").toString()));
            sshd = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(file("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.holds("sshd listens", this::isListening);
    }

    private boolean isListening() {
        if (!sshd.isAlive()) throw new IllegalStateException("sshd ended: " + log());
        try (var _ = new Socket(host(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Ends the server and its sessions; the port stays ours.
    public void stop() {
        killSessions();
        sshd.destroyForcibly();
        try {
            sshd.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        killSessions();
    }

    /// Kills every session without a word to the client; the server goes on.
    public void killSessions() {
        sshd.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /// Stops every session without ending it: the connection stays, nobody answers.
    public void freezeSessions() {
        sshd.descendants().forEach(session -> signal("-STOP", session));
    }

    /// Lets frozen sessions go on.
    public void thawSessions() {
        sshd.descendants().forEach(session -> signal("-CONT", session));
    }

    private static void signal(String name, ProcessHandle session) {
        try {
            run("kill", name, Long.toString(session.pid()));
        } catch (IllegalStateException e) {
            // One that only looked whether anybody listens has gone meanwhile.
            if (session.isAlive()) throw e;
        }
    }

    /// Sessions that are open now.
    public long sessions() {
        return sshd.children().count();
    }

    /// What sshd has logged.
    public String log() {
        return read(file("log"));
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    public String user() {
        return System.getProperty("user.name");
    }

    public Path keyFile() {
        return file("user");
    }

    public Path knownHostsFile() {
        return file("known_hosts");
    }

    /// A file in the peer's folder.
    public Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        if (sshd != null) stop();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new IllegalStateException(command[0] + ": " + output);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
