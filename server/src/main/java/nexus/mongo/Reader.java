package nexus.mongo;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.CountOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nexus.mongo.view.DistinctStages;
import nexus.mongo.view.Lookout;
import nexus.mongo.view.Narrower;
import nexus.mongo.view.Narrowing;
import nexus.mongo.view.Unseeable;
import nexus.mongo.view.View;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
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
    private final Batches batches;
    private final View view;

    Reader(MongoClient client, Limits limits, Failures failures, Events events) {
        this.client = client;
        this.limits = limits;
        this.operations = new Operations(client, failures, events);
        this.namespaces = new Namespaces(client, limits.time(), View.WHOLE);
        this.batches = new Batches();
        this.view = View.WHOLE;
    }

    private Reader(Reader whole, View view) {
        this.client = whole.client;
        this.limits = whole.limits;
        this.operations = whole.operations;
        this.namespaces = new Namespaces(client, limits.time(), view);
        this.batches = whole.batches;
        this.view = view;
    }

    /// A reader that answers as if the databases lacked what a view keeps back.
    public Reader seenBy(View view) {
        return view.isWhole() ? this : new Reader(this, view);
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
            if (!seen(query.database(), query.collection()).isPlain()) {
                var lookout = new Lookout(turn.filter(filter), projection, sort, turn.skip(), page.wanted());
                var stages = narrower(query.database()).pipeline(query.collection(), lookout.stages());
                Supplier<MongoIterable<Row>> found = () -> collection(query.database(), query.collection())
                        .aggregate(stages)
                        .batchSize(batches.size(operation, page.wanted()))
                        .comment(operation.comment());
                return fill(page, operation, operations.discreet(), found, () -> documents(page, query, filter, turn));
            }
            Supplier<MongoIterable<Row>> found = () -> collection(query.database(), query.collection())
                    .find(turn.filter(filter))
                    .projection(projection.isEmpty() ? null : projection)
                    .sort(sort.isEmpty() ? null : sort)
                    .skip(turn.skip())
                    .limit(page.wanted())
                    .batchSize(batches.size(operation, page.wanted()))
                    .comment(operation.comment());
            var way = way(query.database(), query.collection());
            return fill(page, operation, way, found, () -> documents(page, query, filter, turn));
        });
    }

    private Narrower narrower(String database) {
        return new Narrower(view, database);
    }

    private Narrowing seen(String database, String collection) {
        return narrower(database).narrowing(collection);
    }

    private Operations way(String database, String collection) {
        return seen(database, collection).isWhole() ? operations : operations.discreet();
    }

    private MongoCollection<Row> collection(String database, String collection) {
        return collection(database, collection, Row.class);
    }

    private <T> MongoCollection<T> collection(String database, String collection, Class<T> type) {
        var source = seen(database, collection).source(collection);
        return client.getDatabase(source(database)).getCollection(source, type);
    }

    private String source(String database) {
        return view.hasDatabase(database) ? database : Narrowing.NOWHERE;
    }

    private Answer fill(
            Page page,
            Operation operation,
            Operations way,
            Supplier<? extends MongoIterable<Row>> found,
            Supplier<Answer> done) {
        return page.filledBy(() -> way.run(operation, () -> {
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
            var asked =
                    new ArrayList<>(stages.stream().map(BsonValue::asDocument).toList());
            var position = Position.parse(query.after());
            if (position.skip() > 0) asked.add(new BsonDocument("$skip", new BsonInt64(position.skip())));
            var narrower = narrower(query.database());
            var narrowed = alone ? narrower.inner(asked) : narrower.pipeline(query.collection(), asked);
            var pipeline = new ArrayList<>(narrowed);
            pipeline.add(new BsonDocument("$limit", new BsonInt32(page.wanted())));
            var target = alone ? query.database() : query.database() + "." + query.collection();
            var operation = operations.named("aggregate", target);
            Supplier<AggregateIterable<Row>> found = () -> aggregate(query, alone, pipeline)
                    .batchSize(batches.size(operation, page.wanted()))
                    .comment(operation.comment());
            var isAsAsked = narrowed.equals(asked)
                    && (alone || seen(query.database(), query.collection()).isWhole());
            var way = isAsAsked ? operations : operations.discreet();
            return fill(page, operation, way, found, () -> documents(page, query, stages, alone));
        });
    }

    private AggregateIterable<Row> aggregate(Aggregate query, boolean alone, List<BsonDocument> pipeline) {
        var database = client.getDatabase(source(query.database()));
        return alone
                ? database.aggregate(pipeline, Row.class)
                : collection(query.database(), query.collection()).aggregate(pipeline);
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
            var narrowed = narrower(query.database()).pipeline(query.collection(), new Lookout(filter).stages());
            var isPlain = seen(query.database(), query.collection()).isPlain();
            return way(query.database(), query.collection()).run(operation, () -> {
                long count = isPlain ? count(query, filter, operation) : count(query, narrowed, operation);
                if (count > 0) return new Answer.Count(count, shell.notes());
                var notes = new ArrayList<>(shell.notes());
                notes.addAll(namespaces.missing(query.database(), query.collection()));
                notes.addAll(Hints.of(filter));
                return new Answer.Count(0, notes);
            });
        });
    }

    private long count(Count query, BsonDocument filter, Operation operation) {
        return collection(query.database(), query.collection(), RawBsonDocument.class)
                .countDocuments(filter, new CountOptions().comment(operation.comment()));
    }

    private long count(Count query, List<BsonDocument> narrowed, Operation operation) {
        var pipeline = new ArrayList<>(narrowed);
        pipeline.add(new BsonDocument("$count", new BsonString("n")));
        var counted = collection(query.database(), query.collection(), BsonDocument.class)
                .aggregate(pipeline)
                .comment(operation.comment())
                .first();
        return counted == null ? 0 : counted.getNumber("n").longValue();
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
        return schema(new Sample(database, collection, Sample.USUAL));
    }

    /// What a sample of the documents of a collection looks like.
    public Answer schema(Sample sample) {
        return attempt(() -> {
            Names.database(sample.database());
            Names.collection(sample.collection(), "collection");
            if (sample.size() < 1 || sample.size() > Sample.MOST) {
                throw new Refusal("sampleSize must be from 1 to " + Sample.MOST);
            }
            var operation = operations.named("sample", sample.database() + "." + sample.collection());
            var seen = seen(sample.database(), sample.collection());
            var sampler = new SchemaSampler(client, namespaces, operation, seen);
            return way(sample.database(), sample.collection()).run(operation, () -> sampler.sample(sample));
        });
    }

    /// Which values a field has.
    public Answer distinct(Distinct query) {
        return attempt(() -> {
            var values = new Values(bytes(query.bytes()));
            var command = DistinctCommand.of(query);
            var filter = command.getDocument("query");
            var seen = seen(query.database(), query.collection());
            command.put("distinct", new BsonString(seen.source(query.collection())));
            var operation = operations.named("distinct", query.database() + "." + query.collection());
            var narrowed = seen.isPlain()
                    ? List.<BsonDocument>of()
                    : narrower(query.database()).pipeline(query.collection(), DistinctStages.of(query.field(), filter));
            return way(query.database(), query.collection()).run(operation, () -> {
                if (seen.isPlain())
                    values.add(new Commands(client).run(source(query.database()), command, operation), "values");
                else distinct(query, narrowed, operation).ifPresent(found -> values.add(found, "values"));
                if (values.count() == 0) {
                    values.notes(namespaces.missing(query.database(), query.collection()));
                    values.notes(Hints.of(filter));
                }
                return values.done();
            });
        });
    }

    private Optional<RawBsonDocument> distinct(Distinct query, List<BsonDocument> narrowed, Operation operation) {
        return Optional.ofNullable(collection(query.database(), query.collection(), RawBsonDocument.class)
                .aggregate(narrowed)
                .comment(operation.comment())
                .first());
    }

    /// What the server tells about queries, collections and itself.
    public Inspector inspector() {
        return new Inspector(client, operations, namespaces, view);
    }

    /// The indexes of a collection.
    public Answer indexes(String database, String collection) {
        return attempt(() -> {
            Names.database(database);
            Names.collection(collection, "collection");
            var operation = operations.listing("listIndexes", database + "." + collection);
            var indexes = new Indexes(client, namespaces, operation, seen(database, collection));
            return operations.run(operation, () -> indexes.list(database, collection));
        });
    }

    private Page page(int limit, long bytes) {
        if (limit < 0) throw new Refusal("limit must be 1 or more");
        return new Page(limit == 0 ? limits.documents() : Math.min(limit, limits.documents()), bytes(bytes));
    }

    private long bytes(long wanted) {
        if (wanted < 0 || (wanted > 0 && wanted < SMALLEST_ANSWER)) throw new Refusal("bytes must be 1024 or more");
        return wanted == 0 ? limits.bytes() : Math.min(wanted, limits.bytes());
    }

    static Answer attempt(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            return new Answer.Refused(refusal.reason());
        } catch (Unseeable unseeable) {
            return new Answer.Refused(unseeable.reason());
        }
    }
}
