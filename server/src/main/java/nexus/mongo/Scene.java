package nexus.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import java.util.function.Supplier;
import nexus.mongo.view.Narrower;
import nexus.mongo.view.Narrowing;
import nexus.mongo.view.View;

/// The databases of one connection as one caller sees them, and what it takes to ask them.
///
/// @param view       what the caller sees
/// @param namespaces those of the view
record Scene(
        MongoClient client, Limits limits, Operations operations, Batches batches, View view, Namespaces namespaces) {
    private static final int SMALLEST_ANSWER = 1 << 10;

    /// All there is.
    static Scene whole(MongoClient client, Limits limits, Operations operations) {
        return new Scene(
                client,
                limits,
                operations,
                new Batches(),
                View.WHOLE,
                new Namespaces(client, limits.time(), View.WHOLE));
    }

    Scene seenBy(View view) {
        return new Scene(client, limits, operations, batches, view, new Namespaces(client, limits.time(), view));
    }

    Narrower narrower(String database) {
        return new Narrower(view, database);
    }

    /// The database of a name; one without documents where the caller may not know of it.
    MongoDatabase database(String name) {
        return client.getDatabase(source(name));
    }

    /// The name under which a database is asked.
    String source(String name) {
        return view.hasDatabase(name) ? name : Narrowing.NOWHERE;
    }

    /// @throws Refusal if the limits are none
    Page page(int limit, long bytes) {
        if (limit < 0) throw new Refusal("limit must be 1 or more");
        return new Page(limit == 0 ? limits.documents() : Math.min(limit, limits.documents()), bytes(bytes));
    }

    /// @throws Refusal if the limit is none
    long bytes(long wanted) {
        if (wanted < 0 || (wanted > 0 && wanted < SMALLEST_ANSWER)) throw new Refusal("bytes must be 1024 or more");
        return wanted == 0 ? limits.bytes() : Math.min(wanted, limits.bytes());
    }

    /// One read whose documents come to a page.
    ///
    /// @param way  runs it
    /// @param done makes the answer once they have come
    record Reading(Page page, Operation operation, Operations way, Supplier<Answer> done) {}

    Answer fill(Reading reading, Supplier<? extends MongoIterable<Row>> found) {
        return reading.page()
                .filledBy(() -> reading.way().run(reading.operation(), () -> {
                    Cursors.each(found.get(), row -> row == Row.TAKEN);
                    batches.learn(reading.operation(), reading.page());
                    return reading.done().get();
                }));
    }
}
