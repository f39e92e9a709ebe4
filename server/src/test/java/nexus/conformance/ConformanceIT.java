package nexus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.NexusPeer;
import nexus.conformance.Suite.Check;
import nexus.conformance.Suite.Run;
import nexus.testing.NodePrograms;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The official conformance suite against one endpoint that serves every revision. For the two newest revisions it has
/// frozen lists of what is required; for the others all that applies to them counts.
class ConformanceIT {
    private static final List<String> FROZEN = List.of("2026-07-28", "2025-11-25");
    private static final List<String> OPEN = List.of("2025-06-18", "2025-03-26");

    private static final Map<String, Run> RUNS = new LinkedHashMap<>();
    private static final Map<String, List<String>> SCORED = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void runTheSuite() throws InterruptedException, IOException {
        NodePrograms.assumeInstalled();
        try (var nexus = NexusPeer.start(Map.of(), _ -> Fixtures.catalog())) {
            for (var revision : FROZEN) {
                run(nexus, revision, List.of("--requirements", revision));
                SCORED.put(revision, Suite.required(folder, revision));
            }
            for (var revision : OPEN) {
                run(nexus, revision, List.of("--suite", "all", "--spec-version", revision));
                SCORED.put(revision, List.copyOf(RUNS.get(revision).scenarios().keySet()));
            }
        }
        RUNS.forEach(ConformanceIT::printWhatIsNotScored);
    }

    private static void run(NexusPeer nexus, String revision, List<String> selection) throws IOException {
        var results = Files.createDirectory(folder.resolve(revision));
        RUNS.put(revision, Suite.run(results, nexus.url(), selection));
    }

    private static void printWhatIsNotScored(String revision, Run run) {
        run.scenarios().forEach((scenario, checks) -> {
            if (SCORED.get(revision).contains(scenario)) return;
            var states = checks.stream().collect(Collectors.groupingBy(Check::status, Collectors.counting()));
            System.out.println("not scored: " + revision + " " + scenario + " " + states);
        });
    }

    static Stream<Arguments> scored() {
        return SCORED.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(scenario -> Arguments.of(entry.getKey(), scenario)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("scored")
    void passes(String revision, String scenario) {
        var checks = RUNS.get(revision).scenarios().getOrDefault(scenario, List.of());
        var wrong = new ArrayList<>(checks);
        wrong.removeIf(check -> !List.of("FAILURE", "WARNING").contains(check.status()));
        assertEquals(List.of(), wrong);
        assertTrue(checks.stream().anyMatch(check -> check.status().equals("SUCCESS")), "nothing was checked");
    }

    @ParameterizedTest(name = "{1} scenarios of {0}")
    @CsvSource({"2026-07-28,37", "2025-11-25,30", "2025-06-18,27", "2025-03-26,1"})
    void countsEveryScenarioThatIsRequired(String revision, int scenarios) {
        assertEquals(scenarios, SCORED.get(revision).size());
        assertEquals(0, RUNS.get(revision).code(), "what the suite ended with");
    }
}
