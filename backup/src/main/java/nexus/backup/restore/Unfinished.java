package nexus.backup.restore;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import nexus.backup.run.Layout;
import nexus.backup.store.Bucket;
import nexus.backup.store.Stored;

/// Attempts of restores that have begun and were not finished, by their folders.
///
/// @param layout where they are kept
record Unfinished(Bucket bucket, Layout layout) {
    /// An attempt.
    ///
    /// @param run  of which it is
    /// @param last when it has written last, by the store's clock
    record Attempt(String folder, String run, Instant last) {
        private Attempt later(Attempt other) {
            return last.isAfter(other.last) ? this : other;
        }
    }

    Collection<Attempt> attempts() {
        var attempts = new TreeMap<String, Attempt>();
        var finished = new HashSet<String>();
        bucket.list(layout.restores(), stored -> note(stored, attempts, finished));
        attempts.keySet().removeAll(finished);
        return attempts.values();
    }

    /// Keys are `RUN/PURPOSE/NOTE`; leases lie beside the runs.
    private void note(Stored stored, Map<String, Attempt> attempts, Collection<String> finished) {
        var names = stored.key().substring(layout.restores().length()).split("/", -1);
        if (names.length < 3) return;
        var folder = stored.key().substring(0, stored.key().lastIndexOf('/') + 1);
        attempts.merge(folder, new Attempt(folder, names[0], stored.modified()), Attempt::later);
        if (names[2].equals(Journal.FINISHED)) finished.add(folder);
    }
}
