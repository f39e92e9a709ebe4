package nexus.chart.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.Tree;

/// 15: names are DNS labels that leave room for what Kubernetes adds: 63, a CronJob 52, a port 15. Labels' values, too.
record NamesFit() implements Rule {
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("|[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern PORT_NAME = Pattern.compile("(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?");

    @Override
    public String name() {
        return "every name fits";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var each : rendered.manifests().all()) {
            if (each.isExtra()) {
                continue;
            }
            name(each, each.name(), each.kind().equals("CronJob") ? 52 : 63, findings);
            labels(each, each.labels(), findings);
        }
        for (var pod : rendered.manifests().pods()) {
            labels(pod.owner(), pod.labels(), findings);
            for (var each : pod.allContainers()) {
                name(pod.owner(), each.get("name").text(), 63, findings);
                ports(pod.owner(), each.get("ports"), findings);
            }
            pod.spec()
                    .get("volumes")
                    .items()
                    .forEach(each -> name(pod.owner(), each.get("name").text(), 63, findings));
        }
        rendered.manifests().kind("Service").forEach(each -> ports(each, each.spec("ports"), findings));
        return findings;
    }

    private static void name(Manifest in, String name, int most, List<String> findings) {
        if (!DNS_LABEL.matcher(name).matches() || name.length() > most) {
            findings.add(in + ": the name '" + name + "' is no DNS label of at most " + most);
        }
    }

    private static void labels(Manifest in, Map<String, String> labels, List<String> findings) {
        labels.forEach((key, value) -> {
            if (!LABEL_VALUE.matcher(value).matches()) {
                findings.add(in + ": label " + key + " cannot be '" + value + "'");
            }
        });
    }

    private static void ports(Manifest in, Tree ports, List<String> findings) {
        for (var port : ports.items()) {
            var name = port.get("name").text();
            if (!name.isEmpty() && !PORT_NAME.matcher(name).matches()) {
                findings.add(in + ": a port cannot be called '" + name + "'");
            }
        }
    }
}
