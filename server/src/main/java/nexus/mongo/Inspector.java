package nexus.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import nexus.mongo.view.Level;
import nexus.mongo.view.Sight;
import nexus.mongo.view.View;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/// Asks what a server tells about queries, collections and itself. All of that counts documents and shows values that a
/// caller may not see one by one, so whoever does not see the whole of something is not told about it.
public final class Inspector {
    private static final int PLAN_BYTES = 64 << 10;
    private static final int LIST_BYTES = 256 << 10;
    private static final int MOST_LINES = 1_024;
    private static final int MOST_OPERATIONS = 1_000;
    private static final BsonInt32 ONE = new BsonInt32(1);
    private static final Set<Integer> LACKING =
            Set.of(59 /* CommandNotFound */, 40324 /* unknown stage */, -1 /* of a stand-in for MongoDB */);
    private static final Set<String> LOGS = Set.of("global", "startupWarnings");

    private final MongoClient client;
    private final Operations operations;
    private final Namespaces namespaces;
    private final View view;

    Inspector(MongoClient client, Operations operations, Namespaces namespaces, View view) {
        this.client = client;
        this.operations = operations;
        this.namespaces = namespaces;
        this.view = view;
    }

    /// How the server would run a query.
    public Answer explain(Explain query) {
        return Reader.attempt(() -> {
            Names.database(query.database());
            Names.collection(query.collection(), "collection");
            var command = ExplainCommand.of(query);
            // A pipeline may read other collections of the database too.
            if (command.getDocument("explain").containsKey("aggregate")) wholeDatabase(query.database());
            else wholeCollection(query.database(), query.collection());
            var operation = operations.named("explain", query.database() + "." + query.collection());
            return run(operation, () -> plan(commands().run(query.database(), command, operation)));
        });
    }

    private static Answer plan(BsonDocument explained) {
        var plan = new Plan();
        var page = new Page(1, PLAN_BYTES);
        offer(page, plan.read(explained));
        var done = page.done();
        if (!(done instanceof Answer.Documents shown)) return done;
        var notes = new ArrayList<>(plan.notes());
        if (!shown.notes().isEmpty()) notes.add("The plan is large and was cut to fit into " + PLAN_BYTES + " bytes.");
        var array = JsonBuffer.join(shown.json());
        return new Answer.Facts(plan.gist(), Arrays.copyOfRange(array, 1, array.length - 1), notes);
    }

    /// How much there is of a database.
    public Answer databaseStats(String database) {
        return Reader.attempt(() -> {
            Names.database(database);
            wholeDatabase(database);
            var operation = operations.listing("dbStats", database);
            return run(operation, () -> {
                var stats = commands().run(database, new BsonDocument("dbStats", ONE), operation);
                return facts(Stats.database(database, stats));
            });
        });
    }

    /// How much there is of a collection.
    public Answer collectionStats(String database, String collection) {
        return Reader.attempt(() -> {
            Names.database(database);
            Names.collection(collection, "collection");
            wholeCollection(database, collection);
            var operation = operations.listing("collStats", database + "." + collection);
            return run(operation, () -> stats(database, collection, operation));
        });
    }

    private Answer stats(String database, String collection, Operation operation) {
        var command = new BsonDocument("collStats", new BsonString(collection));
        var stats = commands().run(database, command, operation);
        var isEmpty = !stats.isNumber("count") || stats.getNumber("count").longValue() == 0;
        var missing = isEmpty ? namespaces.missing(database, collection) : List.<String>of();
        return missing.isEmpty()
                ? facts(Stats.collection(database + "." + collection, stats))
                : new Answer.Refused(missing.getFirst());
    }

    /// The latest lines of the server's log, the newest first.
    public Answer logs(Logs query) {
        return Reader.attempt(() -> {
            if (!LOGS.contains(query.type())) throw new Refusal("type must be global or startupWarnings");
            if (query.limit() < 1 || query.limit() > MOST_LINES) {
                throw new Refusal("limit must be from 1 to " + MOST_LINES);
            }
            wholeServer();
            var operation = operations.listing("getLog", "the server");
            return run(operation, () -> {
                var command = new BsonDocument("getLog", new BsonString(query.type()));
                var lines = commands().run("admin", command, operation).getArray("log");
                var page = new Page(query.limit(), LIST_BYTES);
                for (var line : lines.reversed()) {
                    if (!offer(page, LogLine.shown(line.asString().getValue()))) break;
                }
                return listed("logs", page);
            });
        });
    }

    /// What the server is doing now, the longest first.
    public Answer running(Running query) {
        return Reader.attempt(() -> {
            if (query.limit() < 1 || query.limit() > MOST_OPERATIONS) {
                throw new Refusal("limit must be from 1 to " + MOST_OPERATIONS);
            }
            wholeServer();
            var operation = operations.named("currentOp", "the server");
            return run(operation, () -> {
                var page = new Page(query.limit(), LIST_BYTES);
                var found = client.getDatabase("admin")
                        .aggregate(Activity.pipeline(query, operation.comment()), BsonDocument.class)
                        .comment(operation.comment());
                Cursors.each(found, running -> offer(page, Activity.shown(running)));
                return listed("operations", page);
            });
        });
    }

    private static Answer listed(String name, Page page) {
        if (page.hasMore()) page.notes(List.of("There are more: ask for more of them with limit, up to 256 KiB."));
        var done = page.done();
        return done instanceof Answer.Documents documents ? new Answer.Listed(name, documents) : done;
    }

    private static Answer facts(BsonDocument facts) {
        var out = new JsonBuffer(LIST_BYTES);
        var raw = new RawBsonDocument(facts, new BsonDocumentCodec());
        BsonJson.write(raw.getBackingArray(), raw.getByteOffset(), raw.getByteLength(), out);
        return new Answer.Facts("All sizes are bytes", out.toBytes(), List.of());
    }

    private static boolean offer(Page page, BsonDocument document) {
        var raw = new RawBsonDocument(document, new BsonDocumentCodec());
        int length = raw.getByteLength();
        return page.wants(length) && page.add(raw.getBackingArray(), raw.getByteOffset(), length);
    }

    private Commands commands() {
        return new Commands(client);
    }

    /// Runs an operation that not every server has.
    private Answer run(Operation operation, Supplier<Answer> work) {
        return operations.run(operation, () -> {
            try {
                return work.get();
            } catch (MongoCommandException e) {
                if (!LACKING.contains(e.getErrorCode())) throw e;
                return new Answer.Refused("this server has no " + operation.name() + ": do without it");
            }
        });
    }

    private void wholeCollection(String database, String collection) {
        if (view.sight(database, collection).filter(Sight::isWhole).isEmpty()) throw unseen("this collection");
    }

    private void wholeDatabase(String database) {
        if (view.level(database).isEmpty()) throw unseen("this database");
    }

    private void wholeServer() {
        Optional<Level> level = view.level();
        if (level.isEmpty() || !level.get().includes(Level.MANAGE)) throw unseen("this server");
    }

    private static Refusal unseen(String what) {
        return new Refusal("this is told only to those who may see the whole of " + what + ": do without it");
    }
}
