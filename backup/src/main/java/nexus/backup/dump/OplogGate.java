package nexus.backup.dump;

import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonNumber;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;

/// Refuses an oplog that cannot be replayed, as mongodump does (mongo-tools 100.18, `oplogDocumentValidator`), and one
/// that begins in the midst of a transaction.
///
/// @param start the first entry
/// @param users whether changes of users and roles are wanted
record OplogGate(BsonTimestamp start, boolean users) implements Gate {
    private static final Set<String> OF_USERS = Set.of("admin.system.users", "admin.system.roles");
    private static final Set<String> RESHARDING =
            Set.of("reshardingOperations", "localReshardingOperations.donor", "localReshardingOperations.recipient");

    /// Whether a collection of `config` is there only while a collection is resharded.
    static boolean isOfResharding(String collection) {
        return RESHARDING.contains(collection);
    }

    @Override
    public boolean isWanted(byte[] bytes, int offset, int length) {
        var entry = new RawBsonDocument(bytes, offset, length);
        var namespace = text(entry, "ns");
        var change = entry.get("o") instanceof BsonDocument document ? document : new BsonDocument();
        if (namespace.equals("admin.system.version")) throw lost("the version of users and roles changed");
        if (change.containsKey("renameCollection")) throw lost(text(change, "renameCollection") + " was renamed");
        if (change.containsKey("importCollection")) throw lost(text(change, "importCollection") + " was imported");
        if (change.containsKey("upgradeDowngradeViewlessTimeseries"))
            throw lost("a time series was converted by a change of the feature compatibility version");
        if (namespace.startsWith("config.") && isOfResharding(text(change, "create")))
            throw lost("a collection was resharded");
        if (isTorn(entry, change)) throw lost("a transaction was open when it began");
        return users || (!OF_USERS.contains(namespace) && parts(change).noneMatch(OF_USERS::contains));
    }

    /// Whether it ends a transaction, or goes on with one, whose beginning is not there.
    private boolean isTorn(BsonDocument entry, BsonDocument change) {
        boolean isOfTransaction = change.containsKey("commitTransaction")
                || (change.containsKey("applyOps") && entry.containsKey("txnNumber") && !isOfRetries(entry));
        if (!isOfTransaction || !(entry.get("prevOpTime") instanceof BsonDocument before)) return false;
        var time = before.getTimestamp("ts", new BsonTimestamp(0));
        return time.getValue() != 0 && time.compareTo(start) < 0;
    }

    /// Several retryable writes in one entry; the entry before is another one of them.
    private static boolean isOfRetries(BsonDocument entry) {
        return entry.get("multiOpType", new BsonInt64(0)) instanceof BsonNumber type && type.intValue() == 1;
    }

    /// The namespaces of changes that were made as one.
    private static Stream<String> parts(BsonDocument change) {
        return change.get("applyOps") instanceof BsonArray parts
                ? parts.stream().map(part -> text(part.asDocument(), "ns"))
                : Stream.empty();
    }

    private static String text(BsonDocument document, String name) {
        return document.get(name) instanceof BsonString text ? text.getValue() : "";
    }

    private static LevelLost lost(String what) {
        return new LevelLost("its oplog cannot be replayed: " + what + " while the dump ran");
    }
}
