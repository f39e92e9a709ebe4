package nexus.backup.resources;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nexus.config.Section;

/// What of a namespace is saved.
///
/// @param namespace nothing: that of the pod's account, or of the kubeconfig's context
/// @param release   Helm release whose objects are found by their label
/// @param kinds     that are listed by that label
/// @param objects   more of them, by name
/// @param secrets   names of Secrets; none is found by a label
/// @param helm      name of the Secret in which Helm keeps the release
/// @param volumes   whether the volumes that claims are bound to are saved as objects
public record Settings(
        Optional<String> namespace,
        Optional<String> release,
        List<KindName> kinds,
        List<NamedObject> objects,
        List<String> secrets,
        Optional<String> helm,
        boolean volumes) {
    /// What a chart makes.
    private static final List<KindName> USUAL =
            kinds("configmaps serviceaccounts services persistentvolumeclaims deployments.apps statefulsets.apps"
                    + " daemonsets.apps cronjobs.batch roles.rbac.authorization.k8s.io"
                    + " rolebindings.rbac.authorization.k8s.io poddisruptionbudgets.policy"
                    + " horizontalpodautoscalers.autoscaling ingresses.networking.k8s.io"
                    + " networkpolicies.networking.k8s.io httproutes.gateway.networking.k8s.io"
                    + " gateways.gateway.networking.k8s.io virtualservices.networking.istio.io"
                    + " destinationrules.networking.istio.io peerauthentications.security.istio.io"
                    + " authorizationpolicies.security.istio.io servicemonitors.monitoring.coreos.com"
                    + " podmonitors.monitoring.coreos.com prometheusrules.monitoring.coreos.com"
                    + " certificates.cert-manager.io externalsecrets.external-secrets.io scaledobjects.keda.sh"
                    + " verticalpodautoscalers.autoscaling.k8s.io");

    private static final String NAMESPACE = "the name of a namespace";

    public Settings {
        kinds = List.copyOf(kinds);
        objects = List.copyOf(objects);
        secrets = List.copyOf(secrets);
    }

    private static List<KindName> kinds(String names) {
        return List.of(names.split(" ")).stream().map(KindName::of).toList();
    }

    /// Reads `backup.resources`.
    public static Settings read(Section section) {
        var kinds = list(section, "kinds", KindName.FORM, KindName::parse, "kinds: [configmaps, deployments.apps]");
        return new Settings(
                section.textIfSet("namespace", NAMESPACE),
                section.textIfSet("release", "the name of a Helm release"),
                kinds.isEmpty() ? USUAL : kinds,
                list(section, "objects", NamedObject.FORM, NamedObject::parse, "objects: [configmaps/corporate-ca]"),
                list(section, "secrets", "names of Secrets", Settings::name, "secrets: [nexus-ssh]"),
                section.textIfSet("helm-secret", "the name of a Secret, such as sh.helm.release.v1.nexus.v3"),
                section.flag("volumes"));
    }

    private static Optional<String> name(String text) {
        return Optional.of(text).filter(NamedObject::isName);
    }

    private static <T> List<T> list(
            Section section, String key, String allowed, Function<String, Optional<T>> parse, String example) {
        return section.list(key, allowed).stream()
                .flatMap(text -> {
                    var item = parse.apply(text);
                    if (item.isEmpty()) section.problem(key, "\"" + text + "\" cannot be used", allowed, example);
                    return item.stream();
                })
                .toList();
    }
}
