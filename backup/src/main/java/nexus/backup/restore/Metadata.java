package nexus.backup.restore;

import java.util.List;
import nexus.backup.run.DamageException;
import org.bson.BSONException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.json.JsonParseException;

/// What a `metadata.json` tells of a collection.
///
/// @param options as `listCollections` gave them
/// @param indexes as `listIndexes` gave them, the one of `_id` among them
/// @param type    `collection`, `view` or `timeseries`
record Metadata(BsonDocument options, List<BsonDocument> indexes, String type) {
    Metadata {
        indexes = List.copyOf(indexes);
    }

    /// Reads one.
    ///
    /// @throws DamageException if it is none
    static Metadata parse(String key, String text) {
        try {
            var tree = BsonDocument.parse(text);
            return new Metadata(
                    tree.getDocument("options", new BsonDocument()),
                    tree.getArray("indexes", new BsonArray()).stream()
                            .map(BsonValue::asDocument)
                            .toList(),
                    tree.getString("type", new BsonString("collection")).getValue());
        } catch (JsonParseException | BSONException e) {
            throw new DamageException(key + " is not the metadata of a collection");
        }
    }

    /// Whether documents go by themselves, whatever indexes there are.
    boolean isExpiring() {
        return options.containsKey("expireAfterSeconds");
    }

    /// Whether documents go by themselves, now or once there are indexes.
    boolean isShrinking() {
        return isExpiring() || indexes.stream().anyMatch(index -> index.containsKey("expireAfterSeconds"));
    }

    boolean isView() {
        return type.equals("view");
    }

    boolean isTimeSeries() {
        return type.equals("timeseries");
    }
}
