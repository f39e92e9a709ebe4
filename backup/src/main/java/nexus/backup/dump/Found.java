package nexus.backup.dump;

import com.mongodb.MongoNamespace;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// A collection, view or time series as the server tells of it.
///
/// @param type     `collection`, `view`, `timeseries`
/// @param options  as `listCollections` has them
/// @param uuid     32 hex digits; empty where there is none
/// @param identity tells it from another of its name: its UUID, or that of its buckets; empty where there is none
/// @param indexes  as `listIndexes` has them
record Found(
        MongoNamespace name,
        String type,
        BsonDocument options,
        String uuid,
        String identity,
        List<BsonDocument> indexes) {
    static final String BUCKETS = "system.buckets.";

    private static final int UUID_SUBTYPE = 4;

    Found {
        indexes = List.copyOf(indexes);
    }

    /// Reads an entry of `listCollections`.
    ///
    /// @throws DumpException if its names cannot be such: they become part of paths
    static Found of(String database, BsonDocument listed) {
        var uuid = uuid(listed.getDocument("info", new BsonDocument()).get("uuid"));
        return new Found(
                name(database, listed.getString("name").getValue()),
                listed.getString("type", new BsonString("collection")).getValue(),
                listed.getDocument("options", new BsonDocument()),
                uuid,
                uuid,
                List.of());
    }

    /// The name of a database, if it can be one.
    ///
    /// @throws DumpException if not
    static String database(String name) {
        return name(name, "any").getDatabaseName();
    }

    private static MongoNamespace name(String database, String collection) {
        try {
            return new MongoNamespace(database, collection);
        } catch (IllegalArgumentException e) {
            throw new DumpException("the server tells of a database or collection whose name cannot be one ("
                    + e.getMessage() + "): look for what sits between it and this program");
        }
    }

    private static String uuid(@Nullable BsonValue value) {
        return value instanceof BsonBinary binary && binary.getType() == UUID_SUBTYPE
                ? HexFormat.of().formatHex(binary.getData())
                : "";
    }

    Found with(List<BsonDocument> others) {
        return new Found(name, type, options, uuid, identity, others);
    }

    /// The same time series, told from another of its name by its buckets.
    Found over(Found buckets) {
        return new Found(name, type, options, uuid, buckets.uuid, indexes);
    }

    boolean isView() {
        return type.equals("view");
    }

    boolean isTimeSeries() {
        return type.equals("timeseries");
    }

    boolean isCapped() {
        return options.containsKey("capped");
    }

    boolean isClustered() {
        return options.containsKey("clusteredIndex");
    }

    /// Whether its documents can be read in the order of an index on `_id` alone.
    boolean hasIdIndex() {
        var wanted = new BsonInt32(1);
        return indexes.stream()
                .map(index -> index.getDocument("key", new BsonDocument()))
                .anyMatch(key -> key.size() == 1
                        && key.get("_id", wanted) instanceof BsonNumber order
                        && key.containsKey("_id")
                        && order.intValue() == 1);
    }

    /// Whether nothing that a restore would make differs.
    boolean isAs(Found other) {
        return isSame(other)
                && type.equals(other.type)
                && options.equals(other.options)
                && new HashSet<>(indexes).equals(new HashSet<>(other.indexes));
    }

    /// Whether it is the same collection, and not another of its name.
    boolean isSame(Found other) {
        return Objects.equals(name, other.name) && identity.equals(other.identity);
    }
}
