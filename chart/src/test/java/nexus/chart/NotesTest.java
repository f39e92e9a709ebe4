package nexus.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.chart.testing.Chart;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Release;
import nexus.chart.testing.Tree;
import nexus.chart.testing.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What Helm tells whoever has installed the chart: the address of each way in, the command that makes the Secret of
/// each mode, and each risk, where it is one and nowhere else.
class NotesTest {
    private static final String RISKS = "TAKE CARE";
    private static final Tree PINNED = Yaml.document("image: {digest: 'sha256:" + "a".repeat(64) + "'}");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void say(String heading, Tree values, List<String> says, String url) throws IOException {
        var notes = notes(heading.equals(RISKS) ? Yaml.merge(PINNED, values) : values);

        assertEquals(says, under(heading, notes));
        assertTrue(url.isEmpty() || notes.contains("  curl -sS " + url + " "), notes);
    }

    /// Each line of the templates that begins with a dash is a warning; its actions may stand for anything.
    @Test
    void everyWarningIsTried() {
        var said = told().filter(each -> each.get("under").is(RISKS))
                .flatMap(each -> each.get("says").text().lines())
                .toList();
        var warnings = Chart.templates()
                .get("templates/_notes.tpl")
                .lines()
                .filter(each -> each.startsWith("- "))
                .map(NotesTest::pattern)
                .toList();

        assertFalse(warnings.isEmpty());
        var untried = warnings.stream().filter(each -> said.stream().noneMatch(each.asMatchPredicate()));
        assertEquals(List.of(), untried.map(Pattern::pattern).toList());
    }

    private static Pattern pattern(String line) {
        return Pattern.compile(
                Stream.of(line.split("\\{\\{.*?}}", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    private String notes(Tree values) throws IOException {
        var helm = Helm.newest();
        // Helm 3 asks a cluster even for a dry run.
        assumeTrue(helm.major() >= 4, "only Helm 4 shows notes without a cluster");
        var file = Files.writeString(folder.resolve("values.yaml"), Yaml.write(values.value()));
        var arguments = Release.of(file).clusterArguments("install", "--dry-run=client");
        var said = helm.run(arguments.toArray(String[]::new)).orFail();
        return said.substring(said.indexOf("\nNOTES:\n"));
    }

    /// The lines of a section, without its indentation.
    private static List<String> under(String heading, String notes) {
        return notes.lines()
                .dropWhile(each -> !each.equals(heading))
                .skip(1)
                .takeWhile(each -> each.isEmpty() || each.startsWith(" "))
                .filter(each -> !each.isBlank())
                .map(each -> each.substring(2))
                .toList();
    }

    private static Stream<Arguments> cases() {
        return told().map(each -> Arguments.of(
                each.get("under").text(),
                each.get("values"),
                each.get("says").text().lines().toList(),
                each.get("url").text()));
    }

    private static Stream<Tree> told() {
        return Yaml.file(Path.of("src/test/resources/notes.yaml")).items().stream();
    }
}
