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
    Answer sample(Sample sample) {
        var notes = new ArrayList<String>();
        var found = client.getDatabase(sample.database()).getCollection(sample.collection(), RawBsonDocument.class);
        var fields = read(found, sample.size(), notes);
        if (fields.documents() == 0) {
            var missing = namespaces.missing(sample.database(), sample.collection());
            if (!missing.isEmpty()) return new Answer.Refused(missing.getFirst());
        }
        notes.addAll(fields.notes());
        return new SchemaJson(fields, notes).write(sample.database() + "." + sample.collection());
    }

    private SchemaFields read(MongoCollection<RawBsonDocument> collection, int size, List<String> notes) {
        var random = List.of(new BsonDocument("$sample", new BsonDocument("size", new BsonInt32(size))));
        try {
            var fields = new SchemaFields();
            Cursors.each(collection.aggregate(random).comment(operation.comment()), fields::add);
            return fields;
        } catch (MongoCommandException e) {
            // Not every server samples; what is wrong with the collection itself, the next command meets too.
            var fields = new SchemaFields();
            Cursors.each(collection.find().limit(size).comment(operation.comment()), fields::add);
            notes.add("The server does not sample: these are the first documents, not random ones.");
            return fields;
        }
    }
}
