package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Optional;
import java.util.Set;

/// Which objects are never saved: the cluster makes them by itself.
final class LeftOut {
    static final String TOKEN = "kubernetes.io/service-account-token";

    private static final Set<String> NEVER = Set.of(
            "pods",
            "replicasets.apps",
            "replicationcontrollers",
            "controllerrevisions.apps",
            "endpoints",
            "endpointslices.discovery.k8s.io",
            "events",
            "events.events.k8s.io",
            "leases.coordination.k8s.io",
            "nodes",
            "podmetrics.metrics.k8s.io",
            "csinodes.storage.k8s.io",
            "volumeattachments.storage.k8s.io");
    private static final Set<String> OF_THE_CLUSTER = Set.of("kube-root-ca.crt", "istio-ca-root-cert");

    private LeftOut() {}

    /// Why no object of a kind is saved, or nothing.
    static Optional<String> why(KindName kind) {
        if (!NEVER.contains(kind.toString())) return Optional.empty();
        return Optional.of("the cluster makes these by itself, or they are of a moment");
    }

    /// Why an object is not saved, or nothing.
    static Optional<String> why(GenericKubernetesResource object) {
        var owner = object.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst();
        if (owner.isPresent()) return Optional.of(made(owner.get()));
        var tree = Codec.tree(object);
        return switch (Scrub.kind(object)) {
            case "ConfigMap.v1" ->
                Optional.of(object.getMetadata().getName())
                        .filter(OF_THE_CLUSTER::contains)
                        .map(_ -> "the cluster makes it by itself");
            case "Secret.v1" ->
                Optional.of(Codec.text(tree, "type"))
                        .filter(TOKEN::equals)
                        .map(_ -> "it is a token of a service account, which the cluster makes anew");
            case "Job.batch/v1" ->
                Optional.of(Codec.text(tree, "status", "completionTime"))
                        .filter(time -> !time.isEmpty())
                        .map(_ -> "it has come to its end, and would run again");
            default -> Optional.empty();
        };
    }

    private static String made(OwnerReference owner) {
        return owner.getKind() + "/" + owner.getName() + " makes it";
    }
}
