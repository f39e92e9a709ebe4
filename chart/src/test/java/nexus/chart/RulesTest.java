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
import nexus.chart.testing.Chart;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Programs;
import nexus.chart.testing.Release;
import nexus.chart.testing.Tree;
import nexus.chart.testing.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void alertsFireWhenTheyShould() throws IOException {
        write(Chart.ci("specification"));
        var tests =
                Files.copy(Path.of("src/test/resources/rules/alerts_test.yaml"), folder.resolve("alerts_test.yaml"));

        promtool("test", "rules", tests.toString());
    }

    /// Every alert is tried: once when it must fire.
    @Test
    void everyAlertHasATestThatFiresIt() {
        var rules = rules(Chart.ci("specification")).get("groups").items().stream()
                .flatMap(each -> each.get("rules").items().stream())
                .map(each -> each.get("alert").text())
                .filter(each -> !each.isEmpty())
                .toList();
        var fired = Yaml.file(Path.of("src/test/resources/rules/alerts_test.yaml")).get("tests").items().stream()
                .flatMap(each -> each.get("alert_rule_test").items().stream())
                .filter(each -> !each.get("exp_alerts").items().isEmpty())
                .map(each -> each.get("alertname").text())
                .toList();

        assertFalse(rules.isEmpty());
        assertEquals(
                List.of(), rules.stream().filter(each -> !fired.contains(each)).toList());
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
