package nexus.mongo;

import com.mongodb.client.MongoClient;
import java.util.function.Supplier;
import nexus.mongo.view.Unseeable;
import nexus.mongo.view.View;

/// Reads one connection, inside its limits and the rules. Whatever goes wrong is an [Answer]; only a bug is thrown.
///
/// A read is cancelled by an interrupt of the thread that runs it: that consumes the interrupt, ends the
/// operation on the server and answers [Answer.Failed].
public final class Reader {
    private final Scene scene;

    Reader(MongoClient client, Limits limits, Failures failures, Events events) {
        this(Scene.whole(client, limits, new Operations(client, failures, events)));
    }

    private Reader(Scene scene) {
        this.scene = scene;
    }

    /// A reader that answers as if the databases lacked what a view keeps back.
    public Reader seenBy(View view) {
        return view.isWhole() ? this : new Reader(scene.seenBy(view));
    }

    /// Documents that match a filter.
    public Answer find(Find query) {
        return attempt(() -> new Finder(scene).find(query));
    }

    /// What comes out of a pipeline.
    public Answer aggregate(Aggregate query) {
        return attempt(() -> new Aggregator(scene).aggregate(query));
    }

    /// How many documents match a filter, counted one by one.
    public Answer count(Count query) {
        return attempt(() -> new Counter(scene).count(query));
    }

    /// Which values a field has.
    public Answer distinct(Distinct query) {
        return attempt(() -> new Distinguisher(scene).distinct(query));
    }

    /// The databases that can be read.
    public Answer listDatabases() {
        var operation = scene.operations().listing("listDatabases", "the server");
        return scene.operations()
                .run(operation, () -> new Answer.Databases(scene.namespaces().databases(operation.comment())));
    }

    /// The collections and views of a database.
    public Answer listCollections(String database) {
        return attempt(() -> {
            Names.database(database);
            var operation = scene.operations().listing("listCollections", database);
            return scene.operations()
                    .run(
                            operation,
                            () -> new Answer.Collections(
                                    scene.namespaces().collections(database, operation.comment())));
        });
    }

    /// What the documents of a collection look like.
    public Answer schema(String database, String collection) {
        return schema(new Sample(database, collection, Sample.USUAL));
    }

    /// What a sample of the documents of a collection looks like.
    public Answer schema(Sample sample) {
        return attempt(() -> {
            var seen = Seen.of(scene, sample.database(), sample.collection());
            if (sample.size() < 1 || sample.size() > Sample.MOST) {
                throw new Refusal("sampleSize must be from 1 to " + Sample.MOST);
            }
            var operation = seen.operation("sample");
            var sampler = new SchemaSampler(scene.client(), scene.namespaces(), operation, seen.narrowing());
            return seen.way().run(operation, () -> sampler.sample(sample));
        });
    }

    /// The indexes of a collection.
    public Answer indexes(String database, String collection) {
        return attempt(() -> {
            var seen = Seen.of(scene, database, collection);
            var operation = scene.operations().listing("listIndexes", database + "." + collection);
            var indexes = new Indexes(scene.client(), scene.namespaces(), operation, seen.narrowing());
            return scene.operations().run(operation, () -> indexes.list(database, collection));
        });
    }

    /// What the server tells about queries, collections and itself.
    public Inspector inspector() {
        return new Inspector(scene.client(), scene.operations(), scene.namespaces(), scene.view());
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
