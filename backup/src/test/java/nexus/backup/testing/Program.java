package nexus.backup.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The backup program, as a process of its own.
///
/// @param folder      where its output goes
/// @param environment what it is told
public record Program(Path folder, Map<String, String> environment) {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    public Program {
        environment = Map.copyOf(environment);
    }

    /// How a run of it ended.
    public record Ended(int code, String output, String errors) {
        /// The output of one that ended so.
        public String with(int expected) {
            assertEquals(expected, code, () -> output + errors);
            return output;
        }
    }

    /// The same with more variables.
    public Program with(String name, String value) {
        var more = new HashMap<>(environment);
        more.put(name, value);
        return new Program(folder, more);
    }

    /// Runs a word to its end.
    public Ended run(String... words) {
        var output = file();
        var errors = file();
        var process = start(output, errors, words);
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
                throw new AssertionError(List.of(words) + " has not ended: " + read(output) + read(errors));
            return new Ended(process.exitValue(), read(output), read(errors));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /// Starts a word, for a test that will end it.
    public Process start(String... words) {
        return start(file(), file(), words);
    }

    private Process start(Path output, Path errors, String... words) {
        var builder = new ProcessBuilder(ProgramFiles.MADE.command(words))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        try {
            return Files.createTempFile(folder, "backup", ".txt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
