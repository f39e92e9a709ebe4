package nexus.backup.dump;

import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/// How the collections of a sharded cluster are spread, for a restore that spreads them again.
record Sharding(Asker asker, Notes notes) {
    private static final MongoNamespace COLLECTIONS = new MongoNamespace("config", "collections");
    private static final MongoNamespace ZONES = new MongoNamespace("config", "tags");

    /// The keys and zones of those that are dumped.
    BsonArray of(List<Found> found) {
        var keys = new BsonArray();
        try {
            var collections = all(COLLECTIONS);
            var zones = all(ZONES);
            for (var one : found) add(one.name().getFullName(), collections, zones, keys);
        } catch (MongoException e) {
            notes.add(
                    "",
                    "how collections are sharded is not known: find on config failed: " + asker.why(e)
                            + Trouble.advice(e));
        }
        return keys;
    }

    private List<RawBsonDocument> all(MongoNamespace name) {
        var find = new BsonDocument("find", new BsonString(name.getCollectionName()));
        return asker.list("find on " + name, name.getDatabaseName(), find);
    }

    private static void add(
            String namespace, List<RawBsonDocument> collections, List<RawBsonDocument> zones, BsonArray keys) {
        for (var one : collections) {
            if (!namespace.equals(text(one, "_id")) || !(one.get("key") instanceof BsonDocument key)) continue;
            if (one.getBoolean("dropped", BsonBoolean.FALSE).getValue() || one.containsKey("unsplittable")) continue;
            keys.add(new BsonDocument("namespace", new BsonString(namespace))
                    .append("key", key)
                    .append("unique", one.getBoolean("unique", BsonBoolean.FALSE))
                    .append("zones", zones(namespace, zones)));
        }
    }

    private static BsonArray zones(String namespace, List<RawBsonDocument> all) {
        var zones = new ArrayList<BsonDocument>();
        for (var zone : all) {
            if (!namespace.equals(text(zone, "ns"))) continue;
            zones.add(new BsonDocument("zone", new BsonString(text(zone, "tag")))
                    .append("min", zone.getDocument("min"))
                    .append("max", zone.getDocument("max")));
        }
        return new BsonArray(zones);
    }

    private static String text(BsonDocument document, String name) {
        return document.get(name) instanceof BsonString text ? text.getValue() : "";
    }
}
