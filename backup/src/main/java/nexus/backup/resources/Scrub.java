package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Takes from an object what only the cluster that it was read from can give it, as Velero does.
final class Scrub {
    /// Who bound a claim, and to what machine.
    private static final Set<String> BINDING = Set.of(
            "pv.kubernetes.io/bind-completed",
            "pv.kubernetes.io/bound-by-controller",
            "volume.kubernetes.io/selected-node",
            "volume.kubernetes.io/storage-provisioner",
            "volume.beta.kubernetes.io/storage-provisioner");
    private static final String CONTROLLER_UID = "controller-uid";
    private static final Set<String> OF_JOBS = Set.of(CONTROLLER_UID, "batch.kubernetes.io/" + CONTROLLER_UID);
    /// Counted by the controller of a Deployment.
    private static final Set<String> COUNTED = Set.of("deployment.kubernetes.io/revision");

    private Scrub() {}

    /// A copy without it.
    static GenericKubernetesResource of(GenericKubernetesResource object) {
        var tree = Codec.tree(object);
        tree.remove("status");
        special(kind(object), tree);
        var scrubbed = Codec.object(tree);
        metadata(scrubbed.getMetadata());
        return scrubbed;
    }

    static String kind(GenericKubernetesResource object) {
        return object.getKind() + "." + object.getApiVersion();
    }

    private static void metadata(ObjectMeta metadata) {
        metadata.setGenerateName(null);
        metadata.setSelfLink(null);
        metadata.setUid(null);
        metadata.setResourceVersion(null);
        metadata.setGeneration(null);
        metadata.setCreationTimestamp(null);
        metadata.setDeletionTimestamp(null);
        metadata.setDeletionGracePeriodSeconds(null);
        metadata.setOwnerReferences(null);
        Owners.scrub(metadata);
    }

    private static void special(String kind, Map<String, Object> tree) {
        switch (kind) {
            case "Service.v1" -> service(tree);
            case "PersistentVolume.v1" -> {
                annotations(tree, BINDING);
                inner(inner(tree, "spec"), "claimRef").keySet().removeAll(Set.of("uid", "resourceVersion"));
            }
            case "PersistentVolumeClaim.v1" -> annotations(tree, BINDING);
            case "Deployment.apps/v1" -> annotations(tree, COUNTED);
            case "Job.batch/v1" -> job(tree);
            case "ServiceAccount.v1" -> serviceAccount(tree);
            default -> {}
        }
    }

    private static void annotations(Map<String, Object> tree, Set<String> names) {
        var metadata = inner(tree, "metadata");
        removeAll(inner(metadata, "annotations"), names);
        if (inner(metadata, "annotations").isEmpty()) metadata.remove("annotations");
    }

    /// Addresses and ports that the cluster has chosen. A port that somebody has asked for stands in what they
    /// applied.
    private static void service(Map<String, Object> tree) {
        var spec = inner(tree, "spec");
        if (!"None".equals(spec.get("clusterIP"))) removeAll(spec, Set.of("clusterIP", "clusterIPs"));
        spec.remove("healthCheckNodePort");
        var asked = UserPorts.of(tree);
        for (var port : Codec.trees(spec, "ports")) if (!asked.has(port)) port.remove("nodePort");
    }

    private static void job(Map<String, Object> tree) {
        var spec = inner(tree, "spec");
        if (!"true".equals(String.valueOf(spec.get("manualSelector")))) spec.remove("selector");
        removeAll(inner(inner(tree, "metadata"), "labels"), OF_JOBS);
        removeAll(inner(inner(inner(spec, "template"), "metadata"), "labels"), OF_JOBS);
    }

    /// Tokens that the cluster has made for it.
    private static void serviceAccount(Map<String, Object> tree) {
        var name = Codec.text(tree, "metadata", "name");
        var kept = Codec.trees(tree, "secrets").stream()
                .filter(secret -> !Codec.text(secret, "name").startsWith(name + "-token-"))
                .toList();
        if (kept.isEmpty()) tree.remove("secrets");
        else tree.put("secrets", new ArrayList<>(kept));
    }

    private static void removeAll(Map<String, Object> tree, Collection<String> names) {
        names.forEach(tree::remove);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> inner(Map<String, Object> tree, String key) {
        return tree.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : new HashMap<>();
    }

    /// Node ports that somebody has asked for: those of what was applied with kubectl, or those whose owner another
    /// tool is, as `managedFields` say.
    ///
    /// @param keys numbers and protocols of the ports
    private record UserPorts(Set<String> keys) {
        static UserPorts of(Map<String, Object> service) {
            var keys = new HashSet<String>();
            var applied =
                    Codec.text(service, "metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration");
            for (var port : Codec.trees(inner(Codec.treeOrEmpty(applied), "spec"), "ports"))
                if (port.containsKey("nodePort")) keys.add(key(port));
            for (var manager : Codec.trees(inner(service, "metadata"), "managedFields")) owned(manager, keys);
            return new UserPorts(keys);
        }

        private static void owned(Map<String, Object> manager, Set<String> keys) {
            var ports = inner(inner(inner(manager, "fieldsV1"), "f:spec"), "f:ports");
            for (var port : ports.entrySet())
                if (inner(ports, port.getKey()).containsKey("f:nodePort")) {
                    var key = port.getKey();
                    keys.add(key(Codec.treeOrEmpty(key.substring(Math.min(2, key.length())))));
                }
        }

        boolean has(Map<String, Object> port) {
            return keys.contains(key(port));
        }

        private static String key(Map<String, Object> port) {
            var protocol = Codec.text(port, "protocol");
            return Codec.text(port, "port") + "/" + (protocol.isEmpty() ? "TCP" : protocol);
        }
    }
}
