package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Tree;

/// 19: nobody may list Secrets, do anything that is not written out, or reach over the namespace except to look at
/// volumes; and
/// a pod holds a token of the API server only where a Role is bound to its own account.
record RightsAreSmall() implements Rule {
    private static final Set<String> READS_ALL = Set.of("list", "watch", "deletecollection");
    private static final Map<String, Set<String>> OF_CLUSTER = Map.of("persistentvolumes", Set.of("get"));

    @Override
    public String name() {
        return "every right is as small as it can be";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var role : rendered.manifests().kind("Role", "ClusterRole")) {
            role.get("rules").items().forEach(rule -> rule(role, rule, findings));
        }
        rendered.manifests().pods().forEach(pod -> token(pod, rendered, findings));
        return findings;
    }

    private static void rule(Manifest role, Tree rule, List<String> findings) {
        var resources = rule.get("resources").list();
        var verbs = rule.get("verbs").list();
        if (resources.contains("*")
                || verbs.contains("*")
                || rule.get("apiGroups").list().contains("*")) {
            findings.add(role + " may do anything: " + rule);
        }
        if (resources.contains("secrets")) {
            if (verbs.stream().anyMatch(READS_ALL::contains)) {
                findings.add(role + " may list Secrets");
            }
            if (!verbs.equals(List.of("create"))
                    && rule.get("resourceNames").items().isEmpty()) {
                findings.add(role + " may " + verbs + " any Secret");
            }
        }
        if (role.kind().equals("ClusterRole")
                && !resources.stream()
                        .allMatch(
                                each -> OF_CLUSTER.getOrDefault(each, Set.of()).containsAll(verbs))) {
            findings.add(role + " reaches over the namespace: " + rule);
        }
    }

    private static void token(PodTemplate pod, Rendered rendered, List<String> findings) {
        var account = pod.spec().get("serviceAccountName").text();
        var isBound = rendered.manifests().kind("RoleBinding").stream()
                .flatMap(each -> each.get("subjects").items().stream())
                .anyMatch(each -> each.get("name").is(account));
        if (!isBound && !pod.spec().get("automountServiceAccountToken").is(false)) {
            findings.add(pod.owner() + " mounts a token of " + account + ", which has no rights here");
        }
        if (isBound && !pod.spec().get("automountServiceAccountToken").is(true)) {
            findings.add(pod.owner() + " has no token of " + account + " to use its rights with");
        }
    }
}
