package nexus.backup.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final String HELM = "\"labels\": {\"app.kubernetes.io/managed-by\": \"Helm\"}";

    private static GenericKubernetesResource object(String kind, String name, String metadata, String rest) {
        return Codec.object("{\"apiVersion\": \"v1\", \"kind\": \"" + kind + "\", \"metadata\": {\"name\": \"" + name
                + "\", \"namespace\": \"shop\"" + (metadata.isEmpty() ? "" : ", " + metadata) + "}" + rest + "}");
    }

    private static List<GenericKubernetesResource> chosen(boolean all, GenericKubernetesResource... objects) {
        var about = Map.<String, Object>of("namespace", "shop", "release", "nexus");
        var run = new SavedRun(about, Arrays.asList(objects), Optional.empty(), Optional.empty());
        return new Selection(run, "other", all).objects();
    }

    private static List<String> names(List<GenericKubernetesResource> objects) {
        return objects.stream().map(Saved::label).toList();
    }

    @Test
    void takesWhatHelmDoesNotMake() {
        var objects = new GenericKubernetesResource[] {
            object("Namespace", "shop", "", ""),
            object("ConfigMap", "made", HELM, ""),
            object("ConfigMap", "given", "", ""),
            object("ConfigMap", "of-another", HELM + ", \"annotations\": {\"meta.helm.sh/release-name\": \"x\"}", ""),
            object("Secret", "keys", HELM, ""),
            object("Service", "made", HELM, ""),
            object("PersistentVolumeClaim", "data", HELM, "")
        };
        assertEquals(
                List.of("PersistentVolumeClaim/data", "Secret/keys", "ConfigMap/given", "ConfigMap/of-another"),
                names(chosen(false, objects)));
        assertEquals(6, chosen(true, objects).size(), "all but the namespace");
    }

    @Test
    void movesToAnotherNamespace() {
        var helm = HELM + ", \"annotations\": {\"meta.helm.sh/release-name\": \"nexus\","
                + " \"meta.helm.sh/release-namespace\": \"shop\", \"text\": \"shop\"}";
        var moved = Codec.tree(chosen(true, object("Secret", "keys", helm, ", \"type\": \"shop\""))
                .getFirst());
        assertEquals("other", Codec.text(moved, "metadata", "namespace"));
        assertEquals("other", Codec.text(moved, "metadata", "annotations", "meta.helm.sh/release-namespace"));
        assertEquals("shop", Codec.text(moved, "metadata", "annotations", "text"));
        assertEquals("shop", Codec.text(moved, "type"));
        var subjects =
                ", \"subjects\": [{\"name\": \"a\", \"namespace\": \"shop\"}, {\"name\": \"b\", \"namespace\": \"x\"}]";
        var binding = Codec.tree(
                chosen(true, object("RoleBinding", "b", "", subjects)).getFirst());
        assertEquals(
                List.of("other", "x"),
                Codec.trees(binding, "subjects").stream()
                        .map(subject -> subject.get("namespace"))
                        .toList());
    }

    @Test
    void aClaimNamesAVolumeOnlyWhereItComesBack() {
        var claim = object("PersistentVolumeClaim", "data", "", ", \"spec\": {\"volumeName\": \"v\"}");
        var lasting = object("PersistentVolume", "v", "", volume("Retain"));
        var passing = object("PersistentVolume", "v", "", volume("Delete"));
        assertEquals("", volumeOf(chosen(false, claim)));
        assertEquals("", volumeOf(chosen(false, claim, passing)));
        assertEquals("v", volumeOf(chosen(false, lasting, claim)));
        assertEquals(List.of("PersistentVolumeClaim/data"), names(chosen(true, passing, claim)));
    }

    private static String volume(String policy) {
        return ", \"spec\": {\"persistentVolumeReclaimPolicy\": \"" + policy + "\"}";
    }

    private static String volumeOf(List<GenericKubernetesResource> objects) {
        return Codec.text(Codec.tree(objects.getLast()), "spec", "volumeName");
    }
}
