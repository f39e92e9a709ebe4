package nexus.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// Programs for Node that the tests drive the server with. `ops/check` installs them and names their folder in
/// `NEXUS_NODE_MODULES`, and Node in `NEXUS_NODE`.
public final class NodePrograms {
    private static final String MISSING = "no JavaScript clients; run ops/check on a machine with npm";
    private static final Path SCRIPTS = Path.of("src/test/js");
    private static final Duration LONGEST_RUN = Duration.ofMinutes(3);

    private NodePrograms() {}

    /// How a program ended.
    ///
    /// @param output what it printed
    /// @param errors what it complained about
    public record Ended(int code, String output, String errors) {
        /// The output of a program that had nothing to complain about.
        public String successful() {
            assertTrue(code == 0, () -> "ended with " + code + "\n" + output + errors);
            return output;
        }
    }

    /// Skips the test, and says so, where they are not installed.
    public static void assumeInstalled() {
        if (modules().isEmpty()) System.out.println("SKIPPED: " + MISSING);
        Assumptions.assumeTrue(modules().isPresent(), MISSING);
    }

    private static Optional<Path> modules() {
        return Optional.ofNullable(System.getenv("NEXUS_NODE_MODULES"))
                .map(Path::of)
                .filter(Files::isDirectory);
    }

    /// Runs a file of an installed package.
    ///
    /// @param folder its home and where it runs: what it writes stays there
    /// @param file   below `node_modules`
    public static Ended packaged(Path folder, String file, List<String> arguments) {
        return run(folder, modules().orElseThrow().resolve(file), arguments);
    }

    /// Runs one of our scripts. Node looks for packages beside a script, so it runs as a copy there.
    public static Ended script(Path folder, String name, List<String> arguments) {
        var copy = modules().orElseThrow().resolveSibling(name);
        try {
            Files.copy(SCRIPTS.resolve(name), copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(folder, copy, arguments);
    }

    private static Ended run(Path folder, Path file, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Optional.ofNullable(System.getenv("NEXUS_NODE")).orElse("node"));
        command.add(file.toString());
        command.addAll(arguments);
        try {
            return run(folder, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Its output goes to files, so that a program that hangs does not hang the test.
    private static Ended run(Path folder, List<String> command) throws IOException, InterruptedException {
        var output = Files.createTempFile(folder, "output", ".txt");
        var errors = Files.createTempFile(folder, "errors", ".txt");
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().put("HOME", folder.toString());
        var process = builder.start();
        try {
            var hasEnded = process.waitFor(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS);
            assertTrue(hasEnded, () -> command + " has not ended within " + LONGEST_RUN);
            return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
