package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Comparator;
import java.util.List;

/// The order in which objects come back, as Velero has it: what others need comes first, the rest by its kind, and
/// last what acts upon the others.
final class Order {
    private static final List<String> FIRST = List.of(
            "CustomResourceDefinition.apiextensions.k8s.io",
            "Namespace",
            "StorageClass.storage.k8s.io",
            "VolumeSnapshotClass.snapshot.storage.k8s.io",
            "VolumeSnapshotContent.snapshot.storage.k8s.io",
            "VolumeSnapshot.snapshot.storage.k8s.io",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "ClusterRole.rbac.authorization.k8s.io",
            "Role.rbac.authorization.k8s.io",
            "ServiceAccount",
            "ClusterRoleBinding.rbac.authorization.k8s.io",
            "RoleBinding.rbac.authorization.k8s.io",
            "Secret",
            "ConfigMap",
            "LimitRange",
            "ResourceQuota",
            "PriorityClass.scheduling.k8s.io",
            "Service");
    private static final List<String> LAST = List.of(
            "Job.batch",
            "CronJob.batch",
            "APIService.apiregistration.k8s.io",
            "MutatingWebhookConfiguration.admissionregistration.k8s.io",
            "ValidatingWebhookConfiguration.admissionregistration.k8s.io");
    private static final int REST = 500;
    private static final int TAIL = 900;

    static final Comparator<GenericKubernetesResource> OF_RESTORE = Comparator.comparingInt(Order::rank)
            .thenComparing(Order::kind)
            .thenComparing(object -> object.getMetadata().getName());

    private Order() {}

    /// A number of three digits at most.
    static int rank(GenericKubernetesResource object) {
        var kind = kind(object);
        if (FIRST.contains(kind)) return FIRST.indexOf(kind);
        return LAST.contains(kind) ? TAIL + LAST.indexOf(kind) : REST;
    }

    private static String kind(GenericKubernetesResource object) {
        int slash = object.getApiVersion().indexOf('/');
        return object.getKind() + (slash < 0 ? "" : "." + object.getApiVersion().substring(0, slash));
    }
}
