package nexus.backup.restore;

import static java.lang.System.Logger.Level.INFO;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import nexus.backup.age.Identity;
import nexus.backup.run.Documents;
import nexus.backup.run.Entry;
import nexus.backup.run.RunReader;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/// Restores one collection: clears its place, creates it, fills it, makes its indexes, and compares.
///
/// @param progress hears of bytes as they lie in the bucket
record Filling(
        RunReader run,
        List<Identity> identities,
        Commands commands,
        Journal journal,
        IfExists ifExists,
        int version,
        LongConsumer progress) {
    private static final System.Logger LOG = System.getLogger(Filling.class.getName());

    Outcome restore(Collection collection) throws IOException {
        var state = journal.state(collection.to());
        if (state.equals(Optional.of(Journal.State.DONE))) {
            progress.accept(collection.storedBytes());
            return new Outcome(collection.to().toString(), 0, 0, "");
        }
        boolean isKept = clear(collection.to(), state);
        journal.write(collection.to(), Journal.State.FILLING);
        var creation = new Creation(collection.to(), collection.metadata(), version);
        if (!isKept)
            commands.write(
                    collection.to().database(),
                    creation.create(),
                    collection.to().toString());
        var outcome = fill(collection, isKept);
        journal.write(collection.to(), Journal.State.INDEXING);
        if (!creation.indexes().isEmpty())
            commands.write(
                    collection.to().database(),
                    creation.createIndexes(),
                    collection.to().toString());
        var trouble = trouble(collection, creation, outcome, isKept);
        if (trouble.isEmpty()) journal.write(collection.to(), Journal.State.DONE);
        return new Outcome(collection.to().toString(), outcome.inserted(), outcome.duplicates(), trouble);
    }

    /// Makes room for the collection.
    ///
    /// @return whether one is there that stays
    private boolean clear(Namespace target, Optional<Journal.State> state) {
        var isOurs = state.filter(last -> last != Journal.State.CLEARING).isPresent();
        if (ifExists == IfExists.MERGE) return commands.exists(target);
        if (isOurs) {
            LOG.log(INFO, "Beginning " + target + " anew: an earlier attempt did not come to its end");
            commands.drop(target);
            return false;
        }
        if (!commands.exists(target)) return false;
        if (ifExists == IfExists.REFUSE)
            throw RestoreException.amid(target + " has come into being since the restore began");
        journal.write(target, Journal.State.CLEARING);
        if (ifExists == IfExists.DROP) commands.drop(target);
        else commands.rename(target, aside(target));
        return false;
    }

    private Namespace aside(Namespace target) {
        return new Namespace(
                target.database(),
                target.collection() + "_before_" + run.manifest().run());
    }

    private Outcome fill(Collection collection, boolean isKept) throws IOException {
        if (collection.data().isEmpty()) return new Outcome(collection.to().toString(), 0, 0, "");
        Entry entry = collection.data().get();
        var inserter = new Inserter(commands, bucketsOf(collection), isKept);
        try (var object = run.read(entry, identities)) {
            var documents = new Documents(object, run.key(entry));
            long told = 0;
            while (documents.next()) {
                inserter.add(documents.buffer(), documents.length());
                told += tell(object.storedBytes() - told);
            }
            inserter.flush();
            progress.accept(entry.storedBytes() - told);
        }
        return new Outcome(collection.to().toString(), inserter.inserted(), inserter.duplicates(), "");
    }

    private long tell(long bytes) {
        if (bytes > 0) progress.accept(bytes);
        return bytes;
    }

    /// The documents of a time series are those of a collection beside it.
    private Namespace bucketsOf(Collection collection) {
        if (!collection.metadata().isTimeSeries()) return collection.to();
        return new Namespace(
                collection.to().database(), "system.buckets." + collection.to().collection());
    }

    private String trouble(Collection collection, Creation creation, Outcome outcome, boolean isKept) {
        if (collection.metadata().isView()) return "";
        if (!isKept && !collection.metadata().isTimeSeries()) {
            long expected = collection.data().map(Entry::documents).orElse(0L);
            long there = commands.count(collection.to());
            if (there != expected) return "has " + there + " documents instead of " + expected;
        }
        if (outcome.inserted() + outcome.duplicates()
                != collection.data().map(Entry::documents).orElse(0L))
            return "got " + outcome.inserted() + " documents";
        var missing = new TreeSet<>(names(creation.indexes()));
        missing.removeAll(there(collection.to()));
        return missing.isEmpty() ? "" : "lacks the indexes " + String.join(", ", missing);
    }

    private static Set<String> names(List<BsonDocument> indexes) {
        var names = new TreeSet<String>();
        indexes.forEach(
                index -> names.add(index.getString("name", new BsonString("")).getValue()));
        return names;
    }

    private Set<String> there(Namespace target) {
        var command = new BsonDocument("listIndexes", new BsonString(target.collection()))
                .append("cursor", new BsonDocument("batchSize", new BsonInt32(1_000)));
        return names(
                commands
                        .read(target.database(), command, target.toString())
                        .getDocument("cursor")
                        .getArray("firstBatch")
                        .stream()
                        .map(BsonValue::asDocument)
                        .toList());
    }
}
