package nexus.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nexus.testing.NodePrograms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The official conformance suite, run by Node.
final class Suite {
    private static final String PROGRAM = "@modelcontextprotocol/conformance/dist/index.js";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern LISTED = Pattern.compile("(?m)^ {2}- (\\S+)");
    /// `server-SCENARIO-TIME`, the time as in `2026-01-31T00-00-00-000Z`.
    private static final Pattern FOLDER = Pattern.compile("server-(.+)-\\d{4}-\\d{2}-\\d{2}T[0-9-]+Z");

    private Suite() {}

    /// One check of a scenario.
    ///
    /// @param status `SUCCESS`, `FAILURE`, `WARNING`, `INFO` or `SKIPPED`
    record Check(String id, String status, String description, String error) {
        @Override
        public String toString() {
            return status + " " + id + ": " + description + (error.isEmpty() ? "" : "\n    " + error);
        }
    }

    /// What a run came to.
    ///
    /// @param code      what the program ended with: 0 if all that is scored passed
    /// @param scenarios the checks of each scenario that ran
    record Run(int code, Map<String, List<Check>> scenarios) {}

    /// The scenarios that a server must pass, frozen when a revision was released.
    static List<String> required(Path folder, String revision) {
        var listed = NodePrograms.packaged(folder, PROGRAM, List.of("list", "--server", "--requirements", revision))
                .successful();
        var servers = listed.substring(listed.indexOf("Server scenarios"), listed.indexOf("Client scenarios"));
        return LISTED.matcher(servers).results().map(found -> found.group(1)).toList();
    }

    /// Runs scenarios one after the other.
    ///
    /// @param folder    is empty, and takes what each scenario found
    /// @param selection options that choose the scenarios
    static Run run(Path folder, String url, List<String> selection) {
        var arguments = new ArrayList<>(List.of("server", "--url", url, "-o", folder.toString()));
        arguments.addAll(selection);
        var ended = NodePrograms.packaged(folder, PROGRAM, arguments);
        try (var folders = Files.list(folder)) {
            var found = folders.filter(Files::isDirectory).collect(Collectors.toMap(Suite::scenario, Suite::checks));
            if (found.isEmpty()) throw new AssertionError("no scenario ran\n" + ended.output() + ended.errors());
            return new Run(ended.code(), new TreeMap<>(found));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String scenario(Path folder) {
        var name = FOLDER.matcher(folder.getFileName().toString());
        if (!name.matches()) throw new AssertionError("no folder of a scenario: " + folder);
        return name.group(1);
    }

    private static List<Check> checks(Path folder) {
        return JSON.readTree(folder.resolve("checks.json"))
                .valueStream()
                .map(Suite::check)
                .toList();
    }

    private static Check check(JsonNode check) {
        return new Check(
                check.path("id").asString(""),
                check.path("status").asString(""),
                check.path("description").asString(""),
                check.path("errorMessage").asString(""));
    }
}
