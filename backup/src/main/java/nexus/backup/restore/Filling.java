package nexus.backup.restore;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
        Clearing clearing,
        int version,
        LongConsumer progress,
        Optional<Trial> trial) {
    Outcome restore(Collection collection) throws IOException {
        var target = collection.to();
        if (claims().isDone(target)) return again(collection);
        var creation = new Creation(target, collection.metadata(), version);
        boolean isKept = clearing.clear(target);
        if (isKept) journal.write(target, Journal.State.MERGING, claims().id(target));
        else create(target, creation);
        var filled = fill(collection, isKept);
        var trouble = countTrouble(collection, filled, isKept);
        if (trouble.isEmpty()) trouble = compare(collection);
        if (trouble.isEmpty()) trouble = index(collection, creation);
        if (trouble.isEmpty()) journal.write(target, Journal.State.DONE, claims().id(target));
        return outcome(collection, filled, isKept, trouble);
    }

    private static Outcome outcome(Collection collection, Filled filled, boolean isKept, String trouble) {
        var metadata = collection.metadata();
        // A time series is counted by its buckets here.
        var isSteady = !isKept && !metadata.isShrinking() && !metadata.isTimeSeries();
        var counted = isSteady ? OptionalLong.of(filled.inserted()) : OptionalLong.empty();
        return new Outcome(collection.to().toString(), filled.inserted(), filled.duplicates(), counted, trouble);
    }

    /// Documents that went into a collection, and those that were there.
    private record Filled(long inserted, long duplicates) {}

    private Claims claims() {
        return new Claims(commands, journal);
    }

    /// One that the earlier attempt has finished; it may have been changed since.
    private Outcome again(Collection collection) {
        progress.accept(collection.storedBytes());
        long documents = collection.data().map(Entry::documents).orElse(0L);
        var isKept = clearing.ifExists() == IfExists.MERGE;
        // With its indexes it may have fewer by now.
        var mayDiffer = isKept || collection.metadata().isShrinking();
        var trouble = countTrouble(collection, new Filled(documents, 0), mayDiffer);
        var changed = trouble + ", though the earlier attempt had finished it: somebody has changed it";
        return outcome(collection, new Filled(documents, 0), isKept, trouble.isEmpty() ? "" : changed);
    }

    private void create(Namespace target, Creation creation) {
        journal.write(target, Journal.State.CREATING, "-");
        commands.write(target.database(), creation.create(), target.toString());
        journal.write(target, Journal.State.FILLING, claims().id(target));
    }

    private Filled fill(Collection collection, boolean isKept) throws IOException {
        if (collection.data().isEmpty()) return new Filled(0, 0);
        Entry entry = collection.data().get();
        var inserter = new Inserter(commands, bucketsOf(collection), isKept);
        try (var object = run.read(entry, identities, progress)) {
            var documents = new Documents(object, run.key(entry));
            while (documents.next()) inserter.add(documents.buffer(), documents.length());
            inserter.flush();
        }
        return new Filled(inserter.inserted(), inserter.duplicates());
    }

    /// The documents of a time series are those of a collection beside it.
    private Namespace bucketsOf(Collection collection) {
        if (!collection.metadata().isTimeSeries()) return collection.to();
        return new Namespace(
                collection.to().database(), "system.buckets." + collection.to().collection());
    }

    /// Before there are indexes: one with a time to live would take documents away.
    private String countTrouble(Collection collection, Filled filled, boolean mayDiffer) {
        long expected = collection.data().map(Entry::documents).orElse(0L);
        if (filled.inserted() + filled.duplicates() != expected)
            return "got " + filled.inserted() + " documents instead of " + expected;
        var metadata = collection.metadata();
        if (mayDiffer || metadata.isView() || metadata.isTimeSeries() || metadata.isExpiring()) return "";
        long there = commands.count(collection.to());
        return there == expected ? "" : "has " + there + " documents instead of " + expected;
    }

    /// As closely as a trial wants it.
    private String compare(Collection collection) {
        if (trial.isEmpty() || collection.data().isEmpty()) return "";
        if (collection.metadata().isExpiring()) {
            trial.get().leftOut("a comparison of " + collection.to() + ", whose documents go by themselves");
            return "";
        }
        var place = bucketsOf(collection);
        return trial.get().filled(collection.data().get(), place.database(), place.collection());
    }

    private String index(Collection collection, Creation creation) {
        if (creation.indexes().isEmpty()) return "";
        commands.write(
                collection.to().database(),
                creation.createIndexes(),
                collection.to().toString());
        var there = there(collection.to());
        var missing = new TreeSet<>(names(creation.indexes()));
        missing.removeAll(names(there));
        if (!missing.isEmpty()) return "lacks the indexes " + String.join(", ", missing);
        return trial.map(closely -> closely.indexed(creation.indexes(), there)).orElse("");
    }

    private static Set<String> names(List<BsonDocument> indexes) {
        var names = new TreeSet<String>();
        indexes.forEach(
                index -> names.add(index.getString("name", new BsonString("")).getValue()));
        return names;
    }

    private List<BsonDocument> there(Namespace target) {
        var command = new BsonDocument("listIndexes", new BsonString(target.collection()))
                .append("cursor", new BsonDocument("batchSize", new BsonInt32(1_000)));
        return commands
                .read(target.database(), command, target.toString())
                .getDocument("cursor")
                .getArray("firstBatch")
                .stream()
                .map(BsonValue::asDocument)
                .toList();
    }
}
