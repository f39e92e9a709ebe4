package nexus.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One process that is measured from outside: the processor time and the memory that the kernel books for it. It ends
/// with this process; those that read their input also end when this one is killed.
final class Child implements AutoCloseable {
    private static final Path SELF = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final double MILLIS_PER_TICK = 1000.0 / ticksPerSecond();
    /// `utime` in `/proc/PID/stat`, counted from the field after the name of the program.
    private static final int USER_TIME = 11;

    /// Becomes the program, after it has left a child that ends it with the input of both.
    private static final String LEASH =
            "exec 3<&0; (cat <&3 >/dev/null; kill $$ 2>/dev/null) & exec \"$@\" </dev/null 3<&-";

    private final Process process;
    private final BufferedReader output;
    private final Thread hook = new Thread(this::kill);

    private Child(Process process) {
        this.process = process;
        this.output = process.inputReader();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Starts a program whose errors go to a file and whose output is read with [#line()].
    static Child start(Path log, Map<String, String> variables, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(variables);
        return new Child(builder.start());
    }

    /// Starts a program that writes all it has to say to a file.
    static Child startQuietly(Path log, Map<String, String> variables, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        return new Child(builder.start());
    }

    /// As [#startQuietly], for a program that would outlive this process if that were killed: it ends with its input.
    static Child startLeashed(Path log, List<String> command) throws IOException {
        var leashed = new ArrayList<>(List.of("/bin/sh", "-c", LEASH, "sh"));
        leashed.addAll(command);
        return startQuietly(log, Map.of(), leashed);
    }

    /// Starts another `main` of this benchmark.
    static Child main(Path folder, Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return start(folder.resolve(main.getSimpleName() + ".log"), Map.of(), java(command));
    }

    /// The command for a JVM with the options that Nexus is run with, so that all differ in their code alone.
    static List<String> java(List<String> arguments) {
        var command = new ArrayList<>(List.of(
                SELF.toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(arguments);
        return command;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// The next line of its output.
    String line() throws IOException {
        var line = output.readLine();
        if (line == null) throw new IOException("the process " + process.pid() + " ended; see its log");
        return line;
    }

    /// Sends a line and returns the one that it answers.
    String ask(String line) throws IOException {
        var input = process.outputWriter();
        input.write(line + "\n");
        input.flush();
        return line();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Processor time that it has used up to now, in user mode and for it in the kernel.
    double cpuMillis() throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) * MILLIS_PER_TICK;
    }

    /// Memory that it keeps in RAM now.
    double residentMegabytes() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1000.0;
        }
        return 0;
    }

    /// Bytes of heap that are reachable, told after a collection.
    long liveHeapBytes() throws IOException, InterruptedException {
        var jcmd = new ProcessBuilder(SELF.resolveSibling("jcmd").toString(), pid(), "GC.class_histogram").start();
        try (var lines = jcmd.inputReader()) {
            var total = lines.lines().filter(line -> line.startsWith("Total ")).findFirst();
            if (jcmd.waitFor() != 0 || total.isEmpty()) throw new IOException("jcmd does not reach the server");
            return Long.parseLong(total.get().strip().split(" +", -1)[2]);
        }
    }

    private String pid() {
        return Long.toString(process.pid());
    }

    /// Sends SIGTERM.
    void terminate() {
        process.destroy();
    }

    /// Waits for its end.
    int exitCode() throws InterruptedException, IOException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) throw new IOException("the process " + pid() + " does not end");
        return process.exitValue();
    }

    private static double ticksPerSecond() {
        try {
            var process = new ProcessBuilder("getconf", "CLK_TCK").start();
            try (var reader = process.inputReader()) {
                return Double.parseDouble(reader.readLine());
            }
        } catch (IOException e) {
            throw new IllegalStateException("getconf CLK_TCK does not run", e);
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        try {
            var _ = process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
