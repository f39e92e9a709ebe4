package nexus.chart.rules;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.chart.testing.Chart;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Manifests;
import nexus.chart.testing.Release;
import nexus.chart.testing.Tree;

/// What the rules look at.
///
/// @param values    the values that made it
/// @param templates the sources of the templates, by path
public record Rendered(Manifests manifests, Tree values, String namespace, Map<String, String> templates) {
    private static final Pattern NAME_OF_SECRET = Pattern.compile("secret(KeyRef|Ref)?\\.(secretN|n)ame$");

    public static Rendered of(Helm helm, Release release) {
        return new Rendered(helm.template(release), release.effective(), release.namespace(), Chart.templates());
    }

    /// The Secrets that the user promised to bring, or that an operator writes.
    public Set<String> promisedSecrets() {
        var named = Stream.of(
                        values.get("secrets", "existingSecret"),
                        values.get("mcp", "tls", "existingSecret"),
                        values.get("mongodb", "tls", "caSecret", "name"),
                        values.get("ingress", "tlsSecret"),
                        values.get("certificate", "secretName"),
                        values.get("backup", "store", "existingSecret"),
                        values.get("backup", "store", "deletingSecret"),
                        values.get("backup", "data", "existingSecret"),
                        values.get("restore", "existingSecret"),
                        values.get("restore", "identitySecret"),
                        values.get("restore", "smokeQuery", "existingSecret"),
                        values.get("restoreDrill", "identitySecret"))
                .map(Tree::text)
                .filter(each -> !each.isEmpty());
        var written = manifests.kind("ExternalSecret").stream()
                .map(each -> each.spec("target", "name").text());
        var certified = manifests.kind("Certificate").stream()
                .map(each -> each.spec("secretName").text());
        return Stream.of(named, written, certified, extra())
                .flatMap(each -> each)
                .collect(Collectors.toSet());
    }

    /// Those that the user names in variables and volumes of his own.
    private Stream<String> extra() {
        return Stream.of(
                        values.get("extraEnv"),
                        values.get("extraEnvFrom"),
                        values.get("extraVolumes"),
                        values.get("backup", "jobs", "extraEnv"))
                .flatMap(each -> each.leaves().entrySet().stream())
                .filter(each -> NAME_OF_SECRET.matcher(each.getKey()).find())
                .map(each -> String.valueOf(each.getValue()));
    }

    public Rendered copy() {
        return new Rendered(manifests.copy(), values, namespace, templates);
    }
}
