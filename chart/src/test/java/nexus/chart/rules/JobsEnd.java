package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nexus.chart.testing.PodTemplate;

/// 16: what should end has one container; a companion is a native sidecar, for beside a plain second one it never ends.
record JobsEnd() implements Rule {
    @Override
    public String name() {
        return "every Job and test can end";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var pod : rendered.manifests().pods()) {
            if (pod.stays()) {
                continue;
            }
            if (pod.containers().size() != 1) {
                findings.add(pod.owner() + " has " + pod.containers().size() + " plain containers");
            }
            if (!canEnd(pod)) {
                findings.add(pod.owner() + " is restarted for ever");
            }
        }
        return findings;
    }

    private static boolean canEnd(PodTemplate pod) {
        return Set.of("Never", "OnFailure")
                .contains(pod.spec().get("restartPolicy").text());
    }
}
