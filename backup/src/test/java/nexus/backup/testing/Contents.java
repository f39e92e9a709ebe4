package nexus.backup.testing;

import com.mongodb.client.MongoClient;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;

/// All that some databases hold, to be compared with what they held before.
///
/// @param documents by namespace, in hex and sorted
/// @param indexes   by namespace, sorted
/// @param options   by namespace
public record Contents(
        Map<String, List<String>> documents, Map<String, List<String>> indexes, Map<String, String> options) {
    /// Reads the databases whose names begin so.
    public static Contents of(MongoClient client, String prefix) {
        var documents = new TreeMap<String, List<String>>();
        var indexes = new TreeMap<String, List<String>>();
        var options = new TreeMap<String, String>();
        for (var database : client.listDatabaseNames()) {
            if (!database.startsWith(prefix)) continue;
            for (var info : client.getDatabase(database).listCollections()) {
                var name = info.getString("name");
                var collection = client.getDatabase(database).getCollection(name, RawBsonDocument.class);
                documents.put(database + "." + name, sorted(collection.find()));
                indexes.put(database + "." + name, sorted(collection.listIndexes(BsonDocument.class)));
                options.put(database + "." + name, String.valueOf(info.get("options", Document.class)));
            }
        }
        return new Contents(documents, indexes, options);
    }

    private static List<String> sorted(Iterable<? extends BsonDocument> all) {
        var texts = new ArrayList<String>();
        for (var one : all) texts.add(one instanceof RawBsonDocument raw ? hex(raw) : one.toJson());
        texts.sort(null);
        return texts;
    }

    private static String hex(RawBsonDocument document) {
        var buffer = document.getByteBuffer();
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
