package nexus.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.client.AggregateIterable;
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
    Answer sample(Sample sample) {
        var notes = new ArrayList<String>();
        var source = seen.source(sample.collection());
        var found = client.getDatabase(seen.source(sample.database())).getCollection(source, RawBsonDocument.class);
        var fields = read(found, sample.size(), notes);
        if (fields.documents() == 0) {
            var missing = namespaces.missing(sample.database(), sample.collection());
            if (!missing.isEmpty()) return new Answer.Refused(missing.getFirst());
        }
        notes.addAll(fields.notes());
        return new SchemaJson(fields, notes).write(sample.database() + "." + sample.collection());
    }

    private SchemaFields read(MongoCollection<RawBsonDocument> collection, int size, List<String> notes) {
        var count = new BsonInt32(size);
        var random = new BsonDocument("$sample", new BsonDocument("size", count));
        try {
            var fields = new SchemaFields();
            Cursors.each(collection.aggregate(stages(random)).comment(operation.comment()), fields::add);
            return fields;
        } catch (MongoCommandException e) {
            // Not every server samples; what is wrong with the collection itself, the next command meets too.
            var fields = new SchemaFields();
            if (seen.isPlain()) Cursors.each(collection.find().limit(size).comment(operation.comment()), fields::add);
            else Cursors.each(first(collection, count), fields::add);
            notes.add("The server does not sample: these are the first documents, not random ones.");
            return fields;
        }
    }

    private AggregateIterable<RawBsonDocument> first(MongoCollection<RawBsonDocument> collection, BsonInt32 count) {
        return collection.aggregate(stages(new BsonDocument("$limit", count))).comment(operation.comment());
    }

    /// Fields are taken away last: MongoDB draws a sample without reading all documents only where that comes first.
    private List<BsonDocument> stages(BsonDocument chosen) {
        return Stream.of(seen.rows(), List.of(chosen), seen.values())
                .flatMap(List::stream)
                .toList();
    }
}
