package nexus.backup.restore;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Instant;
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
import nexus.backup.store.StoreException;

/// How far a restore is, in the bucket: one small object for each collection, written before what it announces is
/// done. So a restore that was killed knows which collections are its own and may be begun anew.
final class Journal {
    private static final System.Logger LOG = System.getLogger(Journal.class.getName());
    static final int MOST = 4_096;
    static final String FINISHED = "finished";

    /// Nothing where no journal is kept.
    private final Optional<Bucket> kept;

    private final String folder;
    private final Map<String, Note> notes = new ConcurrentHashMap<>();
    private Instant last = Instant.MIN;

    /// What was announced for a collection.
    enum State {
        /// What is there is about to be dropped, or to get another name.
        CLEARING,
        /// It is about to be created.
        CREATING,
        /// It was created and is being filled.
        FILLING,
        /// Documents are added to one that was there.
        MERGING,
        /// It is equal to the run.
        DONE;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// An announcement.
    ///
    /// @param id what the server calls the collection, so that another one of the same name is not taken for it
    record Note(State state, String id) {}

    private Journal(Optional<Bucket> kept, String folder) {
        this.kept = kept;
        this.folder = folder;
    }

    /// Reads the journal of an earlier attempt, without writing.
    ///
    /// @param folder where it lies; ends with a slash
    static Journal open(Bucket bucket, String folder) {
        var journal = new Journal(Optional.of(bucket), folder);
        if (bucket.head(folder + FINISHED).isPresent()) return journal;
        var keys = new HashMap<String, String>();
        bucket.list(folder, stored -> {
            keys.put(stored.key(), stored.key().substring(folder.length()));
            if (stored.modified().isAfter(journal.last)) journal.last = stored.modified();
        });
        keys.forEach((key, name) ->
                bucket.find(key, MOST).ifPresent(content -> journal.notes.put(name, note(key, content.text()))));
        return journal;
    }

    /// An empty one, whatever an earlier attempt has left.
    static Journal none(Bucket bucket, String folder) {
        return new Journal(Optional.of(bucket), folder);
    }

    /// One that is not kept: whoever begins anew knows by other means what is left.
    static Journal unkept() {
        return new Journal(Optional.empty(), "");
    }

    private static Note note(String key, String text) {
        var words = text.strip().split(" ", 3);
        for (var state : State.values())
            if (words.length == 3 && words[0].equals(state.word())) return new Note(state, words[1]);
        throw new DamageException(
                key + " is not the note of a restore: delete it if the target is to be restored anew");
    }

    /// What a note speaks of.
    static String namespace(String text) {
        return text.strip().replaceFirst("^\\S+ \\S+ ", "");
    }

    /// Whether anything was announced, by an earlier attempt or by this one.
    boolean hasNotes() {
        return !notes.isEmpty();
    }

    /// When the earlier attempt has written last, by the store's clock.
    Instant last() {
        return last;
    }

    /// What was announced last, or nothing.
    Optional<Note> note(Namespace namespace) {
        return Optional.ofNullable(notes.get(name(namespace)));
    }

    void write(Namespace namespace, State state, String id) {
        kept.ifPresent(
                bucket -> bucket.put(folder + name(namespace), state.word() + " " + id + " " + namespace + "\n"));
        notes.put(name(namespace), new Note(state, id));
    }

    /// Makes room for a new attempt where nothing is to be taken from an earlier one.
    void begin() {
        if (!hasNotes()) kept.ifPresent(this::clear);
    }

    /// Forgets all of it: the restore has come to its end. A mark goes first, so that what is left when this is cut
    /// is not taken for a restore at work.
    void forget() {
        kept.ifPresent(bucket -> {
            bucket.put(folder + FINISHED, "finished\n");
            clearIfPossible(bucket);
        });
        notes.clear();
    }

    private void clearIfPossible(Bucket bucket) {
        try {
            clear(bucket);
        } catch (StoreException e) {
            LOG.log(
                    WARNING,
                    "All is restored, but the notes of it stay below " + folder + ", and the run with them: "
                            + e.getMessage() + ". Delete them when nothing else is restored");
        }
    }

    private void clear(Bucket bucket) {
        var keys = new ArrayList<String>();
        bucket.list(folder, stored -> keys.add(stored.key()));
        if (keys.isEmpty()) return;
        keys.remove(folder + FINISHED);
        bucket.delete(keys);
        bucket.delete(List.of(folder + FINISHED));
    }

    /// A namespace may hold anything and be longer than a key.
    private static String name(Namespace namespace) {
        return Hashes.sha256(namespace.toString()).substring(0, 32);
    }
}
