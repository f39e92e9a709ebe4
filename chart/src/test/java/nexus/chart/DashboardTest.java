package nexus.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nexus.chart.testing.Chart;
import org.junit.jupiter.api.Test;

/// The dashboard asks for metrics that there are.
class DashboardTest {
    private static final Pattern ASKED = Pattern.compile("\\b([a-z]+(?:_[a-z]+)+)\\{");
    private static final Pattern DOCUMENTED = Pattern.compile("`([a-z]+(?:_[a-z]+)+)[`{]");

    @Test
    void everyMetricIsOneThatTheDocsName() {
        var asked = found(ASKED, "dashboards/nexus-mcp.json").stream()
                .map(metric -> metric.replaceFirst("_(bucket|count|sum)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertTrue(asked.size() > 20, () -> "so few: " + asked);
        asked.removeAll(found(DOCUMENTED, "../../docs/metrics.md"));
        asked.removeAll(found(DOCUMENTED, "../../docs/backup.md"));
        assertEquals(Set.of(), asked);
    }

    private static Set<String> found(Pattern pattern, String file) {
        return pattern.matcher(Chart.read(Chart.HOME.resolve(file)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}
