package nexus.chart.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nexus.chart.testing.Chart;
import nexus.chart.testing.Helm;

/// The commands of docs/recovery.md, run as they stand there.
///
/// @param folder      for the programs that they call, and for what they print
/// @param environment the variables that the document wants
record Runbook(Path folder, Map<String, String> environment) {
    private static final Path ROOT = Chart.HOME.resolve("../..").normalize();
    private static final Pattern COMMANDS = Pattern.compile("^```bash\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Duration DEADLINE = Duration.ofMinutes(8);

    /// The programs that the document calls, by their own names.
    static Runbook in(Path folder, Map<String, String> environment) throws IOException {
        link(folder.resolve("kubectl"), Optional.ofNullable(System.getenv("NEXUS_KUBECTL")));
        link(folder.resolve("helm"), Optional.of(Helm.newest().program().toString()));
        return new Runbook(folder, Map.copyOf(environment));
    }

    /// What stands on PATH needs none.
    private static void link(Path link, Optional<String> program) throws IOException {
        var target = program.map(Path::of).filter(Path::isAbsolute);
        if (target.isPresent()) Files.createSymbolicLink(link, target.get());
    }

    /// All commands below a heading, one after the other.
    ///
    /// @return how long they took
    Duration run(String heading) {
        var start = System.nanoTime();
        try {
            var printed = Files.createTempFile(folder, "runbook", ".txt");
            var builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands(heading))
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile());
            builder.environment().putAll(environment);
            builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
            assertEquals(0, end(builder.start()), () -> heading + ": " + read(printed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static int end(Process process) {
        try {
            assertTrue(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS), "it does not end");
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String commands(String heading) {
        var document = read(ROOT.resolve("docs/recovery.md"));
        var begin = document.indexOf("\n## " + heading + "\n");
        assertTrue(begin >= 0, () -> "docs/recovery.md has no heading " + heading);
        var next = document.indexOf("\n## ", begin + 1);
        var section = document.substring(begin, next < 0 ? document.length() : next);
        return COMMANDS.matcher(section).results().map(match -> match.group(1)).collect(Collectors.joining("\n"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
