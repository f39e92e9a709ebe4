package nexus.chart.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Tree;

/// 8: each mount has its volume and each volume a mount; Secrets, ConfigMaps and keys exist, are promised by the user,
/// or
/// may be missing.
record ReferencesResolve() implements Rule {
    @Override
    public String name() {
        return "every volume, Secret, ConfigMap and account that is named exists";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var pod : rendered.manifests().pods()) {
            volumes(pod, findings);
            references(pod).forEach(each -> each.check(rendered, findings));
            var account = pod.spec().get("serviceAccountName").text();
            if (!account.isEmpty()
                    && !rendered.manifests().has("ServiceAccount", account)
                    && !rendered.values().get("serviceAccount", "name").is(account)) {
                findings.add(pod.owner() + " runs as ServiceAccount " + account + ", which nobody makes");
            }
        }
        return findings;
    }

    private static void volumes(PodTemplate pod, List<String> findings) {
        var volumes = names(pod.spec().get("volumes").items());
        var mounted = new HashSet<String>();
        for (var container : pod.allContainers()) {
            mounted.addAll(names(container.get("volumeMounts").items()));
        }
        difference(mounted, volumes)
                .forEach(each -> findings.add(pod.owner() + " mounts " + each + ", which is no volume of it"));
        difference(volumes, mounted)
                .forEach(each -> findings.add(pod.owner() + " has volume " + each + ", which nothing mounts"));
    }

    private static Set<String> names(List<Tree> trees) {
        return trees.stream().map(each -> each.get("name").text()).collect(Collectors.toSet());
    }

    private static Set<String> difference(Set<String> some, Set<String> others) {
        var rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private static List<Reference> references(PodTemplate pod) {
        var references = new ArrayList<Reference>();
        for (var container : pod.allContainers()) {
            for (var variable : container.get("env").items()) {
                var from = variable.get("valueFrom");
                references.add(Reference.key(pod, "Secret", from.get("secretKeyRef")));
                references.add(Reference.key(pod, "ConfigMap", from.get("configMapKeyRef")));
            }
            for (var source : container.get("envFrom").items()) {
                references.add(Reference.whole(pod, "Secret", source.get("secretRef"), "name"));
                references.add(Reference.whole(pod, "ConfigMap", source.get("configMapRef"), "name"));
            }
        }
        for (var volume : pod.spec().get("volumes").items()) {
            references.add(Reference.whole(pod, "Secret", volume.get("secret"), "secretName"));
            references.add(Reference.whole(pod, "ConfigMap", volume.get("configMap"), "name"));
            for (var source : volume.get("projected", "sources").items()) {
                references.add(Reference.whole(pod, "Secret", source.get("secret"), "name"));
                references.add(Reference.whole(pod, "ConfigMap", source.get("configMap"), "name"));
            }
        }
        return references.stream().filter(each -> !each.name().isEmpty()).toList();
    }

    private record Reference(PodTemplate pod, String kind, String name, List<String> keys, boolean mayBeMissing) {
        static Reference key(PodTemplate pod, String kind, Tree reference) {
            return new Reference(
                    pod,
                    kind,
                    reference.get("name").text(),
                    List.of(reference.get("key").text()),
                    reference.get("optional").is(true));
        }

        static Reference whole(PodTemplate pod, String kind, Tree source, String nameField) {
            return new Reference(
                    pod,
                    kind,
                    source.get(nameField).text(),
                    source.get("items").items().stream()
                            .map(each -> each.get("key").text())
                            .toList(),
                    source.get("optional").is(true));
        }

        void check(Rendered rendered, List<String> findings) {
            var made = rendered.manifests().kind(kind).stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst();
            if (made.isEmpty()) {
                var isPromised =
                        kind.equals("Secret") && rendered.promisedSecrets().contains(name);
                if (!mayBeMissing && !isPromised) {
                    findings.add(pod.owner() + " reads " + kind + " " + name + ", which nobody makes");
                }
                return;
            }
            var there = Stream.of("data", "stringData", "binaryData")
                    .flatMap(each -> made.get().get(each).fields().keySet().stream())
                    .collect(Collectors.toSet());
            keys.stream()
                    .filter(each -> !mayBeMissing && !there.contains(each))
                    .forEach(each -> findings.add(
                            pod.owner() + " reads key " + each + " of " + kind + " " + name + ", which is not in it"));
        }
    }
}
