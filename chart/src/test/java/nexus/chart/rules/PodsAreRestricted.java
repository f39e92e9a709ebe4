package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Tree;

/// 12: every pod, those of tests and Jobs too, passes Pod Security `restricted`, and writes only where a volume is.
record PodsAreRestricted() implements Rule {
    private static final Set<String> VOLUMES = Set.of(
            "name",
            "configMap",
            "csi",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "persistentVolumeClaim",
            "projected",
            "secret");

    @Override
    public String name() {
        return "every pod is restricted";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var pod : rendered.manifests().pods()) {
            pod(pod).forEach(each -> findings.add(pod.owner() + " " + each));
            for (var container : pod.allContainers()) {
                container(pod, container)
                        .forEach(each -> findings.add(pod.owner() + " container "
                                + container.get("name").text() + " " + each));
            }
        }
        return findings;
    }

    private static List<String> pod(PodTemplate pod) {
        var findings = new ArrayList<String>();
        for (var field : List.of("hostNetwork", "hostPID", "hostIPC")) {
            if (pod.spec().get(field).is(true)) {
                findings.add("sets " + field);
            }
        }
        for (var volume : pod.spec().get("volumes").items()) {
            if (!VOLUMES.containsAll(volume.fields().keySet())) {
                findings.add(
                        "has a volume of a forbidden type: " + volume.fields().keySet());
            }
        }
        return findings;
    }

    private static List<String> container(PodTemplate pod, Tree container) {
        var own = container.get("securityContext");
        var shared = pod.spec().get("securityContext");
        var findings = new ArrayList<String>();
        require(!own.get("allowPrivilegeEscalation").is(false), "may gain privileges", findings);
        require(own.get("privileged").is(true), "is privileged", findings);
        require(!either(own, shared, "runAsNonRoot").is(true), "may run as root", findings);
        require(either(own, shared, "runAsUser").is(0), "runs as user 0", findings);
        var profile = either(own, shared, "seccompProfile").get("type").text();
        require(!Set.of("RuntimeDefault", "Localhost").contains(profile), "has no seccomp profile", findings);
        var dropped = own.get("capabilities", "drop").items();
        require(dropped.stream().noneMatch(each -> each.is("ALL")), "does not drop all capabilities", findings);
        var added = own.get("capabilities", "add").items();
        require(added.stream().anyMatch(each -> !each.is("NET_BIND_SERVICE")), "adds capabilities", findings);
        require(!own.get("readOnlyRootFilesystem").is(true), "may write to its root file system", findings);
        var ports = container.get("ports").items();
        require(
                ports.stream().anyMatch(each -> each.get("hostPort").number(0) != 0),
                "takes a port of the host",
                findings);
        return findings;
    }

    private static void require(boolean isBroken, String finding, List<String> findings) {
        if (isBroken) {
            findings.add(finding);
        }
    }

    private static Tree either(Tree own, Tree shared, String field) {
        return own.has(field) ? own.get(field) : shared.get(field);
    }
}
