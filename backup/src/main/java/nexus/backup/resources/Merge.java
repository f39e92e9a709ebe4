package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts a saved object in the place of one that is there. What cannot be changed, or is the cluster's own, stays.
final class Merge {
    private static final Set<String> STAYS = Set.of("apiVersion", "kind", "metadata", "status");
    private static final List<String> ADDRESSES = List.of("clusterIP", "clusterIPs", "healthCheckNodePort");

    private Merge() {}

    /// The object as it is to be; equal to the one that is there where nothing would change.
    static GenericKubernetesResource of(GenericKubernetesResource there, GenericKubernetesResource saved) {
        var merged = Codec.tree(Codec.copy(there));
        var wanted = Codec.tree(saved);
        var own = Codec.tree(there);
        merged.keySet().retainAll(STAYS);
        wanted.forEach((key, value) -> {
            if (!STAYS.contains(key)) merged.put(key, value);
        });
        metadata(merged, wanted, there);
        special(Scrub.kind(there), merged, own);
        return Codec.object(merged);
    }

    private static void metadata(
            Map<String, Object> merged, Map<String, Object> wanted, GenericKubernetesResource there) {
        var metadata = Scrub.inner(merged, "metadata");
        var from = Scrub.inner(wanted, "metadata");
        replace(metadata, "labels", Scrub.inner(from, "labels"));
        var annotations = new HashMap<>(Scrub.inner(from, "annotations"));
        var scrubbed = Scrub.inner(Codec.tree(Scrub.of(there)), "metadata");
        // Those that a scrub takes away are the cluster's.
        Scrub.inner(metadata, "annotations").forEach((name, value) -> {
            if (!Scrub.inner(scrubbed, "annotations").containsKey(name)) annotations.put(name, value);
        });
        replace(metadata, "annotations", annotations);
    }

    private static void replace(Map<String, Object> tree, String key, Map<String, Object> by) {
        if (by.isEmpty()) tree.remove(key);
        else tree.put(key, by);
    }

    private static void special(String kind, Map<String, Object> merged, Map<String, Object> own) {
        switch (kind) {
            case "Service.v1" -> service(Scrub.inner(merged, "spec"), Scrub.inner(own, "spec"));
            case "PersistentVolumeClaim.v1", "Job.batch/v1" -> merged.put("spec", Scrub.inner(own, "spec"));
            case "PersistentVolume.v1" -> volume(merged, own);
            case "ServiceAccount.v1" -> secrets(merged, own);
            default -> {}
        }
    }

    private static void service(Map<String, Object> spec, Map<String, Object> own) {
        if (!"None".equals(spec.get("clusterIP")))
            for (var key : ADDRESSES) if (own.containsKey(key)) spec.putIfAbsent(key, own.get(key));
        if (!spec.getOrDefault("type", "").equals(own.getOrDefault("type", ""))) return;
        for (var port : Codec.trees(spec, "ports"))
            Codec.trees(own, "ports").stream()
                    .filter(other -> isSame(port, other) && other.containsKey("nodePort"))
                    .forEach(other -> port.putIfAbsent("nodePort", other.get("nodePort")));
    }

    private static boolean isSame(Map<String, Object> port, Map<String, Object> other) {
        return Codec.text(port, "port").equals(Codec.text(other, "port"))
                && Codec.text(port, "protocol").equals(Codec.text(other, "protocol"));
    }

    /// One that a claim has left, and that was kept, is offered to the claim of the same name.
    private static void volume(Map<String, Object> merged, Map<String, Object> own) {
        var claim = Scrub.inner(merged, "spec").get("claimRef");
        var spec = new HashMap<>(Scrub.inner(own, "spec"));
        if (claim != null && !Codec.text(own, "status", "phase").equals("Bound")) spec.put("claimRef", claim);
        merged.put("spec", spec);
    }

    private static void secrets(Map<String, Object> merged, Map<String, Object> own) {
        var all = new ArrayList<Object>(Codec.trees(merged, "secrets"));
        var known = new HashSet<>(all);
        Codec.trees(own, "secrets").stream().filter(known::add).forEach(all::add);
        if (!all.isEmpty()) merged.put("secrets", all);
    }
}
