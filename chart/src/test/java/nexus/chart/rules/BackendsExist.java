package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.Tree;

/// 9: what an Ingress or HTTPRoute sends to is a Service of this release, and a port of it. Weights of an HTTPRoute sum
/// to 100, so that they read as percent.
record BackendsExist() implements Rule {
    @Override
    public String name() {
        return "every backend of an Ingress or HTTPRoute exists";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var ingress : rendered.manifests().kind("Ingress")) {
            for (var rule : ingress.spec("rules").items()) {
                for (var path : rule.get("http", "paths").items()) {
                    var service = path.get("backend", "service");
                    var port = service.get("port");
                    var key = port.has("name") ? "name" : "number";
                    backend(ingress, service.get("name"), key, port.get(key), rendered, findings);
                }
            }
        }
        for (var route : rendered.manifests().kind("HTTPRoute")) {
            route.spec("rules").items().forEach(each -> rule(route, each, rendered, findings));
        }
        return findings;
    }

    private static void rule(Manifest route, Tree rule, Rendered rendered, List<String> findings) {
        var backends = rule.get("backendRefs").items();
        backends.forEach(each -> backend(route, each.get("name"), "number", each.get("port"), rendered, findings));
        var sum =
                backends.stream().mapToInt(each -> each.get("weight").number(0)).sum();
        if (backends.size() > 1 && sum != 100) {
            findings.add(route + " has a rule whose weights sum to " + sum);
        }
    }

    private static void backend(
            Manifest from, Tree service, String key, Tree port, Rendered rendered, List<String> findings) {
        var field = key.equals("name") ? "name" : "port";
        var exists = rendered.manifests().kind("Service").stream()
                .filter(each -> service.is(each.name()))
                .anyMatch(each -> !port.isMissing()
                        && !each.spec("ports").where(field, port.value()).isMissing());
        if (!exists) {
            findings.add(from + " sends to " + service.text() + ":" + port.text() + ", which is no Service and port");
        }
    }
}
