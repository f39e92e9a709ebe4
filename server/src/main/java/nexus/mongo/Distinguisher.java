package nexus.mongo;

import java.util.List;
import java.util.Optional;
import nexus.mongo.view.DistinctStages;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/// Tells the values of a field apart.
record Distinguisher(Scene scene) {
    Answer distinct(Distinct query) {
        var values = new Values(scene.bytes(query.bytes()));
        var command = DistinctCommand.of(query);
        var filter = command.getDocument("query");
        var seen = Seen.of(scene, query.database(), query.collection());
        command.put("distinct", new BsonString(seen.narrowing().source(query.collection())));
        var operation = seen.operation("distinct");
        var narrowed =
                seen.isPlain() ? List.<BsonDocument>of() : seen.narrowed(DistinctStages.of(query.field(), filter));
        return seen.way().run(operation, () -> {
            var found = seen.isPlain() ? Optional.of(run(query, command, operation)) : first(seen, narrowed, operation);
            found.ifPresent(reply -> values.add(reply, "values"));
            if (values.count() == 0) {
                values.notes(seen.missing());
                values.notes(Hints.of(filter));
            }
            return values.done();
        });
    }

    private RawBsonDocument run(Distinct query, BsonDocument command, Operation operation) {
        return new Commands(scene.client()).run(scene.source(query.database()), command, operation);
    }

    private static Optional<RawBsonDocument> first(Seen seen, List<BsonDocument> narrowed, Operation operation) {
        return Optional.ofNullable(seen.documents(RawBsonDocument.class)
                .aggregate(narrowed)
                .comment(operation.comment())
                .first());
    }
}
