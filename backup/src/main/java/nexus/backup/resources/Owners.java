package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Who manages which fields of an object (`managedFields`, Kubernetes "Server-Side Apply"). What a restore writes is
/// its own at first. It gives the fields back, or the next apply of their owner would end with conflicts, and leave
/// what it does not want any more.
final class Owners {
    /// Who writes, in a restore.
    static final String RESTORE = "nexus-backup";

    private static final String STATUS = "status";

    private Owners() {}

    /// Leaves out those of the status, which is not saved.
    static void scrub(ObjectMeta metadata) {
        var kept = of(metadata)
                .filter(entry -> !STATUS.equals(entry.getSubresource()))
                .toList();
        metadata.setManagedFields(kept.isEmpty() ? null : kept);
    }

    static void remove(ObjectMeta metadata) {
        metadata.setManagedFields(null);
    }

    private static Stream<ManagedFieldsEntry> of(ObjectMeta metadata) {
        return Optional.ofNullable(metadata.getManagedFields()).stream().flatMap(List::stream);
    }

    /// A written object with its saved owners instead of the restore.
    ///
    /// @return nothing where the restore owns nothing of it, or nobody else is known
    static Optional<GenericKubernetesResource> givenBack(
            GenericKubernetesResource there, GenericKubernetesResource saved) {
        var before = of(saved.getMetadata()).toList();
        if (before.isEmpty() || of(there.getMetadata()).noneMatch(Owners::isOfRestore)) return Optional.empty();
        var entries = new ArrayList<>(before);
        of(there.getMetadata())
                .filter(entry -> !isOfRestore(entry))
                .filter(entry -> before.stream().noneMatch(other -> isSame(entry, other)))
                .forEach(entries::add);
        var given = Codec.copy(there);
        given.getMetadata().setManagedFields(entries);
        return Optional.of(given);
    }

    private static boolean isOfRestore(ManagedFieldsEntry entry) {
        return RESTORE.equals(entry.getManager());
    }

    private static boolean isSame(ManagedFieldsEntry one, ManagedFieldsEntry other) {
        return Objects.equals(one.getManager(), other.getManager())
                && Objects.equals(one.getOperation(), other.getOperation())
                && Objects.equals(one.getSubresource(), other.getSubresource());
    }
}
