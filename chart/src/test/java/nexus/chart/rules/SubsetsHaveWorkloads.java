package nexus.chart.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.Manifests;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Tree;

/// 4: a route of Istio leads to a Service; its subset is one of the DestinationRule; a subset has pods behind that
/// Service;
/// the weights of a route sum to 100.
record SubsetsHaveWorkloads() implements Rule {
    @Override
    public String name() {
        return "every Istio route leads to pods, by weights that sum to 100";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var virtual : rendered.manifests().kind("VirtualService")) {
            for (var route : virtual.spec("http").items()) {
                weights(virtual, route.get("route").items(), findings);
                route.get("route").items().forEach(each -> destination(virtual, each, rendered, findings));
            }
        }
        var hosts = new HashSet<String>();
        for (var rule : rendered.manifests().kind("DestinationRule")) {
            if (!hosts.add(rule.spec("host").text())) {
                findings.add(
                        rule + " is the second for host " + rule.spec("host").text());
            }
            subsets(rule, rendered, findings);
        }
        return findings;
    }

    private static void weights(Manifest virtual, List<Tree> routes, List<String> findings) {
        var sum = routes.stream().mapToInt(each -> each.get("weight").number(0)).sum();
        var isOneWithout = routes.size() == 1 && !routes.getFirst().has("weight");
        if (sum != 100 && !isOneWithout) {
            findings.add(virtual + " has a route whose weights sum to " + sum);
        }
    }

    private static void destination(Manifest virtual, Tree route, Rendered rendered, List<String> findings) {
        var host = route.get("destination", "host").text();
        var service = service(host, rendered);
        if (service.isEmpty()) {
            findings.add(virtual + " sends to " + host + ", which is no Service of this release");
            return;
        }
        var port = route.get("destination", "port", "number");
        if (!port.isMissing()
                && service.getFirst().spec("ports").where("port", port.value()).isMissing()) {
            findings.add(
                    virtual + " sends to port " + port.text() + ", which " + service.getFirst() + " does not have");
        }
        var subset = route.get("destination", "subset");
        if (!subset.isMissing()
                && rules(host, rendered.manifests())
                        .noneMatch(each -> !each.spec("subsets")
                                .where("name", subset.value())
                                .isMissing())) {
            findings.add(
                    virtual + " sends to subset " + subset.text() + " of " + host + ", which no DestinationRule has");
        }
    }

    private static void subsets(Manifest rule, Rendered rendered, List<String> findings) {
        var host = rule.spec("host").text();
        var services = service(host, rendered);
        if (services.isEmpty()) {
            findings.add(rule + " is for " + host + ", which is no Service of this release");
            return;
        }
        var pods = rendered.manifests()
                .servers(services.getFirst().spec("selector").texts());
        for (var subset : rule.spec("subsets").items()) {
            if (pods.stream().noneMatch(each -> has(each, subset))) {
                findings.add(
                        rule + " has subset " + subset.get("name").text() + ", which no pod behind " + host + " is of");
            }
        }
    }

    private static boolean has(PodTemplate pod, Tree subset) {
        return pod.labels().entrySet().containsAll(subset.get("labels").texts().entrySet());
    }

    private static Stream<Manifest> rules(String host, Manifests manifests) {
        return manifests.kind("DestinationRule").stream()
                .filter(each -> each.spec("host").is(host));
    }

    /// Istio takes a Service's short name, or the name with namespace and domain.
    private static List<Manifest> service(String host, Rendered rendered) {
        return rendered.manifests().kind("Service").stream()
                .filter(each -> host.equals(each.name())
                        || host.equals(each.name() + "." + rendered.namespace())
                        || host.startsWith(each.name() + "." + rendered.namespace() + ".svc"))
                .toList();
    }
}
