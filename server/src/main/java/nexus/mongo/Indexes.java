package nexus.mongo;

import com.mongodb.client.MongoClient;
import java.util.Set;
import java.util.stream.Stream;
import nexus.mongo.view.Narrowing;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/// Lists the indexes of a collection.
///
/// @param namespaces knows which collections there are
/// @param operation  carries the comment
/// @param seen       what is left of the collection
record Indexes(MongoClient client, Namespaces namespaces, Operation operation, Narrowing seen) {
    /// A collection has 64 indexes at most.
    private static final int MOST = 100;

    private static final int BYTES = 64 << 10;

    /// Tells of the index's format and repeats its collection, which helps nobody.
    private static final Set<String> LEFT_OUT = Set.of("v", "ns");

    Answer list(String database, String collection) {
        var page = new Page(MOST, BYTES);
        var found = client.getDatabase(database)
                .getCollection(collection)
                .listIndexes(BsonDocument.class)
                .comment(operation.comment().isEmpty() ? null : operation.comment());
        if (seen.isSeen()) Cursors.each(found, index -> isKeptBack(index) || offer(page, tidied(index)));
        if (page.count() == 0) {
            var missing = namespaces.missing(database, collection);
            if (!missing.isEmpty()) return new Answer.Refused(missing.getFirst());
        }
        var done = page.done();
        return done instanceof Answer.Documents indexes
                ? new Answer.Indexes(JsonBuffer.join(indexes.json()), indexes.count())
                : done;
    }

    /// An index tells of the fields that it holds.
    private boolean isKeptBack(BsonDocument index) {
        return Stream.of("key", "partialFilterExpression", "weights", "wildcardProjection")
                .anyMatch(part -> index.get(part) instanceof BsonDocument fields
                        && seen.fields().touchAny(fields));
    }

    private static boolean offer(Page page, RawBsonDocument index) {
        int length = index.getByteLength();
        return page.wants(length) && page.add(index.getBackingArray(), index.getByteOffset(), length);
    }

    /// Name and key first.
    private static RawBsonDocument tidied(BsonDocument index) {
        var tidied = new BsonDocument("name", index.get("name", BsonNull.VALUE));
        tidied.append("key", index.get("key", BsonNull.VALUE));
        index.forEach((option, value) -> {
            if (!LEFT_OUT.contains(option)) tidied.putIfAbsent(option, value);
        });
        return new RawBsonDocument(tidied, new BsonDocumentCodec());
    }
}
