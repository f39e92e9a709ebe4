package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.backup.run.Manifest.Skipped;

/// Finds what is to be saved. Secrets are asked for by name alone.
public final class Collector {
    private static final KindName SECRETS = new KindName("secrets", "");
    private static final KindName CLAIMS = new KindName("persistentvolumeclaims", "");
    private static final KindName VOLUMES = new KindName("persistentvolumes", "");
    private static final String INSTANCE = "app.kubernetes.io/instance=";

    private final ClusterObjects cluster;
    private final Discovery discovery;
    private final Settings settings;
    private final String namespace;
    private final Map<String, GenericKubernetesResource> found = new LinkedHashMap<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private boolean hasRelease;

    private Collector(Cluster cluster, Settings settings) {
        this.cluster = new ClusterObjects(cluster);
        this.discovery = new Discovery(cluster);
        this.settings = settings;
        this.namespace = settings.namespace().orElseGet(cluster::namespace);
    }

    /// Reads all of it from the cluster.
    ///
    /// @throws ClusterException if the cluster refuses, or something that was named is not there
    public static Saved collect(Cluster cluster, Settings settings) {
        return new Collector(cluster, settings).collect();
    }

    private Saved collect() {
        home();
        settings.kinds().forEach(this::list);
        requireRelease();
        settings.objects().forEach(this::named);
        settings.secrets().forEach(name -> named(new NamedObject(SECRETS, name)));
        if (settings.secrets().isEmpty())
            skip("secrets", "backup.resources.secrets is empty: keys and passwords must come from elsewhere");
        if (settings.volumes()) volumes();
        if (!missing.isEmpty())
            throw new ClusterException("in namespace " + namespace + " there is no " + String.join(", no ", missing)
                    + ": a backup without what was named would not bring it back; mend backup.resources");
        var helm = helm();
        var about = Map.of(
                "namespace", namespace,
                "release", settings.release().orElse(""),
                "server", discovery.serverVersion());
        return new Saved(about, found.values().stream().sorted(Order.OF_RESTORE).toList(), helm, skipped);
    }

    /// The namespace itself, with its labels. Not every account may read it.
    private void home() {
        try {
            require("namespaces", ApiKind.NAMESPACE, namespace);
        } catch (ClusterException e) {
            if (!e.isForbidden()) throw e;
            skip("namespaces/" + namespace, "its labels cannot be read: " + e.getMessage());
        }
    }

    private void require(String kind, ApiKind of, String name) {
        cluster.find(of, namespace, name).ifPresentOrElse(object -> take(object), () -> missing.add(kind + "/" + name));
    }

    private void list(KindName name) {
        var never = LeftOut.why(name);
        if (name.equals(SECRETS)) skip("secrets", "Secrets are never listed: name them in backup.resources.secrets");
        else if (never.isPresent()) skip(name.toString(), never.get());
        else if (settings.release().isPresent())
            discovery
                    .find(name)
                    .ifPresentOrElse(
                            kind -> labelled(kind, settings.release().get()).forEach(this::take),
                            () -> skip(name.toString(), "the cluster has no such kind"));
    }

    /// A slip in the name of the release would make a run that is good and holds next to nothing.
    private void requireRelease() {
        settings.release().filter(_ -> !hasRelease).ifPresent(release -> {
            throw new ClusterException("in namespace " + namespace + " no object has the label " + INSTANCE + release
                    + ": look at backup.resources.release, .namespace and .kinds");
        });
    }

    private List<GenericKubernetesResource> labelled(ApiKind kind, String release) {
        var objects = cluster.list(kind, namespace, INSTANCE + release);
        hasRelease |= !objects.isEmpty();
        return objects;
    }

    private void named(NamedObject named) {
        var never = LeftOut.why(named.kind());
        if (never.isPresent()) skip(named.toString(), never.get());
        else
            discovery
                    .find(named.kind())
                    .ifPresentOrElse(
                            kind -> require(named.kind().toString(), kind, named.name()),
                            () -> missing.add(named + " (the cluster has no such kind)"));
    }

    private void take(GenericKubernetesResource object) {
        var why = LeftOut.why(object);
        if (why.isPresent()) skip(Saved.label(object), why.get());
        else found.put(Saved.path(object), Scrub.of(object));
    }

    private void volumes() {
        var names = found.values().stream()
                .filter(object -> Scrub.kind(object).equals("PersistentVolumeClaim.v1"))
                .map(claim -> Codec.text(Codec.tree(claim), "spec", "volumeName"))
                .filter(name -> !name.isEmpty())
                .toList();
        names.forEach(name -> named(new NamedObject(VOLUMES, name)));
        if (names.isEmpty()) skip(VOLUMES.toString(), "no " + CLAIMS + " that is saved is bound to one");
    }

    private Optional<HelmRelease> helm() {
        if (settings.helm().isEmpty()) {
            skip("helm", "backup.resources.helm-secret is not set: chart and values must come from elsewhere");
            return Optional.empty();
        }
        try {
            var secret = cluster.find(
                    new ApiKind("", "v1", "Secret", "secrets", true),
                    namespace,
                    settings.helm().get());
            if (secret.isPresent()) return secret.map(HelmRelease::read);
            skip("helm", "there is no Secret " + settings.helm().get() + ": chart and values must come from elsewhere");
        } catch (ClusterException e) {
            if (!e.isForbidden()) throw e;
            skip("helm", String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void skip(String what, String why) {
        skipped.add(new Skipped(what, why));
    }
}
