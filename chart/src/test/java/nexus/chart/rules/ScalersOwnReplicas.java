package nexus.chart.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// 6: what is scaled has no `replicas` of its own (each upgrade would undo the scale, and Helm 4 refuses), and one
/// scaler.
record ScalersOwnReplicas() implements Rule {
    @Override
    public String name() {
        return "what is scaled has one scaler and no replicas";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        var targets = new HashSet<String>();
        for (var scaler : Scalers.of(rendered.manifests())) {
            Scalers.target(scaler, rendered.manifests()).ifPresent(target -> {
                if (target.get("spec").has("replicas")) {
                    findings.add(target + " has replicas, which " + scaler + " owns");
                }
                if (!targets.add(target.id())) {
                    findings.add(scaler + " is the second scaler of " + target);
                }
            });
        }
        return findings;
    }
}
