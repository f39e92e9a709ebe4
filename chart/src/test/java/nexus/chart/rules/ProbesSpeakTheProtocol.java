package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Tree;

/// A probe of a port to which a Service sends TLS speaks TLS too, and no other does: the kubelet would get no answer.
record ProbesSpeakTheProtocol() implements Rule {
    @Override
    public String name() {
        return "every probe speaks what the Service of its port speaks";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var service : rendered.manifests().kind("Service")) {
            for (var pod : rendered.manifests().servers(service.spec("selector").texts())) {
                service.spec("ports").items().forEach(port -> compare(port, pod, findings));
            }
        }
        return findings.stream().distinct().toList();
    }

    private static void compare(Tree port, PodTemplate pod, List<String> findings) {
        var wantsTls = port.get("appProtocol").text().equals("https");
        for (var container : pod.allContainers()) {
            for (var probe : PortsExist.PROBES) {
                var asks = container.get(probe, "httpGet");
                if (asks.isMissing()
                        || !asks.get("port")
                                .text()
                                .equals(port.get("targetPort").text())) continue;
                if (asks.get("scheme").text().equals("HTTPS") != wantsTls)
                    findings.add(pod.owner() + ": " + probe + " asks port "
                            + asks.get("port").text()
                            + (wantsTls
                                    ? " without TLS, which a Service sends it"
                                    : " with TLS, which no Service sends it"));
            }
        }
    }
}
