package nexus.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The entry script of the tunnel's image, run outside an image.
public final class TunnelScript implements AutoCloseable {
    private static final Path FOLDER = Path.of("..", "ops", "images", "ssh-tunnel");
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int LONGEST_SECONDS = 60;

    /// What a script has said and how it ended.
    public record Ended(int code, String output) {}

    private final Map<String, String> variables;
    private final Process process;
    private final Path output;

    private TunnelScript(Map<String, String> variables, Process process, Path output) {
        this.variables = variables;
        this.process = process;
        this.output = output;
    }

    /// Runs it on a free port and does not wait.
    ///
    /// @param variables its environment, beside a `LOCAL_PORT`
    public static TunnelScript launch(Map<String, String> variables) throws IOException {
        var all = new HashMap<>(Map.of("LOCAL_PORT", Integer.toString(freePort())));
        all.putAll(variables);
        var output = Files.createTempFile("tunnel", ".out");
        return new TunnelScript(all, run("tunnel", all, output), output);
    }

    /// Runs it and waits until it listens.
    public static TunnelScript start(Map<String, String> variables) throws IOException {
        var script = launch(variables);
        Eventually.holds("the tunnel listens", () -> {
            if (!script.process.isAlive()) throw new IllegalStateException(script.output());
            return script.isListening();
        });
        return script;
    }

    /// The variables that lead through a bastion.
    public static Map<String, String> variables(SshPeer bastion, int remotePort) {
        return Map.of(
                "SSH_HOST", bastion.host(),
                "SSH_PORT", Integer.toString(bastion.port()),
                "SSH_USER", bastion.user(),
                "SSH_KEY_FILE", bastion.keyFile().toString(),
                "SSH_KNOWN_HOSTS_FILE", bastion.knownHostsFile().toString(),
                "REMOTE_HOST", "127.0.0.1",
                "REMOTE_PORT", Integer.toString(remotePort));
    }

    private static Process run(String script, Map<String, String> variables, Path output) throws IOException {
        var file = FOLDER.resolve(script).toAbsolutePath().normalize().toString();
        var builder = new ProcessBuilder("bash", file).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return Integer.parseInt(variables.get("LOCAL_PORT"));
    }

    public long pid() {
        return process.pid();
    }

    /// Whether its port takes connections.
    public boolean isListening() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Asks its health check.
    public Ended healthy() throws IOException, InterruptedException {
        var said = Files.createTempFile("healthy", ".out");
        try {
            return ended(run("healthy", variables, said), said);
        } finally {
            Files.delete(said);
        }
    }

    /// Sends SIGTERM.
    public void terminate() {
        process.destroy();
    }

    /// Waits for its end.
    public Ended ended() throws IOException, InterruptedException {
        return ended(process, output);
    }

    private static Ended ended(Process process, Path output) throws IOException, InterruptedException {
        var isOver = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        assertTrue(isOver, () -> "the script did not end");
        return new Ended(process.exitValue(), Files.readString(output));
    }

    /// Its folders on the tmpfs.
    public List<Path> leftInMemory() throws IOException {
        var start = "ssh-tunnel-" + variables.get("LOCAL_PORT") + "-"
                + variables.getOrDefault("LOCAL_ADDRESS", "127.0.0.1") + ".";
        try (var files = Files.list(MEMORY)) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        for (var folder : leftInMemory()) {
            try (var files = Files.list(folder)) {
                files.forEach(file -> file.toFile().delete());
            }
            Files.delete(folder);
        }
        Files.deleteIfExists(output);
    }
}
