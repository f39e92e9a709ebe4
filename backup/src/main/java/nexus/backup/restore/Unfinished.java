package nexus.backup.restore;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nexus.backup.run.Layout;
import nexus.backup.store.Bucket;
import nexus.backup.store.StoreException;
import nexus.backup.store.Stored;

/// Attempts of restores that have begun and were not finished, by their folders.
///
/// @param layout where they are kept
record Unfinished(Bucket bucket, Layout layout) {
    /// An attempt.
    ///
    /// @param run  of which it is
    /// @param note the key of what it has written last
    /// @param last when that was, by the store's clock
    record Attempt(String folder, String run, String note, Instant last) {
        private Attempt later(Attempt other) {
            return last.isAfter(other.last) ? this : other;
        }
    }

    /// A sentence for each attempt that is not the one of a folder.
    List<String> sentences(String own) {
        return attempts().stream()
                .filter(attempt -> !attempt.folder().equals(own))
                .map(attempt -> "A restore of run " + attempt.run() + " by another command stopped at " + attempt.last()
                        + where(attempt) + ", and collections may be half full: the same command goes on with it, or"
                        + " forgets it with --restart")
                .toList();
    }

    private String where(Attempt attempt) {
        try {
            return bucket.find(attempt.note(), Journal.MOST)
                    .map(note -> ", its last note of " + Journal.namespace(note.text()))
                    .orElse("");
        } catch (StoreException e) {
            return ""; // what another command has left must not stop this one
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
        attempts.merge(folder, new Attempt(folder, names[0], stored.key(), stored.modified()), Attempt::later);
        if (names[2].equals(Journal.FINISHED)) finished.add(folder);
    }
}
