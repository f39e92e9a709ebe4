package nexus.mongo;

import com.mongodb.client.model.CountOptions;
import java.util.ArrayList;
import java.util.List;
import nexus.mongo.view.Lookout;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/// Counts documents, one by one.
record Counter(Scene scene) {
    /// What the tool calls its filter, as MongoDB's own server does.
    private static final String ARGUMENT = "query";

    Answer count(Count query) {
        var seen = Seen.of(scene, query.database(), query.collection());
        var shell = new ShellForms();
        var filter = shell.document(Arguments.document(query.filter(), ARGUMENT));
        QueryRules.filter(filter, Path.of(ARGUMENT));
        var operation = seen.operation("count");
        var narrowed = seen.isPlain() ? List.<BsonDocument>of() : seen.narrowed(new Lookout(filter).stages());
        return seen.way().run(operation, () -> {
            long count = seen.isPlain() ? plain(seen, filter, operation) : narrowed(seen, narrowed, operation);
            var notes = new ArrayList<>(shell.notes());
            if (count == 0) {
                notes.addAll(seen.missing());
                notes.addAll(Hints.of(filter));
            }
            return new Answer.Count(count, notes);
        });
    }

    private static long plain(Seen seen, BsonDocument filter, Operation operation) {
        return seen.documents(RawBsonDocument.class)
                .countDocuments(filter, new CountOptions().comment(operation.comment()));
    }

    private static long narrowed(Seen seen, List<BsonDocument> narrowed, Operation operation) {
        var pipeline = new ArrayList<>(narrowed);
        pipeline.add(new BsonDocument("$count", new BsonString("n")));
        var counted = seen.documents(BsonDocument.class)
                .aggregate(pipeline)
                .comment(operation.comment())
                .first();
        return counted == null ? 0 : counted.getNumber("n").longValue();
    }
}
