package nexus.backup.dump;

import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;

/// The record of all changes of a replica set.
record Oplog(Asker asker) {
    static final MongoNamespace NAME = new MongoNamespace("local", "oplog.rs");

    /// Entries that a majority has are never taken back.
    static final BsonDocument CONCERN = new BsonDocument("level", new BsonString("majority"));

    private static final MongoNamespace TRANSACTIONS = new MongoNamespace("config", "transactions");

    /// From where changes are needed: the beginning of the oldest transaction that is open, else the newest change.
    ///
    /// @throws MongoException if the server refuses
    BsonTimestamp start() {
        var open = new BsonDocument(
                "state",
                new BsonDocument(
                        "$in", new BsonArray(List.of(new BsonString("prepared"), new BsonString("inProgress")))));
        var oldest = one(
                TRANSACTIONS,
                new BsonDocument("filter", open).append("sort", new BsonDocument("startOpTime", new BsonInt32(1))));
        return oldest.isPresent() ? oldest.get().getDocument("startOpTime").getTimestamp("ts") : newest();
    }

    /// The time of the newest change.
    ///
    /// @throws MongoException if the server refuses
    BsonTimestamp newest() {
        return one(
                        NAME,
                        new BsonDocument("sort", new BsonDocument("$natural", new BsonInt32(-1)))
                                .append("readConcern", CONCERN))
                .map(TimeTrack::time)
                .orElseThrow(() -> new LevelLost("the oplog is empty"));
    }

    /// Whether an entry, and so all after it, is there still. Looks forward: so the server waits for those before it
    /// that are on their way.
    ///
    /// @throws MongoException if the server refuses
    boolean isThere(BsonTimestamp time) {
        var since = new BsonDocument("ts", new BsonDocument("$gte", time));
        return one(NAME, new BsonDocument("filter", since).append("readConcern", CONCERN))
                .map(TimeTrack::time)
                .filter(time::equals)
                .isPresent();
    }

    private Optional<RawBsonDocument> one(MongoNamespace name, BsonDocument more) {
        var find = new Query(name, Optional.empty(), false).find(more, 1).append("limit", new BsonInt32(1));
        return asker.list("find on " + name, name.getDatabaseName(), find).stream()
                .findFirst();
    }
}
