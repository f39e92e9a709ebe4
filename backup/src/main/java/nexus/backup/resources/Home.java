package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The namespace that objects are restored into.
public final class Home {
    private static final String OWN_LABEL = "kubernetes.io/metadata.name";

    private final Cluster cluster;
    private final String name;
    private Optional<String> made = Optional.empty();

    public Home(Cluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    /// Whether it is there and stays.
    ///
    /// @throws ClusterException if it is being deleted
    public boolean isThere() {
        var there = new ClusterObjects(cluster).find(ApiKind.NAMESPACE, name, name);
        if (there.filter(object -> object.getMetadata().getDeletionTimestamp() != null)
                .isPresent())
            throw new ClusterException("the namespace " + name + " is being deleted: wait until it is gone");
        return there.isPresent();
    }

    /// Makes it, with the labels and annotations that were saved.
    ///
    /// @throws ClusterException if the cluster refuses
    public void create(SavedRun run) {
        var answer = new ClusterObjects(cluster).create(ApiKind.NAMESPACE, name, body(run), false);
        if (!answer.isWell())
            throw new ClusterException("the namespace " + name + " cannot be made: " + answer.refusal());
        made = Optional.ofNullable(Codec.object(answer.body()).getMetadata().getUid());
    }

    private GenericKubernetesResource body(SavedRun run) {
        var saved = run.home();
        var labels = new HashMap<>(
                saved.map(object -> object.getMetadata().getLabels()).orElse(Map.of()));
        labels.remove(OWN_LABEL);
        var body = new GenericKubernetesResource();
        body.setApiVersion("v1");
        body.setKind("Namespace");
        body.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withLabels(labels)
                .withAnnotations(saved.map(object -> object.getMetadata().getAnnotations())
                        .orElse(Map.of()))
                .build());
        return body;
    }

    /// Takes it away again where it was made here.
    ///
    /// @return false where it should go, and stays
    public boolean undo() {
        if (made.isEmpty()) return true;
        var condition = Map.of("preconditions", Map.of("uid", made.get()));
        try {
            return cluster.delete(ApiKind.NAMESPACE.path(name) + "/" + name, Codec.json(condition))
                    .isWell();
        } catch (ClusterException e) {
            return false;
        }
    }
}
