package nexus.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;

/// Finds out what the documents of a collection look like from a few of them.
///
/// @param namespaces knows which collections there are
/// @param operation  carries the comment
record SchemaSampler(MongoClient client, Namespaces namespaces, Operation operation) {
    private static final int DOCUMENTS = 100;
    private static final List<BsonDocument> RANDOM =
            List.of(new BsonDocument("$sample", new BsonDocument("size", new BsonInt32(DOCUMENTS))));

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
            Cursors.each(collection.aggregate(RANDOM).comment(operation.comment()), fields::add);
            return fields;
        } catch (MongoCommandException e) {
            // Not every server samples; what is wrong with the collection itself, the next command meets too.
            var fields = new SchemaFields();
            Cursors.each(collection.find().limit(DOCUMENTS).comment(operation.comment()), fields::add);
            notes.add("The server does not sample: these are the first documents, not random ones.");
            return fields;
        }
    }
}
