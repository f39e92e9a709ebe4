package nexus.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nexus.chart.testing.Chart;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Programs;
import nexus.chart.testing.Release;
import nexus.chart.testing.Tree;
import nexus.chart.testing.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The alerts, as Prometheus' own tool sees them.
class RulesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void promtoolTakesTheRules(Path values) throws IOException {
        var rules = write(values);

        promtool("check", "rules", "--lint-fatal", rules.toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tested")
    void alertsFireWhenTheyShould(String tests, Path values) throws IOException {
        write(values);
        var copy = Files.copy(Path.of("src/test/resources/rules", tests), folder.resolve(tests));

        promtool("test", "rules", copy.toString());
    }

    /// Every alert is tried: once when it must fire.
    @Test
    void everyAlertHasATestThatFiresIt() {
        var rules = tested().stream()
                .flatMap(each -> rules((Path) each.get()[1]).get("groups").items().stream())
                .flatMap(each -> each.get("rules").items().stream())
                .map(each -> each.get("alert").text())
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        var fired = tested().stream()
                .map(each -> Yaml.file(Path.of("src/test/resources/rules", (String) each.get()[0])))
                .flatMap(each -> each.get("tests").items().stream())
                .flatMap(each -> each.get("alert_rule_test").items().stream())
                .filter(each -> !each.get("exp_alerts").items().isEmpty())
                .map(each -> each.get("alertname").text())
                .collect(Collectors.toCollection(TreeSet::new));

        assertFalse(rules.isEmpty());
        assertEquals(rules, fired);
    }

    private static List<Arguments> tested() {
        return List.of(
                Arguments.of("alerts_test.yaml", Chart.ci("specification")),
                Arguments.of("backup_test.yaml", Chart.ci("backup")));
    }

    @Test
    void theRuleOfTheAdapterServesWhatTheAutoscalerAsksFor() {
        var rules = Yaml.file(Chart.HOME.resolve("files/prometheus-adapter-values.yaml"))
                .get("rules", "custom");
        var scaler = Helm.newest()
                .template(Release.of().set("autoscaling.provider=hpa", "autoscaling.connections.enabled=true"))
                .only("HorizontalPodAutoscaler");

        var metric = scaler.spec("metrics").where("type", "Pods").get("pods", "metric", "name");
        assertEquals(1, rules.items().size());
        assertEquals(metric, rules.get(0, "name", "as"));
        assertTrue(rules.get(0, "seriesQuery").text().startsWith(metric.text() + "{"));
    }

    private Path write(Path values) throws IOException {
        return Files.writeString(
                folder.resolve("rules.yaml"), Yaml.write(rules(values).value()));
    }

    private static Tree rules(Path values) {
        return Helm.newest()
                .template(Release.of(values).named("nexus-mcp").set("metrics.prometheusRule.enabled=true"))
                .only("PrometheusRule")
                .get("spec");
    }

    private static void promtool(String... arguments) {
        var program = System.getenv("NEXUS_PROMTOOL");
        assumeTrue(program != null, "no promtool: set NEXUS_PROMTOOL");
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        var result = Programs.run(command, Map.of());

        assertTrue(result.isGood(), result::text);
    }

    private static List<Path> files() {
        return Chart.valuesFiles();
    }
}
