package nexus.backup.dump;

import com.mongodb.MongoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import nexus.backup.run.Manifest.Skipped;
import nexus.backup.run.Only;
import nexus.backup.run.Workers;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/// Lists what there is to dump.
///
/// @param only  what is asked for
/// @param rules what is left out
record Catalog(Asker asker, Only only, SkipRules rules, Workers workers) {
    private static final int ATLAS_ERROR = 8000;

    /// What there is.
    ///
    /// @param found   what can be dumped, in the order of names
    /// @param skipped what is asked for and cannot, with the reason
    record Listing(List<Found> found, List<Skipped> skipped) {
        Listing {
            found = List.copyOf(found);
            skipped = List.copyOf(skipped);
        }
    }

    /// Lists it for the first time.
    ///
    /// @throws DumpException if the server refuses, or if a pattern matches nothing
    Listing read() throws IOException {
        var listing = again();
        new Patterns(only).check(listing.found(), listing.skipped());
        return listing;
    }

    /// Lists it.
    ///
    /// @throws DumpException if the server refuses
    Listing again() throws IOException {
        var skipped = new ArrayList<Skipped>();
        var found = new ArrayList<Found>();
        for (var database : databases()) {
            var why = rules.why(database);
            if (why.isPresent()) skipped.add(new Skipped(database, why.get()));
            else collections(database, found, skipped);
        }
        found.sort(Comparator.comparing(one -> one.name().getFullName()));
        return withIndexes(found, skipped);
    }

    /// A user who may not see all databases would be shown some of them, and nobody would miss the rest.
    private List<String> databases() {
        var command = new BsonDocument("listDatabases", new BsonInt32(1)).append("nameOnly", BsonBoolean.TRUE);
        if (only.isAll()) command.append("authorizedDatabases", BsonBoolean.FALSE);
        try {
            return asker.ask("listDatabases", "admin", command).getArray("databases").stream()
                    .map(database -> Found.database(
                            database.asDocument().getString("name").getValue()))
                    .filter(only::wants)
                    .sorted()
                    .toList();
        } catch (MongoException e) {
            throw asker.refused("listDatabases", e);
        }
    }

    private void collections(String database, List<Found> found, List<Skipped> skipped) {
        var all = new LinkedHashMap<String, Found>();
        for (var listed : listed(database, skipped)) {
            var one = Found.of(database, listed);
            all.put(one.name().getCollectionName(), one);
        }
        all.forEach((name, one) -> {
            if (!only.wants(database, name)) return;
            var why = rules.why(database, name);
            var buckets = all.get(Found.BUCKETS + name);
            if (why.isPresent()) skipped.add(new Skipped(one.name().getFullName(), why.get()));
            else found.add(buckets == null ? one : one.over(buckets));
        });
    }

    private List<RawBsonDocument> listed(String database, List<Skipped> skipped) {
        var what = "listCollections of " + database;
        try {
            return asker.list(what, database, new BsonDocument("listCollections", new BsonInt32(1)));
        } catch (MongoException e) {
            if (!database.equals("admin") || e.getCode() != ATLAS_ERROR) throw asker.refused(what, e);
            skipped.add(new Skipped(database, "Atlas does not let this tier read it"));
            return List.of();
        }
    }

    private Listing withIndexes(List<Found> found, List<Skipped> skipped) throws IOException {
        var tasks = found.stream().map(one -> (Callable<Optional<Found>>) () -> withIndexes(one));
        var all = workers.all(tasks.toList());
        for (int i = 0; i < all.size(); i++) {
            var name = found.get(i).name().getFullName();
            if (all.get(i).isEmpty()) skipped.add(new Skipped(name, "was dropped while the dump began"));
        }
        return new Listing(all.stream().flatMap(Optional::stream).toList(), skipped);
    }

    private Optional<Found> withIndexes(Found one) {
        if (one.isView()) return Optional.of(one);
        var what = "listIndexes of " + one.name();
        var command = new BsonDocument("listIndexes", new BsonString(one.name().getCollectionName()));
        try {
            return Optional.of(one.with(List.copyOf(asker.list(what, one.name().getDatabaseName(), command))));
        } catch (MongoException e) {
            if (e.getCode() == Trouble.NAMESPACE_NOT_FOUND) return Optional.empty();
            throw asker.refused(what, e);
        }
    }
}
