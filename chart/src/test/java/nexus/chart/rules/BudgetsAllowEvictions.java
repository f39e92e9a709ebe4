package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.PodTemplate;

/// 11: a PodDisruptionBudget covers pods, each pod has one budget, and a budget never forbids every eviction: a node
/// could not be drained.
record BudgetsAllowEvictions() implements Rule {
    @Override
    public String name() {
        return "every budget lets pods go";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        var budgets = rendered.manifests().kind("PodDisruptionBudget");
        for (var budget : budgets) {
            var pods = covered(budget, rendered);
            if (pods.isEmpty()) {
                findings.add(budget + " covers no pod");
            }
            pods.forEach(each -> blocks(budget, each, rendered, findings));
        }
        for (var pod : rendered.manifests().pods()) {
            var covering = budgets.stream()
                    .filter(each -> covered(each, rendered).contains(pod))
                    .toList();
            if (covering.size() > 1) {
                findings.add(pod.owner() + " has more than one budget: " + covering);
            }
        }
        return findings;
    }

    private static List<PodTemplate> covered(Manifest budget, Rendered rendered) {
        return rendered.manifests()
                .servers(budget.spec("selector", "matchLabels").texts());
    }

    private static void blocks(Manifest budget, PodTemplate pod, Rendered rendered, List<String> findings) {
        var most = budget.spec("maxUnavailable").text();
        var least = budget.spec("minAvailable");
        if (most.equals("0") || most.equals("0%") || least.text().equals("100%")) {
            findings.add(budget + " lets no pod of " + pod.owner() + " go");
        }
        if (least.number(0) >= replicas(pod, rendered) && least.number(0) > 0) {
            findings.add(budget + " keeps " + least.text() + " pods, and " + pod.owner() + " may have no more");
        }
    }

    /// The fewest replicas that the workload may have.
    private static int replicas(PodTemplate pod, Rendered rendered) {
        return Scalers.of(rendered.manifests()).stream()
                .filter(each -> Scalers.target(each, rendered.manifests())
                        .filter(pod.owner()::equals)
                        .isPresent())
                .map(each -> Scalers.minimum(each).number(1))
                .findFirst()
                .orElse(pod.owner().spec("replicas").number(1));
    }
}
