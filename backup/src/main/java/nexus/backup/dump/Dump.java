package nexus.backup.dump;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.util.List;
import nexus.backup.run.Consistency;
import nexus.backup.run.Source;
import nexus.backup.run.Workers;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// Reads a MongoDB deployment into mongodump's directory format.
public final class Dump {
    private static final Sink NOWHERE = (path, _, _) -> {
        throw new IOException(path + " is only looked at");
    };

    private final Asker asker;
    private final DumpOptions options;
    private final Deployment deployment;
    private final Output output;
    private final Notes notes;
    private final Workers workers;

    private Dump(Asker asker, DumpOptions options, Sink sink, Progress progress) {
        this.asker = asker;
        this.options = options;
        this.deployment = deployment(asker);
        this.output = new Output(asker, sink, progress);
        this.notes = new Notes(progress);
        this.workers = new Workers("dump", options.parallel(), () -> new DumpException("the dump was cancelled"));
    }

    /// Dumps all that is asked for, at the strongest level of consistency that is demanded and can be had.
    ///
    /// Where a level is lost on the way, everything is read again at the next one.
    ///
    /// @param client one that `nexus.mongo.BulkClient` opened, so that all operations go to one server; with at
    ///               least as many sockets as collections are read at once
    /// @throws DumpException if the source cannot be read as is demanded
    /// @throws IOException   if the sink fails
    public static Dumped run(MongoClient client, DumpOptions options, Sink sink, Progress progress) throws IOException {
        try {
            return new Dump(Asker.open(client, options.patience()), options, sink, progress).run();
        } catch (BSONException e) {
            throw new DumpException("the server sent a reply that cannot be read (" + e.getMessage()
                    + "): look for what sits between it and this program");
        }
    }

    /// What a dump would read, with sizes as the server estimates them. Writes nothing.
    ///
    /// @throws DumpException if the source cannot be read
    public static List<Progress.Size> preview(MongoClient client, DumpOptions options) throws IOException {
        var dump = new Dump(Asker.open(client, options.patience()), options, NOWHERE, Progress.NONE);
        var level = dump.level(Consistency.Level.FUZZY);
        return new Pass(dump.deployment, options, level, dump.output, dump.workers).preview();
    }

    private static Deployment deployment(Asker asker) {
        try {
            return Deployment.of(asker);
        } catch (MongoException e) {
            throw asker.refused("buildInfo", e);
        }
    }

    private Dumped run() throws IOException {
        var ladder = new Ladder(deployment, options);
        var rungs = ladder.rungs();
        ladder.obstacles().forEach(why -> notes.add("", why));
        for (int i = 0; ; i++) {
            var rung = rungs.get(i);
            try {
                return dumped(level(rung));
            } catch (LevelLost e) {
                var lost = "consistency " + rung.word() + " cannot be had: " + e.why();
                if (i + 1 == rungs.size()) throw new DumpException(lost + ladder.advice());
                notes.add("", lost + "; going on with " + rungs.get(i + 1).word());
                output.sink().beginAnew();
            }
        }
    }

    private Level level(Consistency.Level rung) {
        var catalog = new Catalog(asker, options.only(), new SkipRules(options.users()), workers);
        return switch (rung) {
            case SNAPSHOT -> new SnapshotLevel(asker, catalog, notes);
            case OPLOG -> new OplogLevel(catalog, notes, output);
            case FUZZY -> new FuzzyLevel(catalog, notes);
        };
    }

    private Dumped dumped(Level level) throws IOException {
        var result = new Pass(deployment, options, level, output, workers).run();
        var source = new Source(deployment.version(), deployment.topology(), more(result));
        return new Dumped(
                source, level.consistency(), result.entries(), result.listing().skipped());
    }

    private BsonDocument more(Pass.Result result) {
        var more = new BsonDocument();
        deployment.feature().ifPresent(version -> more.append("featureCompatibilityVersion", new BsonString(version)));
        if (deployment.isSharded())
            more.append(
                    "sharded", new Sharding(asker, notes).of(result.listing().found()));
        return more.append("notes", notes.array());
    }
}
