package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import nexus.chart.testing.Manifest;

/// 17: every object says what it belongs to, and is in the release's namespace.
record CommonLabels() implements Rule {
    private static final List<String> LABELS = List.of(
            "helm.sh/chart",
            "app",
            "app.kubernetes.io/name",
            "app.kubernetes.io/instance",
            "app.kubernetes.io/version",
            "app.kubernetes.io/managed-by",
            "app.kubernetes.io/part-of",
            "app.kubernetes.io/component");

    @Override
    public String name() {
        return "every object has the common labels and the release's namespace";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var each : rendered.manifests().all()) {
            if (each.isExtra()) {
                continue;
            }
            var missing = LABELS.stream()
                    .filter(label -> !each.labels().containsKey(label))
                    .toList();
            if (!missing.isEmpty()) {
                findings.add(each + " lacks " + missing);
            }
            if (!isOfCluster(each) && !each.get("metadata", "namespace").is(namespace(each, rendered))) {
                findings.add(each + " is in namespace '"
                        + each.get("metadata", "namespace").text() + "'");
            }
        }
        return findings;
    }

    private static boolean isOfCluster(Manifest manifest) {
        return manifest.kind().startsWith("Cluster");
    }

    /// A ServiceMonitor alone may be put where Prometheus looks for it.
    private static String namespace(Manifest manifest, Rendered rendered) {
        var elsewhere =
                rendered.values().get("metrics", "serviceMonitor", "namespace").text();
        return manifest.kind().equals("ServiceMonitor") && !elsewhere.isEmpty() ? elsewhere : rendered.namespace();
    }
}
