package nexus.mongo;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.CountOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/// Reads one connection, inside its limits and the rules. Whatever goes wrong is an [Answer]; only a bug is thrown.
///
/// A read is cancelled by an interrupt of the thread that runs it: that consumes the interrupt, ends the
/// operation on the server and answers [Answer.Failed].
public final class Reader {
    private static final int SMALLEST_ANSWER = 1 << 10;

    private final MongoClient client;
    private final Limits limits;
    private final Operations operations;
    private final Namespaces namespaces;
    private final Batches batches = new Batches();

    Reader(MongoClient client, Limits limits, Failures failures, Events events) {
        this.client = client;
        this.limits = limits;
        this.operations = new Operations(client, failures, events);
        this.namespaces = new Namespaces(client, limits.time());
    }

    /// Documents that match a filter.
    public Answer find(Find query) {
        return attempt(() -> {
            Names.database(query.database());
            Names.collection(query.collection(), "collection");
            var shell = new ShellForms();
            var filter = shell.document(Arguments.document(query.filter(), "filter"));
            var projection = Arguments.document(query.projection(), "projection");
            var sort = Arguments.document(query.sort(), "sort");
            QueryRules.filter(filter, Path.of("filter"));
            QueryRules.projection(projection, Path.of("projection"));
            QueryRules.sort(sort, Path.of("sort"));
            if (query.skip() < 0) throw new Refusal("skip must be 0 or more");
            var page = page(query.limit(), query.bytes());
            page.notes(shell.notes());
            var turn = Turn.of(query, sort, projection);
            turn.trail().ifPresent(page::leave);
            var operation = operations.named("find", query.database() + "." + query.collection());
            Supplier<FindIterable<Row>> found = () -> client.getDatabase(query.database())
                    .getCollection(query.collection(), Row.class)
                    .find(turn.filter(filter))
                    .projection(projection.isEmpty() ? null : projection)
                    .sort(sort.isEmpty() ? null : sort)
                    .skip(turn.skip())
                    .limit(page.wanted())
                    .batchSize(batches.size(operation, page.wanted()))
                    .comment(operation.comment());
            return fill(page, operation, found, () -> documents(page, query, filter, turn));
        });
    }

    private Answer fill(
            Page page, Operation operation, Supplier<? extends MongoIterable<Row>> found, Supplier<Answer> done) {
        return page.filledBy(() -> operations.run(operation, () -> {
            Cursors.each(found.get(), row -> row == Row.TAKEN);
            batches.learn(operation, page);
            return done.get();
        }));
    }

    private Answer documents(Page page, Find query, BsonDocument filter, Turn turn) {
        if (page.hasMore())
            turn.end(page, query.limit(), () -> namespaces.isPlain(query.database(), query.collection()));
        if (page.count() == 0) {
            page.notes(namespaces.missing(query.database(), query.collection()));
            page.notes(Hints.of(filter));
        }
        return page.done();
    }

    /// What comes out of a pipeline.
    public Answer aggregate(Aggregate query) {
        return attempt(() -> {
            Names.database(query.database());
            var shell = new ShellForms();
            var stages = shell.array(Arguments.array(query.pipeline(), "pipeline"));
            PipelineRules.pipeline(stages, Path.of("pipeline"));
            var alone = query.collection().isEmpty() && startsWith(stages, "$documents");
            if (!alone) Names.collection(query.collection(), "collection");
            var page = page(query.limit(), query.bytes());
            page.notes(shell.notes());
            var pipeline = new ArrayList<BsonDocument>(stages.size() + 1);
            stages.forEach(stage -> pipeline.add(stage.asDocument()));
            var position = Position.parse(query.after());
            if (position.skip() > 0) pipeline.add(new BsonDocument("$skip", new BsonInt64(position.skip())));
            pipeline.add(new BsonDocument("$limit", new BsonInt32(page.wanted())));
            var target = alone ? query.database() : query.database() + "." + query.collection();
            var operation = operations.named("aggregate", target);
            Supplier<AggregateIterable<Row>> found = () -> aggregate(query, alone, pipeline)
                    .batchSize(batches.size(operation, page.wanted()))
                    .comment(operation.comment());
            return fill(page, operation, found, () -> documents(page, query, stages, alone));
        });
    }

