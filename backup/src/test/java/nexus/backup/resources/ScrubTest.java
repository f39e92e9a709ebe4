package nexus.backup.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScrubTest {
    /// @param read  from a cluster, in YAML that is JSON
    /// @param saved what is left of it
    record Case(String claim, String read, String saved) {
        @Override
        public String toString() {
            return claim;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("takes what the cluster has given to any object", """
                        {"apiVersion": "example.com/v1", "kind": "Thing",
                         "metadata": {"name": "a", "namespace": "n", "uid": "u", "resourceVersion": "7", "generation": 3,
                           "creationTimestamp": "2026-01-01T00:00:00Z", "deletionTimestamp": "2026-01-02T00:00:00Z",
                           "deletionGracePeriodSeconds": 30, "generateName": "a-", "selfLink": "/x",
                           "ownerReferences": [{"apiVersion": "v1", "kind": "X", "name": "x", "uid": "y"}],
                           "managedFields": [{"manager": "kubectl"}, {"manager": "k", "subresource": "status"}],
                           "labels": {"l": "1"}, "annotations": {"a": "1"}, "finalizers": ["example.com/f"]},
                         "spec": {"unknown": {"deep": [1, 2.50, null, {"x": {}}]}}, "status": {"phase": "Ready"}}""", """
                        {"apiVersion": "example.com/v1", "kind": "Thing",
                         "metadata": {"name": "a", "namespace": "n", "labels": {"l": "1"}, "annotations": {"a": "1"},
                           "managedFields": [{"manager": "kubectl"}], "finalizers": ["example.com/f"]},
                         "spec": {"unknown": {"deep": [1, 2.50, null, {"x": {}}]}}}"""),
                new Case("takes addresses and ports that a Service was given", """
                        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"},
                         "spec": {"type": "NodePort", "clusterIP": "10.0.0.1", "clusterIPs": ["10.0.0.1"],
                           "healthCheckNodePort": 30001,
                           "ports": [{"port": 80, "protocol": "TCP", "nodePort": 30002}]}}""", """
                        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"},
                         "spec": {"type": "NodePort", "ports": [{"port": 80, "protocol": "TCP"}]}}"""),
                new Case("leaves a Service without an address so", """
                        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"},
                         "spec": {"clusterIP": "None", "clusterIPs": ["None"]}}""", """
                        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"},
                         "spec": {"clusterIP": "None", "clusterIPs": ["None"]}}"""),
                new Case("leaves a node port that was applied, and that of another port not", """
                        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a", "annotations": {
                           "kubectl.kubernetes.io/last-applied-configuration":
                             "{\\"spec\\": {\\"ports\\": [{\\"port\\": 80, \\"nodePort\\": 30002}, {\\"port\\": 81}]}}"}},
                         "spec": {"ports": [{"port": 80, "nodePort": 30002}, {"port": 81, "nodePort": 30003}]}}""", """
                        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a", "annotations": {
                           "kubectl.kubernetes.io/last-applied-configuration":
                             "{\\"spec\\": {\\"ports\\": [{\\"port\\": 80, \\"nodePort\\": 30002}, {\\"port\\": 81}]}}"}},
                         "spec": {"ports": [{"port": 80, "nodePort": 30002}, {"port": 81}]}}"""),
                new Case("leaves a node port that has an owner", """
                        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a", "managedFields": [
                           {"manager": "helm", "fieldsV1": {"f:spec": {"f:ports":
                             {"k:{\\"port\\":80,\\"protocol\\":\\"UDP\\"}": {"f:nodePort": {}}}}}}]},
                         "spec": {"ports": [{"port": 80, "protocol": "UDP", "nodePort": 30002},
                           {"port": 80, "protocol": "TCP", "nodePort": 30003}]}}""", """
                        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a", "managedFields": [
                           {"manager": "helm", "fieldsV1": {"f:spec": {"f:ports":
                             {"k:{\\"port\\":80,\\"protocol\\":\\"UDP\\"}": {"f:nodePort": {}}}}}}]},
                         "spec": {"ports": [{"port": 80, "protocol": "UDP", "nodePort": 30002},
                           {"port": 80, "protocol": "TCP"}]}}"""),
                new Case("takes the binding of a volume, and not its claim", """
                        {"apiVersion": "v1", "kind": "PersistentVolume",
                         "metadata": {"name": "a", "annotations": {"pv.kubernetes.io/bound-by-controller": "yes"}},
                         "spec": {"claimRef": {"name": "c", "namespace": "n", "uid": "u", "resourceVersion": "1"}}}""", """
                        {"apiVersion": "v1", "kind": "PersistentVolume", "metadata": {"name": "a"},
                         "spec": {"claimRef": {"name": "c", "namespace": "n"}}}"""),
                new Case("takes the binding of a claim, and not its volume", """
                        {"apiVersion": "v1", "kind": "PersistentVolumeClaim",
                         "metadata": {"name": "c", "annotations": {"pv.kubernetes.io/bind-completed": "yes", "mine": "1",
                           "volume.kubernetes.io/selected-node": "n1"}},
                         "spec": {"volumeName": "a"}}""", """
                        {"apiVersion": "v1", "kind": "PersistentVolumeClaim",
                         "metadata": {"name": "c", "annotations": {"mine": "1"}}, "spec": {"volumeName": "a"}}"""),
                new Case("takes the identity of a Job", """
                        {"apiVersion": "batch/v1", "kind": "Job",
                         "metadata": {"name": "j", "labels": {"controller-uid": "u", "mine": "1"}},
                         "spec": {"selector": {"matchLabels": {"batch.kubernetes.io/controller-uid": "u"}},
                           "template": {"metadata": {"labels": {"batch.kubernetes.io/controller-uid": "u",
                             "controller-uid": "u", "job-name": "j"}}}}}""", """
                        {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "j", "labels": {"mine": "1"}},
                         "spec": {"template": {"metadata": {"labels": {"job-name": "j"}}}}}"""),
                new Case("leaves the selector of a Job that has its own", """
                        {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "j"},
                         "spec": {"manualSelector": true, "selector": {"matchLabels": {"x": "1"}}}}""", """
                        {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "j"},
                         "spec": {"manualSelector": true, "selector": {"matchLabels": {"x": "1"}}}}"""),
                new Case("takes the tokens of a service account, and not its other secrets", """
                        {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "s"},
                         "secrets": [{"name": "s-token-x7f"}, {"name": "pull"}]}""", """
                        {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "s"},
                         "secrets": [{"name": "pull"}]}"""),
                new Case("takes the count of a Deployment", """
                        {"apiVersion": "apps/v1", "kind": "Deployment",
                         "metadata": {"name": "d", "annotations": {"deployment.kubernetes.io/revision": "4"}},
                         "spec": {"replicas": 2}}""", """
                        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "d"},
                         "spec": {"replicas": 2}}"""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void scrubs(Case one) {
        var object = Codec.object(one.read());
        assertEquals(Codec.tree(Codec.object(one.saved())), Codec.tree(Scrub.of(object)));
    }
}
