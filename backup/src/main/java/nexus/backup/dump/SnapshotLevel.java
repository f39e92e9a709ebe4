package nexus.backup.dump;

import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nexus.backup.dump.Catalog.Listing;
import nexus.backup.run.Consistency;
import nexus.backup.run.Entry;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;

/// All documents are read as they were at one cluster time.
///
/// Listings know nothing of cluster times. So what there is is listed before and after that time was chosen, and
/// must be the same: then it was so at that time too. Once all is read, every collection must still be there,
/// because servers before 7.0 show nothing of one that was dropped, whatever the time.
final class SnapshotLevel implements Level {
    private static final int MOST_LISTINGS = 3;
    private static final Duration LONGEST_LAG = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final MongoNamespace ALWAYS_THERE = new MongoNamespace("admin", "system.version");

    /// Where MongoDB has exceptions, by version.
    private static final Set<String> OF_SERVER = Set.of("admin", "config");

    private final Asker asker;
    private final Catalog catalog;
    private final Notes notes;
    private final Set<MongoNamespace> exempt = new HashSet<>();
    private BsonTimestamp time = new BsonTimestamp(0);

    SnapshotLevel(Asker asker, Catalog catalog, Notes notes) {
        this.asker = asker;
        this.catalog = catalog;
        this.notes = notes;
    }

    @Override
    public Listing begin() throws IOException {
        var before = catalog.read();
        for (int i = 0; i < MOST_LISTINGS; i++) {
            time = moment(before);
            var after = catalog.again();
            if (Changes.between(before, after).isEmpty()) {
                before.found().forEach(this::lookAt);
                return before;
            }
            before = after;
        }
        throw new LevelLost("collections come and go while they are listed");
    }

    /// A cluster time that is not before the listing: the one that is known to a majority may lag behind it.
    private BsonTimestamp moment(Listing listed) {
        var least = asker.latest();
        long end = System.nanoTime() + LONGEST_LAG.toNanos();
        var name = listed.found().stream()
                .filter(one -> one.type().equals("collection") && !isDoubtful(one))
                .map(Found::name)
                .findFirst()
                .orElse(ALWAYS_THERE);
        for (var found = moment(name); ; found = moment(name)) {
            if (found.compareTo(least) >= 0) return found;
            if (System.nanoTime() > end)
                throw new LevelLost("the majority of the members is more than " + LONGEST_LAG.toSeconds() + "s behind");
            pause();
        }
    }

    private BsonTimestamp moment(MongoNamespace name) {
        try {
            if (first(name, concern()).get("atClusterTime") instanceof BsonTimestamp moment) return moment;
            throw new LevelLost("the server does not tell of what time its answers are");
        } catch (MongoException e) {
            throw new LevelLost("find on " + name + " at one cluster time failed: " + asker.why(e));
        }
    }

    private BsonDocument first(MongoNamespace name, BsonDocument concern) {
        var find = new BsonDocument("find", new BsonString(name.getCollectionName()))
                .append("limit", new BsonInt32(1))
                .append("singleBatch", BsonBoolean.TRUE)
                .append("readConcern", concern);
        return asker.ask("find on " + name, name.getDatabaseName(), find).getDocument("cursor");
    }

    private static BsonDocument concern() {
        return new BsonDocument("level", new BsonString("snapshot"));
    }

    private static boolean isDoubtful(Found found) {
        return !found.isView()
                && (found.isCapped() || OF_SERVER.contains(found.name().getDatabaseName()));
    }

    /// Finds out whether a collection is among the exceptions.
    private void lookAt(Found found) {
        if (!isDoubtful(found)) return;
        try {
            first(found.name(), concern().append("atClusterTime", time));
        } catch (MongoException | LevelLost e) {
            exempt.add(found.name());
            notes.add(
                    found.name().getFullName(),
                    "is not of the time of the snapshot, but read later: the server cannot read it then");
        }
    }

    @Override
    public Optional<BsonDocument> concern(Found found) {
        return exempt.contains(found.name())
                ? Optional.empty()
                : Optional.of(concern().append("atClusterTime", time));
    }

    @Override
    public List<Entry> end(Listing before) throws IOException {
        var after = catalog.again();
        for (var one : before.found()) {
            if (!one.isView() && after.found().stream().noneMatch(one::isSame))
                throw new LevelLost(one.name() + " was dropped or renamed while it was read");
        }
        return List.of();
    }

    @Override
    public Consistency consistency() {
        return new Consistency(
                Consistency.Level.SNAPSHOT,
                Integer.toUnsignedLong(time.getTime()),
                Integer.toUnsignedLong(time.getInc()));
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DumpException("the dump was cancelled");
        }
    }
}
