package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Tree;

/// 2: what a Service forwards to and what a probe asks is a port that the pod declares.
record PortsExist() implements Rule {
    static final List<String> PROBES = List.of("startupProbe", "livenessProbe", "readinessProbe");

    @Override
    public String name() {
        return "every port of a Service or probe exists in the pod";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var service : rendered.manifests().kind("Service")) {
            for (var pod : rendered.manifests().servers(service.spec("selector").texts())) {
                service.spec("ports").items().forEach(port -> target(service, port, pod, findings));
            }
        }
        rendered.manifests().pods().forEach(pod -> pod.allContainers().forEach(each -> probes(pod, each, findings)));
        return findings;
    }

    private static void target(Manifest service, Tree port, PodTemplate pod, List<String> findings) {
        var target = port.has("targetPort") ? port.get("targetPort") : port.get("port");
        if (pod.port(target).isEmpty()) {
            findings.add(service + " sends to port " + target.text() + ", which " + pod.owner() + " does not have");
        }
    }

    private static void probes(PodTemplate pod, Tree container, List<String> findings) {
        for (var probe : PROBES) {
            Stream.of("httpGet", "tcpSocket")
                    .map(each -> container.get(probe, each, "port"))
                    .filter(each -> !each.isMissing())
                    .filter(each -> PodTemplate.port(container, each).isEmpty())
                    .forEach(each -> findings.add(pod.owner() + ": " + probe + " asks port " + each.text()
                            + ", which container " + container.get("name").text() + " does not have"));
        }
    }
}
