package nexus.mongo;

import com.mongodb.client.AggregateIterable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonValue;

/// Runs pipelines.
record Aggregator(Scene scene) {
    /// A pipeline and where it is run.
    ///
    /// @param seen  its collection; none where the documents stand in the pipeline
    /// @param asked its stages as the caller wrote them
    /// @param sent  the same behind those that take away what is not seen
    private record Run(Optional<Seen> seen, List<BsonDocument> asked, List<BsonDocument> sent) {
        boolean isAsAsked() {
            return sent.equals(asked)
                    && seen.map(found -> found.narrowing().isWhole()).orElse(true);
        }
    }

    Answer aggregate(Aggregate query) {
        Names.database(query.database());
        var shell = new ShellForms();
        var stages = shell.array(Arguments.array(query.pipeline(), "pipeline"));
        PipelineRules.pipeline(stages, Path.of("pipeline"));
        var page = scene.page(query.limit(), query.bytes());
        page.notes(shell.notes());
        var run = run(query, stages);
        var pipeline = new ArrayList<>(run.sent());
        pipeline.add(new BsonDocument("$limit", new BsonInt32(page.wanted())));
        var operation = run.seen()
                .map(seen -> seen.operation("aggregate"))
                .orElseGet(() -> scene.operations().named("aggregate", query.database()));
        var way = run.isAsAsked() ? scene.operations() : scene.operations().discreet();
        var reading = new Scene.Reading(page, operation, way, () -> answer(page, query, stages, run.seen()));
        return scene.fill(
                reading,
                () -> iterable(query, run, pipeline)
                        .batchSize(scene.batches().size(operation, page.wanted()))
                        .comment(operation.comment()));
    }

    private Run run(Aggregate query, BsonArray stages) {
        var asked = new ArrayList<>(stages.stream().map(BsonValue::asDocument).toList());
        var position = Position.parse(query.after());
        if (position.skip() > 0) asked.add(new BsonDocument("$skip", new BsonInt64(position.skip())));
        if (query.collection().isEmpty() && startsWithDocuments(stages))
            return new Run(
                    Optional.empty(), asked, scene.narrower(query.database()).inner(asked));
        var seen = Seen.of(scene, query.database(), query.collection());
        return new Run(Optional.of(seen), asked, seen.narrowed(asked));
    }

    private AggregateIterable<Row> iterable(Aggregate query, Run run, List<BsonDocument> pipeline) {
        return run.seen()
                .map(seen -> seen.documents(Row.class).aggregate(pipeline))
                .orElseGet(() -> scene.database(query.database()).aggregate(pipeline, Row.class));
    }

    private static Answer answer(Page page, Aggregate query, BsonArray stages, Optional<Seen> seen) {
        if (page.hasMore()) {
            var next = Position.parse(query.after()).skipping(page.count());
            page.more(query.limit(), next, Turn.BY_SKIP + "end with a $sort on fields that no two results share.");
        }
        if (page.count() == 0) {
            seen.ifPresent(found -> page.notes(found.missing()));
            page.notes(Hints.of(firstMatch(stages)));
        }
        return page.done();
    }

    /// The first filter tells most: what follows may be about computed fields.
    private static BsonValue firstMatch(BsonArray stages) {
        return stages.stream()
                .filter(stage -> stage.asDocument().containsKey("$match"))
                .findFirst()
                .orElse(new BsonDocument());
    }

    private static boolean startsWithDocuments(BsonArray stages) {
        return !stages.isEmpty() && stages.getFirst().asDocument().containsKey("$documents");
    }
}
