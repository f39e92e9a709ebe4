package nexus.chart.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.PodTemplate;
import nexus.chart.testing.Tree;

/// 10: a NetworkPolicy lets a pod reach what its variables tell it to reach, and lets in what Services send to it.
record PoliciesAllowNeeds() implements Rule {
    private static final int DNS = 53;
    private static final String OF_ALL = "NEXUS_CONNECTION_DEFAULTS_";

    @Override
    public String name() {
        return "every NetworkPolicy allows what the pod needs";
    }

    @Override
    public List<String> check(Rendered rendered) {
        var findings = new ArrayList<String>();
        for (var pod : rendered.manifests().pods()) {
            var policies = rendered.manifests().kind("NetworkPolicy").stream()
                    .filter(each -> selects(each, pod))
                    .toList();
            egress(pod, policies, rendered, findings);
            ingress(pod, policies, rendered, findings);
        }
        for (var policy : rendered.manifests().kind("NetworkPolicy")) {
            if (rendered.manifests().pods().stream().noneMatch(each -> selects(policy, each))) {
                findings.add(policy + " selects no pod");
            }
        }
        return findings;
    }

    private static void egress(PodTemplate pod, List<Manifest> policies, Rendered rendered, List<String> findings) {
        var limiting = limiting(policies, "Egress");
        if (limiting.isEmpty()) {
            return;
        }
        var needs = needs(pod);
        needs.putAll(needsOfJob(pod, rendered));
        needs.forEach((what, port) -> {
            if (!allows(limiting, "egress", port)) {
                findings.add(pod.owner() + " may not reach " + what + ", port " + port);
            }
        });
    }

    /// What a pod must reach, with the port.
    private static Map<String, Object> needs(PodTemplate pod) {
        var needs = new LinkedHashMap<String, Object>();
        needs.put("DNS", DNS);
        if (has(pod, "SSH_HOST")) {
            needs.put("the first SSH server", sshPort(pod));
        } else if (has(pod, "SSH_TUNNEL_HOST") || has(pod, "TUNNEL_HOST")) {
            needs.put("the tunnel", number(value(pod, "SSH_TUNNEL_PORT") + value(pod, "TUNNEL_PORT"), 27017));
        } else if (pod.hasVariable("MONGO_URI")) {
            needs.put("MongoDB", number(pod.variable("REMOTE_PORT"), 27017));
        }
        if (pod.hasVariable("POD_IP")) {
            needs.put("other replicas", number(pod.variable("OPS_PORT"), 9090));
        }
        if (pod.hasVariable("NEXUS_AUTH_OAUTH_ISSUER")) {
            needs.put("the issuer of tokens", port(pod.variable("NEXUS_AUTH_OAUTH_ISSUER"), 443));
        }
        if (pod.hasVariable("OTEL_EXPORTER_OTLP_ENDPOINT")) {
            needs.put("the OpenTelemetry collector", port(pod.variable("OTEL_EXPORTER_OTLP_ENDPOINT"), 4317));
        }
        return needs;
    }

    /// What the file of the backup program names, and the server that it asks after a restore.
    private static Map<String, Object> needsOfJob(PodTemplate pod, Rendered rendered) {
        var needs = new LinkedHashMap<String, Object>();
        var settings = JobSettings.of(pod, rendered);
        settings.ifPresent(file -> {
            needs.put(
                    "the object store",
                    port(file.get("backup", "store", "endpoint").text()));
            var push = file.get("backup", "metrics", "push").text();
            if (!push.isEmpty()) {
                needs.put("the Pushgateway", port(push));
            }
        });
        if (settings.isPresent()
                && pod.spec().get("automountServiceAccountToken").is(true)) {
            needs.put("the Kubernetes API", 443);
        }
        if (pod.hasVariable("NEXUS_BACKUP_MCP_URL")) {
            needs.put("the server", port(pod.variable("NEXUS_BACKUP_MCP_URL")));
        }
        return needs;
    }

    private static void ingress(PodTemplate pod, List<Manifest> policies, Rendered rendered, List<String> findings) {
        var limiting = limiting(policies, "Ingress");
        if (limiting.isEmpty()) {
            return;
        }
        for (var service : rendered.manifests().kind("Service")) {
            if (!rendered.manifests().servers(service.spec("selector").texts()).contains(pod)) {
                continue;
            }
            for (var port : service.spec("ports").items()) {
                var target = port.has("targetPort") ? port.get("targetPort") : port.get("port");
                pod.port(target).map(each -> each.get("containerPort").value()).ifPresent(number -> {
                    if (!allows(limiting, "ingress", number) && !allowsByName(limiting, pod, number)) {
                        findings.add(service + " may not reach port " + number + " of " + pod.owner());
                    }
                });
            }
        }
    }

    private static boolean selects(Manifest policy, PodTemplate pod) {
        return pod.labels()
                .entrySet()
                .containsAll(policy.spec("podSelector", "matchLabels").texts().entrySet());
    }

    private static List<Manifest> limiting(List<Manifest> policies, String type) {
        return policies.stream()
                .filter(each -> each.spec("policyTypes").items().stream().anyMatch(every -> every.is(type)))
                .toList();
    }

    private static boolean allows(List<Manifest> policies, String direction, Object port) {
        return policies.stream()
                .flatMap(each -> each.spec(direction).items().stream())
                .anyMatch(rule -> allows(rule, port));
    }

    private static boolean allows(Tree rule, Object port) {
        var ports = rule.get("ports").items();
        return ports.isEmpty()
                || ports.stream()
                        .filter(each ->
                                !each.has("protocol") || each.get("protocol").is(port.equals(DNS) ? "UDP" : "TCP"))
                        .anyMatch(each -> !each.has("port") || each.get("port").is(port) || isWithin(each, port));
    }

    private static boolean isWithin(Tree range, Object port) {
        return range.has("endPort")
                && port instanceof Integer number
                && range.get("port").number(0) <= number
                && number <= range.get("endPort").number(0);
    }

    private static boolean allowsByName(List<Manifest> policies, PodTemplate pod, Object number) {
        return pod.port(new Tree(number)).stream()
                .anyMatch(each -> allows(policies, "ingress", each.get("name").text()));
    }

    /// Of the first jump host, `[user@]host[:port]`, or of the bastion.
    private static Object sshPort(PodTemplate pod) {
        var first = value(pod, "SSH_JUMP_HOSTS").split(",", 2)[0];
        if (first.isEmpty()) {
            return number(value(pod, "SSH_PORT"), 22);
        }
        return number(first.replaceFirst("^[^:]*:?", ""), 22);
    }

    /// A variable of the connection `default`, or of all connections.
    private static boolean has(PodTemplate pod, String variable) {
        return pod.hasVariable(variable) || pod.hasVariable(OF_ALL + variable);
    }

    private static String value(PodTemplate pod, String variable) {
        return pod.variable(variable) + pod.variable(OF_ALL + variable);
    }

    private static Object number(String text, int otherwise) {
        return text.isEmpty() ? otherwise : Integer.valueOf(text);
    }

    private static Object port(String uri) {
        return port(uri, uri.startsWith("http://") ? 80 : 443);
    }

    /// The port of `https://host:port/`.
    private static Object port(String uri, int otherwise) {
        var port = uri.replaceFirst("^[a-z0-9]+://[^/:]*", "")
                .replaceFirst("/.*", "")
                .replace(":", "");
        return port.isEmpty() ? otherwise : Integer.valueOf(port);
    }
}
