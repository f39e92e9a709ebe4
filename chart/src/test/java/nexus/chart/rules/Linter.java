package nexus.chart.rules;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All rules.
public final class Linter {
    public static final List<Rule> RULES = List.of(
            new ServicesSelectPods(),
            new PortsExist(),
            new ProbesSpeakTheProtocol(),
            new MonitorsFindTargets(),
            new SubsetsHaveWorkloads(),
            new ScaledContainersHaveRequests(),
            new ScalersOwnReplicas(),
            new WorkloadsDoNotOverlap(),
            new ReferencesResolve(),
            new BackendsExist(),
            new PoliciesAllowNeeds(),
            new BudgetsAllowEvictions(),
            new PodsAreRestricted(),
            new RightsAreSmall(),
            new IdentitiesAreGuarded(),
            new NothingSecretOrFloating(),
            new GraceCoversDrain(),
            new NamesFit(),
            new JobsEnd(),
            new CommonLabels(),
            new TemplatesAreRepeatable(),
            new KnownFields(),
            new FieldsFit());

    private Linter() {}

    /// Every finding, by rule; empty where all rules hold.
    public static Map<String, List<String>> check(Rendered rendered) {
        var findings = new TreeMap<String, List<String>>();
        for (var rule : RULES) {
            var found = rule.check(rendered);
            if (!found.isEmpty()) {
                findings.put(rule.name(), found);
            }
        }
        return findings;
    }
}
