package nexus.backup.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A class with a main method as a process of its own, which is told things line by line and answers so.
public final class Child implements AutoCloseable {
    private static final int LONGEST_SECONDS = 120;

    private final Path errors;
    private final Process process;
    private final BufferedReader out;
    private final PrintStream in;

    private Child(Path errors, Process process) {
        this.errors = errors;
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /// Starts it with nothing of this environment that has to do with AWS.
    ///
    /// @param options     of the Java runtime
    /// @param environment variables beside those of this process
    public static Child start(Class<?> main, List<String> options, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        try {
            var errors = Files.createTempFile("program", ".err");
            var builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
            builder.environment().putAll(environment);
            return new Child(errors, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next line that it prints.
    public String line() {
        try {
            var line = out.readLine();
            if (line == null) throw new AssertionError("the program ended: " + Files.readString(errors));
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Tells it something, and waits for its answer.
    public String ask(String line) {
        in.println(line);
        return line();
    }

    /// Sends a signal, such as `STOP`.
    public void signal(String name) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) throw new AssertionError("kill -" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Waits for its end.
    public int exitCode() {
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) throw new AssertionError("the program goes on");
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
