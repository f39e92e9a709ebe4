package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which objects of a run come back, and how they look in their new place.
///
/// @param namespace where they go
/// @param all       whether those come back that Helm makes again
record Selection(SavedRun run, String namespace, boolean all) {
    private static final String HELM_RELEASE = "meta.helm.sh/release-name";
    private static final String HELM_NAMESPACE = "meta.helm.sh/release-namespace";
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final Set<String> KEPT = Set.of("Secret.v1", "PersistentVolumeClaim.v1", "PersistentVolume.v1");

    /// In the order of a restore.
    List<GenericKubernetesResource> objects() {
        var volumes = run.objects().stream()
                .filter(Selection::isLastingVolume)
                .map(volume -> volume.getMetadata().getName())
                .collect(Collectors.toSet());
        return run.objects().stream()
                .filter(this::isWanted)
                .sorted(Order.OF_RESTORE)
                .map(object -> placed(object, volumes))
                .toList();
    }

    private boolean isWanted(GenericKubernetesResource object) {
        var kind = Scrub.kind(object);
        if (kind.equals("Namespace.v1")) return false;
        if (kind.equals("PersistentVolume.v1") && !isLastingVolume(object)) return false;
        return all || KEPT.contains(kind) || !isMadeByHelm(object);
    }

    /// A volume that goes with its claim has nothing left in it.
    private static boolean isLastingVolume(GenericKubernetesResource object) {
        return Scrub.kind(object).equals("PersistentVolume.v1")
                && !Codec.text(Codec.tree(object), "spec", "persistentVolumeReclaimPolicy")
                        .equals("Delete");
    }

    /// Objects of other releases are not made again by this one.
    private boolean isMadeByHelm(GenericKubernetesResource object) {
        var metadata = object.getMetadata();
        var release = Optional.ofNullable(metadata.getAnnotations()).map(all -> all.get(HELM_RELEASE));
        return metadata.getLabels() != null
                && "Helm".equals(metadata.getLabels().get(MANAGED_BY))
                && release.orElse(run.releaseName()).equals(run.releaseName());
    }

    private GenericKubernetesResource placed(GenericKubernetesResource object, Set<String> volumes) {
        var tree = Codec.tree(object);
        var metadata = Scrub.inner(tree, "metadata");
        move(metadata, "namespace");
        move(Scrub.inner(metadata, "annotations"), HELM_NAMESPACE);
        switch (object.getKind()) {
            case "RoleBinding", "ClusterRoleBinding" ->
                Codec.trees(tree, "subjects").forEach(subject -> move(subject, "namespace"));
            case "PersistentVolume" -> move(Scrub.inner(Scrub.inner(tree, "spec"), "claimRef"), "namespace");
            case "PersistentVolumeClaim" -> unbind(Scrub.inner(tree, "spec"), volumes);
            default -> {}
        }
        return Codec.object(tree);
    }

    private void move(Map<String, Object> tree, String key) {
        if (run.namespace().equals(tree.get(key))) tree.put(key, namespace);
    }

    /// A claim that names a volume which is gone would wait for it without end.
    private static void unbind(Map<String, Object> spec, Set<String> volumes) {
        if (!volumes.contains(Codec.text(spec, "volumeName"))) spec.remove("volumeName");
    }
}
