package nexus.chart.rules;

import java.util.List;
import java.util.stream.Stream;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Tree;

/// 14: the kubelet waits longer than a pod needs to stop: its preStop hook, then the server's pause and drain.
record GraceCoversDrain() implements Rule {
    private static final int KUBELETS_DEFAULT = 30;

    @Override
    public String name() {
        return "the grace period is longer than preStop and drain";
    }

    @Override
    public List<String> check(Rendered rendered) {
        return rendered.manifests().pods().stream()
                .filter(PodTemplate::stays)
                .filter(each -> grace(each) <= needed(each))
                .map(each ->
                        each.owner() + " is killed after " + grace(each) + " s, but stops in " + needed(each) + " s")
                .toList();
    }

    private static int grace(PodTemplate pod) {
        return pod.spec().get("terminationGracePeriodSeconds").number(KUBELETS_DEFAULT);
    }

    private static int needed(PodTemplate pod) {
        var hook = pod.containers().stream()
                .mapToInt(each -> preStop(each.get("lifecycle", "preStop")))
                .max()
                .orElse(0);
        return hook
                + Stream.of("NEXUS_STOP_PAUSE", "NEXUS_STOP_GRACE")
                        .mapToInt(each -> seconds(pod.variable(each)))
                        .sum();
    }

    private static int preStop(Tree hook) {
        return hook.get("sleep", "seconds").number(0);
    }

    /// `5s`, `500ms`, `2m`, or a plain number of seconds; a part of a second counts as a whole one.
    private static int seconds(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        var number = Integer.parseInt(text.replaceFirst("(ms|s|m)$", ""));
        if (text.endsWith("ms")) {
            return (number + 999) / 1000;
        }
        return text.endsWith("m") ? number * 60 : number;
    }
}
