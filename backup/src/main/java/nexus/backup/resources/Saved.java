package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nexus.backup.run.Manifest.Skipped;

/// What was found to save.
///
/// @param about   of the place it was found in: namespace, release, version of the cluster
/// @param objects scrubbed, in the order of a restore
/// @param helm    the release, where it could be read
/// @param skipped what was left out, and why
public record Saved(
        Map<String, String> about,
        List<GenericKubernetesResource> objects,
        Optional<HelmRelease> helm,
        List<Skipped> skipped) {
    static final String ABOUT = "k8s/about.json";
    static final String VALUES = "helm/values.yaml";
    static final String RELEASE = "helm/release.json";
    static final String OBJECTS = "k8s/";

    public Saved {
        about = Map.copyOf(about);
        objects = List.copyOf(objects);
        skipped = List.copyOf(skipped);
    }

    /// The file of an object in a run: `k8s/014-v1_ConfigMap-shop-settings.json`.
    static String path(GenericKubernetesResource object) {
        var metadata = object.getMetadata();
        var kind = object.getApiVersion().replace('/', '_') + "_" + object.getKind();
        var namespace = metadata.getNamespace() == null ? "" : metadata.getNamespace() + "-";
        return OBJECTS + String.format(Locale.ROOT, "%03d-", Order.rank(object)) + kind + "-" + namespace
                + metadata.getName() + ".json";
    }

    /// `ConfigMap/settings`.
    static String label(GenericKubernetesResource object) {
        return object.getKind() + "/" + object.getMetadata().getName();
    }

    /// What would be saved, a line each.
    public List<String> lines() {
        var lines = new ArrayList<String>();
        objects.forEach(object -> lines.add(path(object)));
        helm.ifPresent(release -> lines.add(VALUES + " and " + RELEASE + ", revision " + release.text("revision")
                + " of " + release.text("chart") + " " + release.text("version")));
        skipped.forEach(one -> lines.add("left out: " + one.namespace() + ": " + one.why()));
        return lines;
    }
}
