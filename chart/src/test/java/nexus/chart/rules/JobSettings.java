package nexus.chart.rules;

import java.util.Optional;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Tree;
import nexus.chart.testing.Yaml;

/// The file that a job of the backup program reads, out of its ConfigMap.
final class JobSettings {
    private JobSettings() {}

    static Optional<Tree> of(PodTemplate pod, Rendered rendered) {
        if (!pod.variable("NEXUS_CONFIG").equals("/etc/nexus/config/nexus.yaml") || pod.stays()) {
            return Optional.empty();
        }
        var source = pod.spec().get("volumes").where("name", "config").get("configMap");
        return rendered.manifests().kind("ConfigMap").stream()
                .filter(each -> source.get("name").is(each.name()))
                .map(each -> each.get("data", source.get("items", 0, "key").text()))
                .map(each -> Yaml.document(each.text()))
                .findFirst();
    }
}
