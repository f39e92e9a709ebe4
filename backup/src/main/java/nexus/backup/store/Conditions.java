package nexus.backup.store;

import static java.lang.System.Logger.Level.WARNING;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Whether a store keeps to the conditions of a request. Some answer that they cannot, some do not look at them.
final class Conditions {
    private static final System.Logger LOG = System.getLogger(Conditions.class.getName());

    private final SmallObjects objects;
    private final Deletion deletion;
    private Optional<Boolean> kept = Optional.empty();

    Conditions(SmallObjects objects, Deletion deletion) {
        this.objects = objects;
        this.deletion = deletion;
    }

    /// Tried out when it is first asked.
    synchronized boolean areKept(String prefix) {
        if (kept.isEmpty()) kept = Optional.of(tryOut(prefix + "conditions-" + UUID.randomUUID()));
        return kept.get();
    }

    private boolean tryOut(String key) {
        try {
            var first = objects.put(key, "1", request -> request.ifNoneMatch("*"));
            return first.isPresent()
                    && objects.put(key, "2", request -> request.ifNoneMatch("*"))
                            .isEmpty()
                    && objects.put(key, "3", request -> request.ifMatch("\"another\""))
                            .isEmpty()
                    && objects.put(
                                    key,
                                    "4",
                                    request -> request.ifMatch(first.get().etag()))
                            .isPresent();
        } catch (StoreException e) {
            if (Failures.isUnknown(e)) return false;
            throw e;
        } finally {
            tidy(key);
        }
    }

    /// Who may write need not be allowed to delete.
    private void tidy(String key) {
        try {
            deletion.of(List.of(key));
        } catch (StoreException e) {
            LOG.log(WARNING, "a small object is left behind: {0}", e.getMessage());
        }
    }
}
