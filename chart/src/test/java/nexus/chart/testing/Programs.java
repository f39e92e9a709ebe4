package nexus.chart.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs programs.
public final class Programs {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private Programs() {}

    /// Runs a program to its end, where this process is.
    ///
    /// @param environment variables beside those of this process
    public static Result run(List<String> command, Map<String, String> environment) {
        return run(command, environment, Path.of("").toAbsolutePath(), DEADLINE);
    }

    /// The same.
    ///
    /// @param folder   where it runs
    /// @param deadline after which it is ended, with all that it has started
    public static Result run(List<String> command, Map<String, String> environment, Path folder, Duration deadline) {
        Path out = null;
        Path err = null;
        try {
            // Files, not pipes: nothing can fill up while the program is waited for.
            out = Files.createTempFile("nexus", ".out");
            err = Files.createTempFile("nexus", ".err");
            var builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.directory(folder.toFile()).environment().putAll(environment);
            var code = end(builder.start(), command, deadline);
            return new Result(command, code, text(out), text(err));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst(), e);
        } finally {
            delete(out);
            delete(err);
        }
    }

    private static int end(Process process, List<String> command, Duration deadline) {
        try {
            if (!process.waitFor(deadline.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(String.join(" ", command) + " did not end within " + deadline);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
