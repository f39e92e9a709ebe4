package nexus.backup.dump;

import com.mongodb.MongoNamespace;
import java.util.Optional;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;

/// How the documents of one namespace are asked for.
///
/// @param name    where they lie
/// @param concern the read concern; without it that of the server
/// @param isRaw   whether the buckets of a time series are meant, and not what they hold
record Query(MongoNamespace name, Optional<BsonDocument> concern, boolean isRaw) {
    /// A `find`.
    ///
    /// @param more hint, filter and the like
    BsonDocument find(BsonDocument more, int batchSize) {
        var find = new BsonDocument("find", new BsonString(name.getCollectionName()));
        find.putAll(more);
        find.append("batchSize", new BsonInt32(batchSize));
        concern.ifPresent(reads -> find.append("readConcern", reads));
        if (isRaw) find.append("rawData", BsonBoolean.TRUE);
        return find;
    }

    /// The one cluster time that all documents must be of, if there is one.
    Optional<BsonTimestamp> snapshot() {
        return concern.filter(reads -> reads.containsKey("atClusterTime"))
                .map(reads -> reads.getTimestamp("atClusterTime"));
    }
}
