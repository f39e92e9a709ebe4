package nexus.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The program as a process of its own, for what can be seen only from outside: signals, exit codes, printed words.
public final class ServerProcess implements AutoCloseable {
    private static final int LONGEST_SECONDS = 60;
    private static final String PROGRAM = "nexus.Main";

    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final List<String> options;
    private final String main;
    private final Map<String, String> variables;
    private final Process process;
    private final Path errors;
    private final Path output;

    private ServerProcess(
            List<String> options,
            String main,
            Map<String, String> variables,
            Process process,
            Path errors,
            Path output) {
        this.options = options;
        this.main = main;
        this.variables = variables;
        this.process = process;
        this.errors = errors;
        this.output = output;
    }

    /// Launches it and waits until it is ready.
    public static ServerProcess start(Map<String, String> variables) throws IOException {
        return start(PROGRAM, variables);
    }

    /// Launches another program that serves in the same way, and waits until it is ready.
    ///
    /// @param main the name of its class
    public static ServerProcess start(String main, Map<String, String> variables) throws IOException {
        var server = launch(main, variables);
        server.awaitReady();
        return server;
    }

    /// Launches it in a Java runtime of a shape of its own, and waits until it is ready.
    ///
    /// @param options of the Java runtime
    public static ServerProcess start(List<String> options, Map<String, String> variables) throws IOException {
        var server = launch(options, PROGRAM, variables);
        server.awaitReady();
        return server;
    }

    /// Launches it on free ports and does not wait.
    public static ServerProcess launch(Map<String, String> variables) throws IOException {
        return launch(PROGRAM, variables);
    }

    /// Launches another program on free ports and does not wait.
    public static ServerProcess launch(String main, Map<String, String> variables) throws IOException {
        return launch(SMALL, main, variables);
    }

    private static ServerProcess launch(List<String> options, String main, Map<String, String> variables)
            throws IOException {
        var all = new HashMap<>(Map.of(
                "MCP_PORT", Integer.toString(freePort()),
                "OPS_PORT", Integer.toString(freePort())));
        all.putAll(variables);
        var errors = Files.createTempFile("nexus", ".err");
        var output = Files.createTempFile("nexus", ".out");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(all);
        builder.redirectError(errors.toFile()).redirectOutput(output.toFile());
        return new ServerProcess(options, main, all, builder.start(), errors, output);
    }

    /// Launches it once more, after its end, on the same ports with the same environment.
    public ServerProcess again() throws IOException {
        return launch(options, main, variables);
    }

    /// Waits until it serves.
    public void awaitReady() {
        try {
            Eventually.holds("the server is ready", this::isReady);
        } catch (AssertionError | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
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

    public int port() {
        return Integer.parseInt(variables.get("MCP_PORT"));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/mcp";
    }

    public String ops() {
        return "http://127.0.0.1:" + variables.get("OPS_PORT");
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

    /// Ends it as a machine that fails does, without a word.
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        var _ = exitCode();
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
