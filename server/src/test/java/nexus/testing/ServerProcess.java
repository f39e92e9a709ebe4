package nexus.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The program as a process of its own, for what can be seen only from outside: signals, exit codes, printed words.
public final class ServerProcess implements AutoCloseable {
    private static final int LONGEST_SECONDS = 60;

    private final Process process;
    private final Path errors;
    private final Path output;
    private final int port;
    private final int opsPort;

    private ServerProcess(Process process, Path errors, Path output, int port, int opsPort) {
        this.process = process;
        this.errors = errors;
        this.output = output;
        this.port = port;
        this.opsPort = opsPort;
    }

    /// Launches it and waits until it is ready.
    public static ServerProcess start(Map<String, String> variables) throws IOException {
        var server = launch(variables);
        Eventually.holds("the server is ready", server::isReady);
        return server;
    }

    /// Launches it on free ports and does not wait.
    public static ServerProcess launch(Map<String, String> variables) throws IOException {
        int port = freePort();
        int opsPort = freePort();
        var all = new HashMap<>(Map.of("MCP_PORT", Integer.toString(port), "OPS_PORT", Integer.toString(opsPort)));
        all.putAll(variables);
        var errors = Files.createTempFile("nexus", ".err");
        var output = Files.createTempFile("nexus", ".out");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "nexus.Main");
        builder.environment().putAll(all);
        builder.redirectError(errors.toFile()).redirectOutput(output.toFile());
        return new ServerProcess(builder.start(), errors, output, port, opsPort);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() {
        if (!process.isAlive()) throw new IllegalStateException("the server ended: " + errors());
        try {
            return Http.get(ops() + "/ready").statusCode() == 200;
        } catch (RuntimeException e) {
            return false;
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/mcp";
    }

    public String ops() {
        return "http://127.0.0.1:" + opsPort;
    }

    public String errors() {
        return read(errors);
    }

    public String output() {
        return read(output);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends a signal, such as `TERM`.
    public void signal(String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertTrue(kill.waitFor() == 0, "kill -" + name);
    }

    /// Waits for the end and returns its code.
    public int exitCode() throws InterruptedException {
        assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), "the server did not end: " + errors());
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
        Files.deleteIfExists(output);
    }
}
