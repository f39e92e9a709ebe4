package nexus.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.bson.BSONException;

/// Sends operations: whatever goes wrong is an [Answer], and an interrupt of the thread that waits for one ends it on
/// the server too.
final class Operations {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Comment comments = new Comment();
    private final MongoClient client;
    private final Failures failures;
    private final Events events;
    private final Killer killer;
    private final boolean isDiscreet;

    Operations(MongoClient client, Failures failures, Events events) {
        this(client, failures, events, false);
    }

    private Operations(MongoClient client, Failures failures, Events events, boolean isDiscreet) {
        this.client = client;
        this.isDiscreet = isDiscreet;
        this.failures = failures;
        this.events = events;
        this.killer = new Killer(client);
    }

    /// The same without the server's own words about a query, since they may quote values that are kept back.
    Operations discreet() {
        return new Operations(client, failures, events, true);
    }

    Operation named(String name, String target) {
        return new Operation(name, target, comments.next());
    }

    /// One of the commands that take a comment since MongoDB 4.4 only.
    Operation listing(String name, String target) {
        return failures.pulse().takesComments() ? named(name, target) : new Operation(name, target, "");
    }

    /// Runs an operation. When the thread was interrupted, the flag is consumed and the answer says so.
    Answer run(Operation operation, Supplier<Answer> work) {
        var answer = timed(operation, work);
        if (!Thread.interrupted()) return answer;
        killer.kill(operation.comment());
        // A second interrupt may have cut the killing short; it means the same.
        var _ = Thread.interrupted();
        return failures.answer(new MongoInterruptedException("cancelled", null), operation.name(), operation.target());
    }

    private Answer timed(Operation operation, Supplier<Answer> work) {
        long start = System.nanoTime();
        boolean ok = false;
        try {
            awaitServer();
            var answer = work.get();
            ok = true;
            return answer;
        } catch (MongoException e) {
            return isDiscreet
                    ? failures.discreet(e, operation.name(), operation.target())
                    : failures.answer(e, operation.name(), operation.target());
        } catch (DatabaseException | BSONException e) {
            return new Answer.Failed(operation.name() + " on " + operation.target()
                    + " failed: MongoDB sent a document that cannot be read");
        } finally {
            events.command(operation.name(), Duration.ofNanos(System.nanoTime() - start), ok);
        }
    }

    /// Waits for a server that can be read, for less long than for its answer.
    ///
    /// @throws MongoTimeoutException if there is none in time
    private void awaitServer() {
        var preference = client.getReadPreference();
        long end = System.nanoTime() + failures.patience().toNanos();
        while (!client.getClusterDescription().hasReadableServer(preference)) {
            if (System.nanoTime() > end) throw new MongoTimeoutException("no server can be read");
            if (Thread.currentThread().isInterrupted()) throw new MongoInterruptedException("cancelled", null);
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