    private AggregateIterable<Row> aggregate(Aggregate query, boolean alone, List<BsonDocument> pipeline) {
        var database = client.getDatabase(query.database());
        return alone
                ? database.aggregate(pipeline, Row.class)
                : database.getCollection(query.collection(), Row.class).aggregate(pipeline);
    }

    private Answer documents(Page page, Aggregate query, BsonArray stages, boolean alone) {
        if (page.hasMore()) {
            var next = Position.parse(query.after()).skipping(page.count());
            page.more(query.limit(), next, Turn.BY_SKIP + "end with a $sort on fields that no two results share.");
        }
        if (page.count() == 0 && !alone) page.notes(namespaces.missing(query.database(), query.collection()));
        if (page.count() == 0) page.notes(Hints.of(firstMatch(stages)));
        return page.done();
    }

    /// The first filter tells most: what follows may be about computed fields.
    private static BsonValue firstMatch(BsonArray stages) {
        return stages.stream()
                .filter(stage -> stage.asDocument().containsKey("$match"))
                .findFirst()
                .orElse(new BsonDocument());
    }

    private static boolean startsWith(BsonArray stages, String name) {
        return !stages.isEmpty() && stages.getFirst().asDocument().containsKey(name);
    }

    /// How many documents match a filter, counted one by one.
    public Answer count(Count query) {
        return attempt(() -> {
            Names.database(query.database());
            Names.collection(query.collection(), "collection");
            var shell = new ShellForms();
            var filter = shell.document(Arguments.document(query.filter(), "filter"));
            QueryRules.filter(filter, Path.of("filter"));
            var operation = operations.named("count", query.database() + "." + query.collection());
            var options = new CountOptions().comment(operation.comment());
            return operations.run(operation, () -> {
                long count = client.getDatabase(query.database())
                        .getCollection(query.collection(), RawBsonDocument.class)
                        .countDocuments(filter, options);
                if (count > 0) return new Answer.Count(count, shell.notes());
                var notes = new ArrayList<>(shell.notes());
                notes.addAll(namespaces.missing(query.database(), query.collection()));
                notes.addAll(Hints.of(filter));
                return new Answer.Count(0, notes);
            });
        });
    }

    /// The databases that can be read.
    public Answer listDatabases() {
        var operation = operations.listing("listDatabases", "the server");
        return operations.run(operation, () -> new Answer.Databases(namespaces.databases(operation.comment())));
    }

    /// The collections and views of a database.
    public Answer listCollections(String database) {
        return attempt(() -> {
            Names.database(database);
            var operation = operations.listing("listCollections", database);
            return operations.run(
                    operation, () -> new Answer.Collections(namespaces.collections(database, operation.comment())));
        });
    }

    /// What the documents of a collection look like.
    public Answer schema(String database, String collection) {
        return attempt(() -> {
            Names.database(database);
            Names.collection(collection, "collection");
            var operation = operations.named("sample", database + "." + collection);
            var sampler = new SchemaSampler(client, namespaces, operation);
            return operations.run(operation, () -> sampler.sample(database, collection));
        });
    }

    /// The indexes of a collection.
    public Answer indexes(String database, String collection) {
        return attempt(() -> {
            Names.database(database);
            Names.collection(collection, "collection");
            var operation = operations.listing("listIndexes", database + "." + collection);
            var indexes = new Indexes(client, namespaces, operation);
            return operations.run(operation, () -> indexes.list(database, collection));
        });
    }

    private Page page(int limit, long bytes) {
        if (limit < 0) throw new Refusal("limit must be 1 or more");
        if (bytes < 0 || (bytes > 0 && bytes < SMALLEST_ANSWER)) throw new Refusal("bytes must be 1024 or more");
        return new Page(
                limit == 0 ? limits.documents() : Math.min(limit, limits.documents()),
                bytes == 0 ? limits.bytes() : Math.min(bytes, limits.bytes()));
    }

    private static Answer attempt(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            return new Answer.Refused(refusal.reason());
        }
    }
}
