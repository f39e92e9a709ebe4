package nexus.backup.dump;

import com.mongodb.MongoException;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonString;

/// What is dumped, as it tells of itself.
///
/// @param version such as `8.0.4`
/// @param major   its first number
/// @param minor   its second number
/// @param kind    how its servers go together
/// @param set     the name of a replica set; empty where there is none
/// @param feature the feature compatibility version, where the user may see it
record Deployment(String version, int major, int minor, Kind kind, String set, Optional<String> feature) {
    enum Kind {
        STANDALONE,
        REPLICA_SET,
        SHARDED
    }

    /// The first with reads of any cluster time outside a transaction.
    private static final int WITH_SNAPSHOTS = 5;

    /// The first without a collection of buckets behind each time series.
    private static final int[] WITH_RAW_DATA = {8, 3};

    /// Asks for it.
    ///
    /// @throws MongoException if the server refuses
    static Deployment of(Asker asker) {
        var hello = asker.ask("isMaster", "admin", command("isMaster"));
        var build = asker.ask("buildInfo", "admin", command("buildInfo"));
        var numbers = build.getArray("versionArray", new BsonArray());
        var set = hello.getString("setName", new BsonString("")).getValue();
        boolean isRouter = hello.getString("msg", new BsonString("")).getValue().equals("isdbgrid");
        var kind = isRouter ? Kind.SHARDED : set.isEmpty() ? Kind.STANDALONE : Kind.REPLICA_SET;
        var version = build.getString("version", new BsonString("")).getValue();
        return new Deployment(version, number(numbers, 0), number(numbers, 1), kind, set, feature(asker));
    }

    private static BsonDocument command(String name) {
        return new BsonDocument(name, new BsonInt32(1));
    }

    private static int number(BsonArray numbers, int index) {
        return numbers.size() > index && numbers.get(index) instanceof BsonNumber number ? number.intValue() : 0;
    }

    private static Optional<String> feature(Asker asker) {
        var name = "featureCompatibilityVersion";
        try {
            var reply =
                    asker.ask("getParameter", "admin", command("getParameter").append(name, new BsonInt32(1)));
            var version = reply.get(name) instanceof BsonDocument parts ? parts.get("version") : reply.get(name);
            return version instanceof BsonString text ? Optional.of(text.getValue()) : Optional.empty();
        } catch (MongoException e) {
            // A router has none, and not every user may ask.
            return Optional.empty();
        }
    }

    boolean isSharded() {
        return kind == Kind.SHARDED;
    }

    boolean isReplicaSet() {
        return kind == Kind.REPLICA_SET;
    }

    /// Whether it may have reads of one cluster time; its answer to one tells.
    boolean mayHaveSnapshots() {
        return kind != Kind.STANDALONE && major >= WITH_SNAPSHOTS;
    }

    /// Whether time series are read by `rawData`, and not from a collection of buckets.
    boolean hasRawData() {
        return major > WITH_RAW_DATA[0] || (major == WITH_RAW_DATA[0] && minor >= WITH_RAW_DATA[1]);
    }

    String topology() {
        return switch (kind) {
            case STANDALONE -> "standalone";
            case REPLICA_SET -> "replica set " + set;
            case SHARDED -> "sharded";
        };
    }
}
