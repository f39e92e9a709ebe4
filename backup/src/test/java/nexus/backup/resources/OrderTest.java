package nexus.backup.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderTest {
    private static GenericKubernetesResource object(String apiVersion, String kind, String name) {
        return Codec.object("{\"apiVersion\": \"" + apiVersion + "\", \"kind\": \"" + kind
                + "\", \"metadata\": {\"name\": \"" + name + "\", \"namespace\": \"shop\"}}");
    }

    @Test
    void bringsWhatOthersNeedFirst() {
        var expected = List.of(
                object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "z"),
                object("v1", "Namespace", "z"),
                object("v1", "PersistentVolume", "z"),
                object("v1", "PersistentVolumeClaim", "z"),
                object("rbac.authorization.k8s.io/v1", "Role", "z"),
                object("v1", "ServiceAccount", "z"),
                object("rbac.authorization.k8s.io/v1", "RoleBinding", "z"),
                object("v1", "Secret", "a"),
                object("v1", "Secret", "b"),
                object("v1", "ConfigMap", "a"),
                object("v1", "Service", "a"),
                object("apps/v1", "Deployment", "a"),
                object("networking.k8s.io/v1", "Ingress", "a"),
                object("example.com/v1", "Thing", "a"),
                object("batch/v1", "CronJob", "a"));
        var mixed = new ArrayList<>(expected);
        Collections.shuffle(mixed, new Random(1));
        assertEquals(
                expected.stream().map(Saved::path).toList(),
                mixed.stream().sorted(Order.OF_RESTORE).map(Saved::path).toList());
        assertEquals("k8s/014-v1_ConfigMap-shop-a.json", Saved.path(object("v1", "ConfigMap", "a")));
        assertEquals("k8s/500-apps_v1_Deployment-shop-a.json", Saved.path(object("apps/v1", "Deployment", "a")));
    }

    /// One file system, or a listing, then shows them in the order of a restore, as far as kinds go.
    @Test
    void namesFilesInTheOrderOfRanks() {
        var names = List.of(
                Saved.path(object("v1", "Secret", "a")),
                Saved.path(object("example.com/v1", "Aaa", "a")),
                Saved.path(object("batch/v1", "CronJob", "a")));
        assertEquals(names, names.stream().sorted().toList());
    }

    @Test
    void aCoreKindIsNotOneOfTheSameNameElsewhere() {
        assertEquals(18, Order.rank(object("v1", "Service", "a")));
        assertEquals(500, Order.rank(object("serving.knative.dev/v1", "Service", "a")));
    }
}
