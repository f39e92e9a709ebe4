package nexus.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nexus.chart.rules.Linter;
import nexus.chart.rules.Rendered;
import nexus.chart.testing.Chart;
import nexus.chart.testing.Helm;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Release;
import nexus.chart.testing.Yaml;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The chart as a dependency of another.
class SubchartTest {
    private static final String CHART = """
            apiVersion: v2
            name: platform
            version: 1.0.0
            dependencies:
              - {name: nexus-mcp, version: 0.1.0, condition: nexus-mcp.enabled}
            """;
    private static final String VALUES = """
            global:
              imageRegistry: registry.example.com
              imagePullSecrets: [pull]
              commonLabels: {owner: platform}
              somebodyElses: {anything: 1}
            nexus-mcp:
              enabled: true
              replicaCount: 2
            """;

    @TempDir
    private Path parent;

    @ParameterizedTest(name = "{0}")
    @MethodSource("helms")
    void takesItsValuesFromTheParent(Helm helm) throws IOException {
        make();
        var manifests = helm.template(Release.of().chart(parent));

        var deployment = manifests.only("Deployment");
        var pod = PodTemplate.of(deployment).orElseThrow();
        assertEquals(2, deployment.spec("replicas").value());
        assertTrue(pod.containers().getFirst().get("image").text().startsWith("registry.example.com/nexus-mcp:"));
        assertEquals("pull", pod.spec().get("imagePullSecrets", 0, "name").text());
        assertTrue(manifests.all().stream()
                .allMatch(each -> "platform".equals(each.labels().get("owner"))));
        var values = Yaml.file(Chart.HOME.resolve("values.yaml"));
        assertEquals(Map.of(), Linter.check(new Rendered(manifests, values, "nexus", Chart.templates())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("helms")
    void isLeftOutByItsCondition(Helm helm) throws IOException {
        make();

        assertEquals(
                List.of(),
                helm.template(Release.of().chart(parent).set("nexus-mcp.enabled=false"))
                        .all());
    }

    private void make() throws IOException {
        Chart.copyTo(parent.resolve("charts/nexus-mcp"));
        Files.writeString(parent.resolve("Chart.yaml"), CHART);
        Files.writeString(parent.resolve("values.yaml"), VALUES);
    }

    private static List<Helm> helms() {
        return Helm.all();
    }
}
