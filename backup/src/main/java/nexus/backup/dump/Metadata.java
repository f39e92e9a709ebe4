package nexus.backup.dump;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/// What mongodump writes beside the documents of a collection: canonical Extended JSON v2.
final class Metadata {
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private Metadata() {}

    static byte[] of(Found found) {
        var metadata = new BsonDocument();
        if (!found.options().isEmpty()) metadata.append("options", found.options());
        metadata.append("indexes", new BsonArray(found.indexes()));
        if (!found.uuid().isEmpty()) metadata.append("uuid", new BsonString(found.uuid()));
        metadata.append("collectionName", new BsonString(found.name().getCollectionName()))
                .append("type", new BsonString(found.type()));
        return metadata.toJson(CANONICAL).getBytes(UTF_8);
    }

    /// What stands in `prelude.json`.
    static byte[] prelude(String server, String tool) {
        return new BsonDocument("ServerVersion", new BsonString(server))
                .append("ToolVersion", new BsonString(tool))
                .toJson()
                .getBytes(UTF_8);
    }
}
