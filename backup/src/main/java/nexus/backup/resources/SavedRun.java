package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final Set<String> FILES = Set.of(Saved.ABOUT, Saved.VALUES, Saved.RELEASE);
    private static final int MOST = 64 << 20;

    public SavedRun {
        objects = List.copyOf(objects);
    }

    /// Reads one.
    ///
    /// @throws DamageException if it is not what its manifest says, or holds something else than objects
    public static SavedRun read(RunReader run, List<Identity> identities) throws IOException {
        var objects = new ArrayList<GenericKubernetesResource>();
        var files = new HashMap<String, String>();
        for (var entry : run.manifest().entries()) {
            var text = text(run, entry, identities);
            var name = entry.path().replaceFirst("\\.gz\\.age$", "");
            if (FILES.contains(name)) files.put(name, text);
            else objects.add(parsed(run, entry, text));
        }
        return of(run, objects, files);
    }

    private static SavedRun of(RunReader run, List<GenericKubernetesResource> objects, Map<String, String> files) {
        var name = "run " + run.manifest().run();
        if (!files.containsKey(Saved.ABOUT))
            throw new DamageException(name + " does not tell which namespace it is of: " + Saved.ABOUT + " is missing");
        try {
            return new SavedRun(
                    Codec.tree(files.getOrDefault(Saved.ABOUT, "")),
                    objects,
                    Optional.ofNullable(files.get(Saved.VALUES)),
                    Optional.ofNullable(files.get(Saved.RELEASE)).map(Codec::tree));
        } catch (ClusterException e) {
            throw new DamageException(name + ": " + e.getMessage());
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
