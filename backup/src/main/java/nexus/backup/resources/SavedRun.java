package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.backup.age.Identity;
import nexus.backup.run.DamageException;
import nexus.backup.run.Entry;
import nexus.backup.run.RunReader;

/// A run of kind `resources` that was read whole: decrypted, compared with its manifest, and parsed.
///
/// @param about   where it was saved: namespace, release, version of the cluster
/// @param objects in the order of a restore
/// @param values  of the Helm release, as YAML
/// @param release what is known of it, and its chart
public record SavedRun(
        Map<String, Object> about,
        List<GenericKubernetesResource> objects,
        Optional<String> values,
        Optional<Map<String, Object>> release) {
    private static final int MOST = 64 << 20;

    public SavedRun {
        objects = List.copyOf(objects);
    }

    /// Reads one.
    ///
    /// @throws DamageException if it is not what its manifest says, or holds something else than objects
    public static SavedRun read(RunReader run, List<Identity> identities) throws IOException {
        var objects = new ArrayList<GenericKubernetesResource>();
        var about = Optional.<String>empty();
        var values = Optional.<String>empty();
        var release = Optional.<String>empty();
        for (var entry : run.manifest().entries()) {
            var text = text(run, entry, identities);
            switch (entry.path().replaceFirst("\\.gz\\.age$", "")) {
                case Saved.ABOUT -> about = Optional.of(text);
                case Saved.VALUES -> values = Optional.of(text);
                case Saved.RELEASE -> release = Optional.of(text);
                default -> objects.add(parsed(run, entry, text));
            }
        }
        try {
            return new SavedRun(
                    Codec.tree(about.orElseThrow(() -> new DamageException(
                            "run " + run.manifest().run() + " does not tell which namespace it is of"))),
                    objects,
                    values,
                    release.map(Codec::tree));
        } catch (ClusterException e) {
            throw new DamageException("run " + run.manifest().run() + ": " + e.getMessage());
        }
    }

    private static String text(RunReader run, Entry entry, List<Identity> identities) throws IOException {
        try (var object = run.read(entry, identities)) {
            var bytes = object.readNBytes(MOST + 1);
            if (bytes.length > MOST)
                throw new DamageException(run.key(entry) + " is larger than any object of Kubernetes");
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static GenericKubernetesResource parsed(RunReader run, Entry entry, String text) {
        try {
            var object = Codec.object(text);
            if (object.getMetadata() != null
                    && object.getMetadata().getName() != null
                    && object.getKind() != null
                    && object.getApiVersion() != null) return object;
            throw new DamageException(run.key(entry) + " is no object of Kubernetes: it has no kind or no name");
        } catch (ClusterException e) {
            throw new DamageException(run.key(entry) + " is " + e.getMessage());
        }
    }

    /// The namespace that was saved.
    public String namespace() {
        return Codec.text(about, "namespace");
    }

    /// The Helm release that was saved; empty where there was none.
    String releaseName() {
        return Codec.text(about, "release");
    }

    /// The namespace as an object, where the account that saved it was allowed to read it.
    Optional<GenericKubernetesResource> home() {
        return objects.stream()
                .filter(object -> Scrub.kind(object).equals("Namespace.v1"))
                .filter(object -> object.getMetadata().getName().equals(namespace()))
                .findFirst();
    }
}
