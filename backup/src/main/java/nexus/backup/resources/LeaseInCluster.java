package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nexus.backup.run.Hashes;
import nexus.backup.run.LeaseCell;
import nexus.backup.store.Content;
import nexus.backup.store.Stored;

/// A Lease of Kubernetes. A version is its `uid` and `resourceVersion`: an update of a Lease that is gone makes a new
/// one where the `uid` is not named. The clock is that of the API server: its header `Date`, and the time that it notes
/// in `managedFields` with each change.
///
/// What the lease says stands in an annotation; `spec` repeats who holds it, for `kubectl get leases`.
public final class LeaseInCluster implements LeaseCell {
    private static final ApiKind LEASE = new ApiKind("coordination.k8s.io", "v1", "Lease", "leases", true);
    private static final String STATE = "nexus-backup/lease";
    private static final String MANAGER = "nexus-backup";
    private static final int READABLE = 200;
    private static final int HASH = 8;
    private static final int MISSING = 3;

    private final Cluster cluster;
    private final String namespace;
    private final String object;

    /// @param key of the lease in the bucket, which is what it guards
    public LeaseInCluster(Cluster cluster, String namespace, String bucket, String key) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.object = object(bucket, key);
    }

    /// Names of Kubernetes have fewer letters than keys: a hash keeps them apart.
    static String object(String bucket, String key) {
        var folder = key.replaceFirst("/LEASE$", "");
        var readable = folder.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        var cut = readable.substring(0, Math.min(readable.length(), READABLE)).replaceAll("^-|-$", "");
        return "nexus-backup-" + cut + "-" + Hashes.sha256(bucket + "/" + key).substring(0, HASH);
    }

    @Override
    public String name() {
        return "leases.coordination.k8s.io " + namespace + "/" + object;
    }

    @Override
    public Optional<Content> find() {
        var answer = cluster.get(path());
        if (answer.code() == Answer.NOT_FOUND) return Optional.empty();
        return Optional.of(content(well("get", answer)));
    }

    private Content content(Answer answer) {
        var lease = Codec.object(answer.body());
        var metadata = lease.getMetadata();
        var text = Optional.ofNullable(metadata.getAnnotations())
                .map(all -> all.get(STATE))
                .orElse("");
        var version = metadata.getUid() + "/" + metadata.getResourceVersion();
        return new Content(text, version, modified(lease), answer.time());
    }

    /// When it was last changed. An object that others have written to is judged by their time too.
    private static Instant modified(GenericKubernetesResource lease) {
        try {
            return lease.getMetadata().getManagedFields().stream()
                    .map(entry -> Instant.parse(String.valueOf(entry.getTime())))
                    .max(Instant::compareTo)
                    .orElseGet(() -> Instant.parse(lease.getMetadata().getCreationTimestamp()));
        } catch (DateTimeException e) {
            throw new ClusterException("the lease " + lease.getMetadata().getName() + " has no times", e);
        }
    }

    @Override
    public Optional<Stored> putNew(String text) {
        var answer = cluster.post(LEASE.path(namespace) + "?fieldManager=" + MANAGER, body(text, Optional.empty()));
        return stored("create", text, answer);
    }

    @Override
    public Optional<Stored> replace(String text, String etag) {
        var answer = cluster.put(path() + "?fieldManager=" + MANAGER, body(text, Optional.of(etag)));
        if (answer.code() == Answer.NOT_FOUND) return Optional.empty();
        return stored("update", text, answer);
    }

    /// A conflict may be with our own request, whose answer got lost and that was sent again.
    private Optional<Stored> stored(String verb, String text, Answer answer) {
        var content = answer.code() == Answer.CONFLICT
                ? find().filter(there -> there.text().equals(text))
                : Optional.of(content(well(verb, answer)));
        return content.map(there -> new Stored(name(), text.length(), there.etag(), there.modified()));
    }

    @Override
    public Instant now() {
        return cluster.get("/version").time();
    }

    private String body(String text, Optional<String> version) {
        var metadata = new HashMap<String, Object>(
                Map.of("name", object, "namespace", namespace, "annotations", Map.of(STATE, text)));
        version.ifPresent(it -> {
            metadata.put("uid", it.substring(0, it.indexOf('/')));
            metadata.put("resourceVersion", it.substring(it.indexOf('/') + 1));
        });
        return Codec.json(Map.of(
                "apiVersion", LEASE.apiVersion(), "kind", LEASE.kind(), "metadata", metadata, "spec", spec(text)));
    }

    private static Map<String, Object> spec(String text) {
        var state = Codec.treeOrEmpty(text);
        if (Codec.text(state, "released").equals("true")) return Map.of();
        var period = Duration.parse(Codec.text(state, "period"));
        return Map.of(
                "holderIdentity", Codec.text(state, "holder"),
                "leaseDurationSeconds", Math.max(1, period.multipliedBy(MISSING).toSeconds()));
    }

    private String path() {
        return LEASE.path(namespace) + "/" + object;
    }

    private Answer well(String verb, Answer answer) {
        if (answer.isWell()) return answer;
        throw new ClusterException("may not " + verb + " " + name() + ": " + answer.refusal()
                + "; backup.lease: kubernetes needs get, create and update on leases in backup.lease-namespace");
    }
}
