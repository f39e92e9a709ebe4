package nexus.chart.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nexus.chart.testing.Chart;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Programs;

/// The commands of docs/recovery.md, run as they stand there.
///
/// @param folder      for the programs that they call
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
        var command = List.of("bash", "-euo", "pipefail", "-c", commands(heading));
        var variables = new HashMap<>(environment);
        variables.put("PATH", folder + ":" + System.getenv("PATH"));
        Programs.run(command, variables, ROOT, DEADLINE).orFail();
        return Duration.ofNanos(System.nanoTime() - start);
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
