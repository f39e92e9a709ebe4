package nexus.backup.dump;

import com.mongodb.MongoException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nexus.backup.dump.Catalog.Listing;
import nexus.backup.run.Consistency;
import nexus.backup.run.Entry;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/// Documents are read as they are found, and then all changes that were made meanwhile.
final class OplogLevel implements Level {
    private static final String OVERFLOW = "the oplog is too small: it no longer holds what changed since the dump"
            + " began; make it larger (replSetResizeOplog)";

    private final Catalog catalog;
    private final Notes notes;
    private final Output output;
    private final Oplog oplog;
    private BsonTimestamp start = new BsonTimestamp(0);
    private BsonTimestamp end = new BsonTimestamp(0);

    OplogLevel(Catalog catalog, Notes notes, Output output) {
        this.catalog = catalog;
        this.notes = notes;
        this.output = output;
        this.oplog = new Oplog(catalog.asker());
    }

    @Override
    public Listing begin() throws IOException {
        start = ask(oplog::start);
        checkStart();
        var listing = catalog.read();
        for (var one : listing.skipped()) {
            var name = one.namespace();
            if (name.startsWith("config.") && OplogGate.isOfResharding(name.substring("config.".length())))
                throw new LevelLost("its oplog could not be replayed: a collection is being resharded");
        }
        return listing;
    }

    private void checkStart() {
        if (!ask(() -> oplog.isThere(start))) throw new LevelLost(OVERFLOW);
    }

    private <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (MongoException e) {
            throw new LevelLost("the oplog cannot be read: " + catalog.asker().why(e) + Trouble.advice(e));
        }
    }

    /// What is read is never taken back, nor older than the oplog that is kept, whichever member it is read from.
    @Override
    public Optional<BsonDocument> concern(Found found) {
        return Optional.of(Oplog.CONCERN.clone().append("afterClusterTime", start));
    }

    @Override
    public List<Entry> end(Listing before) throws IOException {
        for (var change : Changes.between(before, catalog.again()))
            notes.add(change.namespace(), change.why() + " while the dump ran: the oplog has it");
        end = ask(oplog::newest);
        checkStart();
        var entry = slice();
        checkStart();
        return List.of(entry);
    }

    private Entry slice() throws IOException {
        var query = new Query(Oplog.NAME, Optional.of(Oplog.CONCERN), false);
        var gate = new OplogGate(start, catalog.rules().users());
        return output.documents(
                FileNames.OPLOG,
                Oplog.NAME.getFullName(),
                new Output.Reading(
                        query, () -> new TimeTrack(start, end), gate, Sizes.of(catalog.asker(), Oplog.NAME)));
    }

    @Override
    public Consistency consistency() {
        return new Consistency(
                Consistency.Level.OPLOG, Integer.toUnsignedLong(end.getTime()), Integer.toUnsignedLong(end.getInc()));
    }
}
