package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Tree;

/// 20: the Secrets that open backups are mounted where something is restored, are saved nowhere and named in no rule,
/// and nothing but a restore has one beside the credentials of MongoDB. Credentials that delete are where something
/// is deleted.
record IdentitiesAreGuarded() implements Rule {
    private static final Set<String> RESTORE = Set.of("restore", "restore-resources", "drill");
    private static final Set<String> DELETE = Set.of("backup-verify", "restore");

    @Override
    public String name() {
        return "every identity is where something is restored alone";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        var identities = Stream.of("restore", "restoreDrill")
                .map(each -> rendered.values().get(each, "identitySecret").text())
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toSet());
        var deleting =
                rendered.values().get("backup", "store", "deletingSecret").text();
        for (var pod : rendered.manifests().pods()) {
            var component = pod.labels().getOrDefault("app.kubernetes.io/component", "");
            if (!RESTORE.contains(component) && names(pod).anyMatch(identities::contains)) {
                findings.add(pod.owner() + " could open backups");
            }
            if (!deleting.isEmpty() && names(pod).anyMatch(deleting::equals) != DELETE.contains(component)) {
                findings.add(pod.owner() + " has not the credentials that it should have");
            }
            if (component.equals("drill") && pod.hasVariable("MONGO_URI")) {
                findings.add(pod.owner() + " could write into what is saved");
            }
        }
        elsewhere(rendered, identities, findings);
        return findings;
    }

    private static void elsewhere(Rendered rendered, Set<String> identities, List<String> findings) {
        for (var each : rendered.manifests().kind("Role", "ConfigMap")) {
            each.tree().leaves().forEach((path, value) -> {
                if (Stream.of(String.valueOf(value).split("[\\s\"',]+")).anyMatch(identities::contains)) {
                    findings.add(each + " names an identity in " + path);
                }
            });
        }
    }

    /// Of all Secrets that a pod reads.
    private static Stream<String> names(PodTemplate pod) {
        var volumes = pod.spec().get("volumes").items().stream()
                .map(each -> each.get("secret", "secretName").text());
        var variables = pod.allContainers().stream()
                .flatMap(each -> each.get("env").items().stream())
                .map((Tree each) ->
                        each.get("valueFrom", "secretKeyRef", "name").text());
        return Stream.concat(volumes, variables);
    }
}
