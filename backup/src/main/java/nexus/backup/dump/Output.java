package nexus.backup.dump;

import com.mongodb.MongoException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import nexus.backup.run.Entry;

/// Makes the objects of a dump.
record Output(Asker asker, Sink sink, Progress progress) {
    /// A collection that is cut more often is not read to its end any more.
    private static final int MOST_COPIES = 10;

    /// How the documents of an object are read.
    ///
    /// @param track makes one for each copy that is tried
    record Reading(Query query, Supplier<Track> track, Gate gate, Sizes sizes) {}

    /// Writes one that holds no documents.
    Entry bytes(String path, String namespace, byte[] bytes) throws IOException {
        try (var object = sink.open(path, namespace, bytes.length)) {
            object.write(bytes, 0, bytes.length);
            return object.finish();
        }
    }

    /// Writes one that holds documents.
    ///
    /// @throws LevelLost     if they cannot be read at the level that is asked for
    /// @throws DumpException if they cannot be read
    Entry documents(String path, String namespace, Reading reading) throws IOException {
        progress.begun(namespace);
        var what = "find on " + reading.query.name();
        var patience = asker.patience(what);
        try {
            for (int i = 0; i < MOST_COPIES; i++) {
                var entry = copy(path, namespace, reading, patience);
                if (entry.isPresent()) {
                    progress.finished(namespace);
                    return entry.get();
                }
                progress.restarted(namespace);
            }
        } catch (MongoException e) {
            throw asker.refused(what, e);
        }
        throw new DumpException(what + " was cut " + MOST_COPIES + " times where it cannot go on: it has no index on"
                + " _id to go on by, or the server does not keep to min; mend the way to the server and begin anew");
    }

    private Optional<Entry> copy(String path, String namespace, Reading reading, Patience patience) throws IOException {
        try (var object = sink.open(path, namespace, reading.sizes.most());
                var copy = new Copy(asker, reading, patience)) {
            boolean isWhole = copy.into(object, (documents, bytes) -> progress.advanced(namespace, documents, bytes));
            return isWhole ? Optional.of(object.finish()) : Optional.empty();
        }
    }
}
