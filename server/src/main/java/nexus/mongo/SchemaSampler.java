package nexus.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nexus.mongo.view.Narrowing;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;

/// Finds out what the documents of a collection look like from a few of them.
///
/// @param namespaces knows which collections there are
/// @param operation  carries the comment
/// @param seen       what is left of the collection
record SchemaSampler(MongoClient client, Namespaces namespaces, Operation operation, Narrowing seen) {
    private static final int DOCUMENTS = 100;
    private static final BsonDocument RANDOM =
            new BsonDocument("$sample", new BsonDocument("size", new BsonInt32(DOCUMENTS)));
    private static final BsonDocument FIRST = new BsonDocument("$limit", new BsonInt32(DOCUMENTS));

    Answer sample(String database, String collection) {
        var notes = new ArrayList<String>();
        var fields = read(client.getDatabase(database).getCollection(collection, RawBsonDocument.class), notes);
        if (fields.documents() == 0) {
            var missing = namespaces.missing(database, collection);
            if (!missing.isEmpty()) return new Answer.Refused(missing.getFirst());
        }
        notes.addAll(fields.notes());
        return new SchemaJson(fields, notes).write(database + "." + collection);
    }

    private SchemaFields read(MongoCollection<RawBsonDocument> collection, List<String> notes) {
        try {
            var fields = new SchemaFields();
            Cursors.each(collection.aggregate(stages(RANDOM)).comment(operation.comment()), fields::add);
            return fields;
        } catch (MongoCommandException e) {
            // Not every server samples; what is wrong with the collection itself, the next command meets too.
            var fields = new SchemaFields();
            Cursors.each(collection.aggregate(stages(FIRST)).comment(operation.comment()), fields::add);
            notes.add("The server does not sample: these are the first documents, not random ones.");
            return fields;
        }
    }

    /// Fields are taken away last: MongoDB draws a sample without reading all documents only where that comes first.
    private List<BsonDocument> stages(BsonDocument chosen) {
        return Stream.of(seen.rows(), List.of(chosen), seen.values())
                .flatMap(List::stream)
                .toList();
    }
}
