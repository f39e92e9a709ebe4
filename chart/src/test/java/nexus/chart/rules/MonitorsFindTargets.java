package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.Manifests;
import nexus.chart.testing.Tree;

/// 3: a ServiceMonitor finds Services by their labels and names a port of the Service; a PodMonitor the same of pods.
/// A pod behind two Services that both match would be counted twice.
record MonitorsFindTargets() implements Rule {
    @Override
    public String name() {
        return "every monitor finds its targets once";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        var manifests = rendered.manifests();
        for (var monitor : manifests.kind("ServiceMonitor")) {
            var services = services(monitor, rendered);
            for (var endpoint : monitor.spec("endpoints").items()) {
                services(monitor, endpoint, services, manifests, findings);
            }
        }
        for (var monitor : manifests.kind("PodMonitor")) {
            monitor.spec("podMetricsEndpoints").items().forEach(each -> pods(monitor, each, rendered, findings));
        }
        return findings;
    }

    private static List<Manifest> services(Manifest monitor, Rendered rendered) {
        if (!watches(monitor, rendered.namespace())) {
            return List.of();
        }
        var wanted = monitor.spec("selector", "matchLabels").texts().entrySet();
        return rendered.manifests().kind("Service").stream()
                .filter(each -> each.labels().entrySet().containsAll(wanted))
                .toList();
    }

    private static void services(
            Manifest monitor, Tree endpoint, List<Manifest> services, Manifests manifests, List<String> findings) {
        var port = endpoint.get("port").text();
        var withPort = services.stream()
                .filter(each -> !each.spec("ports").where("name", port).isMissing())
                .toList();
        if (withPort.isEmpty()) {
            findings.add(monitor + " finds no Service with a port named '" + port + "' among " + services);
        }
        for (var pod : manifests.pods()) {
            var times = withPort.stream()
                    .filter(each ->
                            manifests.servers(each.spec("selector").texts()).contains(pod))
                    .count();
            if (times > 1) {
                findings.add(monitor + " scrapes the pods of " + pod.owner() + " " + times + " times");
            }
        }
    }

    private static void pods(Manifest monitor, Tree endpoint, Rendered rendered, List<String> findings) {
        var pods = rendered.manifests()
                .servers(monitor.spec("selector", "matchLabels").texts());
        var port = endpoint.get("port");
        if (!watches(monitor, rendered.namespace())
                || pods.isEmpty()
                || pods.stream().anyMatch(each -> each.port(port).isEmpty())) {
            findings.add(monitor + " does not find port '" + port.text() + "' in all of "
                    + pods.stream().map(each -> each.owner()).toList());
        }
    }

    /// A monitor looks into its own namespace unless it says otherwise.
    private static boolean watches(Manifest monitor, String namespace) {
        var names = monitor.spec("namespaceSelector", "matchNames").items();
        return monitor.spec("namespaceSelector", "any").is(true)
                || names.stream().anyMatch(each -> each.is(namespace))
                || (names.isEmpty() && monitor.get("metadata", "namespace").is(namespace));
    }
}
