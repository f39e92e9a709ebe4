package nexus.mongo;

import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;

/// Sizes and counts, under names that say what they are; all sizes are bytes.
final class Stats {
    private Stats() {}

    /// @param stats what `dbStats` tells
    static BsonDocument database(String name, BsonDocument stats) {
        var shown = new BsonDocument("database", new BsonString(name));
        copy(stats, "collections", shown, "collections");
        copy(stats, "views", shown, "views");
        copy(stats, "objects", shown, "documents");
        copy(stats, "avgObjSize", shown, "averageDocumentBytes");
        copy(stats, "dataSize", shown, "dataBytes");
        copy(stats, "storageSize", shown, "storageBytes");
        copy(stats, "indexes", shown, "indexes");
        copy(stats, "indexSize", shown, "indexBytes");
        copy(stats, "fsUsedSize", shown, "diskUsedBytes");
        copy(stats, "fsTotalSize", shown, "diskBytes");
        return shown;
    }

    /// @param stats what `collStats` tells
    static BsonDocument collection(String name, BsonDocument stats) {
        var shown = new BsonDocument("collection", new BsonString(name));
        copy(stats, "count", shown, "documents");
        copy(stats, "avgObjSize", shown, "averageDocumentBytes");
        copy(stats, "size", shown, "dataBytes");
        copy(stats, "storageSize", shown, "storageBytes");
        copy(stats, "freeStorageSize", shown, "reusableBytes");
        copy(stats, "totalIndexSize", shown, "indexBytes");
        if (stats.isDocument("indexSizes")) shown.append("indexes", whole(stats.getDocument("indexSizes")));
        return shown;
    }

    private static BsonDocument whole(BsonDocument sizes) {
        var shown = new BsonDocument();
        for (Map.Entry<String, ?> size : sizes.entrySet()) copy(sizes, size.getKey(), shown, size.getKey());
        return shown;
    }

    private static void copy(BsonDocument from, String name, BsonDocument to, String shown) {
        if (from.isNumber(name))
            to.append(shown, new BsonInt64(from.getNumber(name).longValue()));
    }
}
