package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Tree;

/// 5: a utilization is a share of the request. One container without request, and a metric of the whole pod is unknown;
/// a metric of a container needs that container, and its request.
record ScaledContainersHaveRequests() implements Rule {
    @Override
    public String name() {
        return "every scaled resource is requested";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var scaler : Scalers.of(rendered.manifests())) {
            var target = Scalers.target(scaler, rendered.manifests()).flatMap(PodTemplate::of);
            if (target.isEmpty()) {
                findings.add(scaler + " scales nothing of this release: "
                        + scaler.spec("scaleTargetRef").value());
                continue;
            }
            scaler.spec("metrics").items().forEach(each -> metric(scaler, each, target.get(), findings));
            scaler.spec("triggers").items().forEach(each -> trigger(scaler, each, target.get(), findings));
        }
        return findings;
    }

    private static void metric(Manifest scaler, Tree metric, PodTemplate pod, List<String> findings) {
        switch (metric.get("type").text()) {
            case "Resource" -> whole(scaler, metric.get("resource", "name").text(), pod, findings);
            case "ContainerResource" ->
                one(
                        scaler,
                        metric.get("containerResource", "container").text(),
                        metric.get("containerResource", "name").text(),
                        pod,
                        findings);
            default -> {}
        }
    }

    private static void trigger(Manifest scaler, Tree trigger, PodTemplate pod, List<String> findings) {
        var type = trigger.get("type").text();
        var container = trigger.get("metadata", "containerName").text();
        if (!List.of("cpu", "memory").contains(type)) {
            return;
        }
        if (container.isEmpty()) {
            whole(scaler, type, pod, findings);
        } else {
            one(scaler, container, type, pod, findings);
        }
    }

    private static void whole(Manifest scaler, String resource, PodTemplate pod, List<String> findings) {
        pod.running().forEach(each -> requested(scaler, each, resource, findings));
    }

    private static void one(
            Manifest scaler, String container, String resource, PodTemplate pod, List<String> findings) {
        pod.running().stream()
                .filter(each -> each.get("name").is(container))
                .findFirst()
                .ifPresentOrElse(
                        each -> requested(scaler, each, resource, findings),
                        () -> findings.add(scaler + " measures container " + container + ", which " + pod.owner()
                                + " does not have"));
    }

    private static void requested(Manifest scaler, Tree container, String resource, List<String> findings) {
        if (container.get("resources", "requests", resource).isMissing()) {
            findings.add(scaler + " measures " + resource + ", which container "
                    + container.get("name").text() + " does not request");
        }
    }
}
