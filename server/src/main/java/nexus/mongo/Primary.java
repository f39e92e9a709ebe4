package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/// What previews ask of the primary, where the change will be made.
record Primary(MongoClient client) {
    private static final int SAMPLED = 3;
    private static final int SAMPLE_BYTES = 1 << 10;

    private MongoCollection<RawBsonDocument> documents(String database, String collection) {
        return client.getDatabase(database)
                .getCollection(collection, RawBsonDocument.class)
                .withReadPreference(ReadPreference.primary());
    }

    /// How many documents a collection holds, by its metadata.
    long estimate(String database, String collection) {
        return documents(database, collection).estimatedDocumentCount();
    }

    /// How many documents match; one more than are allowed tells that there are too many.
    ///
    /// @param most that are allowed
    long count(Change change, BsonDocument filter, int most, Operation operation) {
        var options = new CountOptions().limit(most + 1).comment(operation.comment());
        return documents(change.database(), change.collection()).countDocuments(filter, options);
    }

    /// The first documents that match, in the order in which the change finds them, as the end of a sentence; empty
    /// where there are none.
    String sample(Edit edit, BsonDocument filter, Operation operation) {
        var page = new Page(SAMPLED, SAMPLE_BYTES);
        var sort = edit.writes().getFirst().command().getDocument("sort", new BsonDocument());
        var found = documents(edit.change().database(), edit.change().collection())
                .find(filter)
                .sort(sort.isEmpty() ? null : sort)
                .limit(SAMPLED)
                .comment(operation.comment());
        Cursors.each(
                found,
                row -> page.wants(row.getByteLength())
                        && page.add(row.getBackingArray(), row.getByteOffset(), row.getByteLength()));
        if (page.count() == 0 || !(page.done() instanceof Answer.Documents documents)) return "";
        return " Such as: " + new String(JsonBuffer.join(documents.json()), UTF_8);
    }

    static String counted(long number) {
        return number + (number == 1 ? " document" : " documents");
    }
}
