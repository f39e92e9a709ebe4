package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads and writes the objects of a cluster.
record ClusterObjects(Cluster cluster) {
    /// Each may take a megabyte.
    private static final int PAGE = 10;
    private static final int MOST = 5_000;
    private static final String TRIED = "dryRun=All&";
    private static final String MANAGER = "fieldManager=" + Owners.RESTORE;

    /// The objects of a kind that have a label.
    ///
    /// @throws ClusterException if the cluster refuses
    List<GenericKubernetesResource> list(ApiKind kind, String namespace, String selector) {
        var objects = new ArrayList<GenericKubernetesResource>();
        var next = "";
        do {
            var answer = cluster.get(kind.path(namespace) + "?limit=" + PAGE + "&labelSelector=" + encode(selector)
                    + (next.isEmpty() ? "" : "&continue=" + encode(next)));
            if (!answer.isWell()) throw refused("list", kind.name().toString(), namespace, answer);
            var page = Codec.tree(answer.body());
            Codec.trees(page, "items").forEach(item -> objects.add(ofKind(kind, Codec.object(item))));
            if (objects.size() > MOST)
                throw new ClusterException("there are more than " + MOST + " objects of kind " + kind.name()
                        + " with the label " + selector + ": leave the kind out of backup.resources.kinds");
            next = Codec.text(page, "metadata", "continue");
        } while (!next.isEmpty());
        return objects;
    }

    /// Items of a list do not say what they are.
    private static GenericKubernetesResource ofKind(ApiKind kind, GenericKubernetesResource object) {
        object.setApiVersion(kind.apiVersion());
        object.setKind(kind.kind());
        return object;
    }

    /// One object, or nothing where it is not there.
    ///
    /// @throws ClusterException if the cluster refuses
    Optional<GenericKubernetesResource> find(ApiKind kind, String namespace, String name) {
        var answer = cluster.get(kind.path(namespace) + "/" + name);
        if (answer.code() == Answer.NOT_FOUND) return Optional.empty();
        if (!answer.isWell()) throw refused("get", kind.name() + "/" + name, namespace, answer);
        return Optional.of(ofKind(kind, Codec.object(answer.body())));
    }

    /// Makes one that is not there.
    ///
    /// @param isTrial whether the cluster only says what it would do
    Answer create(ApiKind kind, String namespace, GenericKubernetesResource object, boolean isTrial) {
        return cluster.post(kind.path(namespace) + "?" + (isTrial ? TRIED : "") + MANAGER, Codec.json(object));
    }

    /// Puts one in the place of the version that it names.
    ///
    /// @param isTrial whether the cluster only says what it would do
    Answer replace(ApiKind kind, String namespace, GenericKubernetesResource object, boolean isTrial) {
        var name = object.getMetadata().getName();
        return cluster.put(
                kind.path(namespace) + "/" + name + "?" + (isTrial ? TRIED : "") + MANAGER, Codec.json(object));
    }

    private static ClusterException refused(String verb, String what, String namespace, Answer answer) {
        var advice = answer.code() == Answer.FORBIDDEN ? "; give the account that right, or leave it out" : "";
        return ClusterException.refused(
                "may not " + verb + " " + what + " in namespace " + namespace + ": " + answer.refusal() + advice,
                answer);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
