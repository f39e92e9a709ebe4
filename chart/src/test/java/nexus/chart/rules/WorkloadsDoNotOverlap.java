package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import nexus.chart.testing.PodTemplate;

/// 7: a selector matches the pods of its own workload and of no other: else a Deployment fights for the pods of
/// another, and an autoscaler counts both.
record WorkloadsDoNotOverlap() implements Rule {
    @Override
    public String name() {
        return "every workload selects its own pods alone";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var one : rendered.manifests().pods()) {
            if (!one.stays()) {
                continue;
            }
            var selected = rendered.manifests()
                    .pods(one.owner().spec("selector", "matchLabels").texts());
            if (!selected.contains(one)) {
                findings.add(one.owner() + " does not select its own pods");
            }
            selected.stream()
                    .map(PodTemplate::owner)
                    .filter(each -> !each.equals(one.owner()))
                    .forEach(each -> findings.add(one.owner() + " selects the pods of " + each));
        }
        return findings;
    }
}
