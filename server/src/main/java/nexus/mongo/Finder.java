package nexus.mongo;

import com.mongodb.client.MongoIterable;
import java.util.function.Supplier;
import nexus.mongo.view.Lookout;
import org.bson.BsonDocument;

/// Finds documents.
record Finder(Scene scene) {
    /// The parts of a query, once they keep the rules.
    private record Terms(BsonDocument filter, BsonDocument projection, BsonDocument sort) {
        static Terms of(Find query, ShellForms shell) {
            var filter = shell.document(Arguments.document(query.filter(), "filter"));
            var projection = Arguments.document(query.projection(), "projection");
            var sort = Arguments.document(query.sort(), "sort");
            QueryRules.filter(filter, Path.of("filter"));
            QueryRules.projection(projection, Path.of("projection"));
            QueryRules.sort(sort, Path.of("sort"));
            if (query.skip() < 0) throw new Refusal("skip must be 0 or more");
            return new Terms(filter, projection, sort);
        }
    }

    Answer find(Find query) {
        var seen = Seen.of(scene, query.database(), query.collection());
        var shell = new ShellForms();
        var terms = Terms.of(query, shell);
        var page = scene.page(query.limit(), query.bytes());
        page.notes(shell.notes());
        var turn = Turn.of(query, terms.sort(), terms.projection());
        turn.trail().ifPresent(page::leave);
        var operation = seen.operation("find");
        var reading =
                new Scene.Reading(page, operation, seen.way(), () -> answer(page, seen, terms.filter(), turn, query));
        return scene.fill(
                reading, seen.isPlain() ? plain(seen, terms, turn, reading) : narrowed(seen, terms, turn, reading));
    }

    private Supplier<MongoIterable<Row>> plain(Seen seen, Terms terms, Turn turn, Scene.Reading reading) {
        int wanted = reading.page().wanted();
        return () -> seen.documents(Row.class)
                .find(turn.filter(terms.filter()))
                .projection(terms.projection().isEmpty() ? null : terms.projection())
                .sort(terms.sort().isEmpty() ? null : terms.sort())
                .skip(turn.skip())
                .limit(wanted)
                .batchSize(scene.batches().size(reading.operation(), wanted))
                .comment(reading.operation().comment());
    }

    /// What is not seen is taken away first, so the query comes behind as stages.
    private Supplier<MongoIterable<Row>> narrowed(Seen seen, Terms terms, Turn turn, Scene.Reading reading) {
        int wanted = reading.page().wanted();
        var lookout = new Lookout(turn.filter(terms.filter()), terms.projection(), terms.sort(), turn.skip(), wanted);
        var stages = seen.narrowed(lookout.stages());
        return () -> seen.documents(Row.class)
                .aggregate(stages)
                .batchSize(scene.batches().size(reading.operation(), wanted))
                .comment(reading.operation().comment());
    }

    private Answer answer(Page page, Seen seen, BsonDocument filter, Turn turn, Find query) {
        if (page.hasMore())
            turn.end(page, query.limit(), () -> scene.namespaces().isPlain(query.database(), query.collection()));
        if (page.count() == 0) {
            page.notes(seen.missing());
            page.notes(Hints.of(filter));
        }
        return page.done();
    }
}
