package nexus.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nexus.NexusPeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The official TypeScript client, as it comes, in each way of choosing a revision. `ops/check` installs it and names
/// its folder in `NEXUS_NODE_MODULES`, and Node in `NEXUS_NODE`.
class TypeScriptClientIT {
    private static final String MISSING = "no TypeScript client; run ops/check on a machine with npm";
    private static final Path SCRIPT = Path.of("src/test/js/call-every-tool.mjs");

    private static final List<String> TOOLS = List.of(
            "find",
            "aggregate",
            "count",
            "distinct",
            "explain",
            "collection-schema",
            "collection-indexes",
            "list-databases",
            "list-collections",
            "list-connections",
            "db-stats",
            "collection-storage-size",
            "mongodb-logs",
            "current-op");

    /// The embedded database neither explains nor tells what it does.
    private static final int LACKING = 2;

    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws InterruptedException {
        if (modules().isEmpty()) System.out.println("SKIPPED: " + MISSING);
        Assumptions.assumeTrue(modules().isPresent(), MISSING);
        nexus = NexusPeer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        if (nexus != null) nexus.close();
    }

    private static Optional<Path> modules() {
        return Optional.ofNullable(System.getenv("NEXUS_NODE_MODULES"))
                .map(Path::of)
                .filter(Files::isDirectory);
    }

    @ParameterizedTest
    @CsvSource({"auto,2026-07-28", "pin,2026-07-28", "legacy,2025-11-25"})
    void listsTheToolsAndCallsEachOfThem(String mode, String version) throws IOException, InterruptedException {
        var printed = run(mode);
        assertTrue(
                printed.startsWith(
                        "{\"version\":\"" + version + "\",\"tools\":[\"" + String.join("\",\"", TOOLS) + "\"],"),
                printed);
        assertEquals(LACKING, printed.split("\"isError\":true", -1).length - 1, printed);
        assertEquals(LACKING, printed.split("this server has no ", -1).length - 1, printed);
        assertEquals(TOOLS.size(), printed.split("\"type\":\"text\"", -1).length - 1, printed);
    }

    /// Node looks for packages beside the script, so it runs as a copy there.
    private static String run(String mode) throws IOException, InterruptedException {
        var script = modules().orElseThrow().resolveSibling(SCRIPT.getFileName());
        Files.copy(SCRIPT, script, StandardCopyOption.REPLACE_EXISTING);
        var node = Optional.ofNullable(System.getenv("NEXUS_NODE")).orElse("node");
        var process = new ProcessBuilder(node, script.toString(), nexus.url(), mode)
                .redirectErrorStream(true)
                .start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the client did not end");
        assertEquals(0, process.exitValue(), printed);
        return printed;
    }
}
