package nexus.backup.restore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nexus.backup.run.DamageException;
import nexus.backup.run.Hashes;
import nexus.backup.store.Bucket;

/// How far a restore is, in the bucket: one small object for each collection, written before what it announces
/// is done.
/// So a restore that was killed knows which collections are its own and may be begun anew.
final class Journal {
    private static final int MOST = 4_096;
    private static final String FINISHED = "finished";

    private final Bucket bucket;
    private final String folder;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    /// What was announced for a collection.
    enum State {
        /// What is there is about to be dropped, or to get another name.
        CLEARING,
        /// It is about to be created and filled.
        FILLING,
        /// Its documents are there, indexes come.
        INDEXING,
        /// It is equal to the run.
        DONE;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Journal(Bucket bucket, String folder) {
        this.bucket = bucket;
        this.folder = folder;
    }

    /// Reads the journal of an earlier attempt, or begins one.
    ///
    /// @param folder where it lies; ends with a slash
    static Journal open(Bucket bucket, String folder) {
        var journal = new Journal(bucket, folder);
        if (bucket.head(folder + FINISHED).isPresent()) journal.clear();
        var keys = new HashMap<String, String>();
        bucket.list(folder, stored -> keys.put(stored.key(), stored.key().substring(folder.length())));
        keys.forEach((key, name) ->
                bucket.find(key, MOST).ifPresent(content -> journal.states.put(name, state(key, content.text()))));
        return journal;
    }

    private static State state(String key, String text) {
        var word = text.strip().split(" ", 2)[0];
        for (var state : State.values()) if (word.equals(state.word())) return state;
        throw new DamageException(key + " says '" + word + "', which is not a state of a restore: delete it if the"
                + " target is to be restored anew");
    }

    /// Whether there was an earlier attempt.
    boolean isResumed() {
        return !states.isEmpty();
    }

    /// What was announced last, or nothing.
    Optional<State> state(Namespace namespace) {
        return Optional.ofNullable(states.get(name(namespace)));
    }

    void write(Namespace namespace, State state) {
        bucket.put(folder + name(namespace), state.word() + " " + namespace + "\n");
        states.put(name(namespace), state);
    }

    /// Forgets all of it: the restore has come to its end. A mark goes first, so that what is left when this is cut
    /// is not taken for a restore at work.
    void forget() {
        bucket.put(folder + FINISHED, "");
        clear();
        states.clear();
    }

    private void clear() {
        var keys = new ArrayList<String>();
        bucket.list(folder, stored -> keys.add(stored.key()));
        keys.remove(folder + FINISHED);
        bucket.delete(keys);
        bucket.delete(List.of(folder + FINISHED));
    }

    /// A namespace may hold anything and be longer than a key.
    private static String name(Namespace namespace) {
        return Hashes.sha256(namespace.toString()).substring(0, 32);
    }
}
