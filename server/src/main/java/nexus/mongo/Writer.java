package nexus.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonString;

/// Writes to one connection, one command at a time, and never claims more than is known of what came of it. A command
/// is sent once: the driver repeats nothing that it did not make itself.
///
/// A write is cancelled by an interrupt of the thread that runs it: that consumes the interrupt and ends the operation
/// on the server, unless its answer has come already.
public final class Writer {
    private static final Set<String> COMMANDS = Set.of("insert", "update", "delete", "findAndModify");

    private final MongoClient client;
    private final Failures failures;
    private final Outcomes outcomes;
    private final Events events;
    private final Killer killer;
    private final Comment comments = new Comment();

    Writer(MongoClient client, Failures failures, Events events) {
        this.client = client;
        this.failures = failures;
        this.outcomes = new Outcomes(failures);
        this.events = events;
        this.killer = new Killer(client);
    }

    /// Runs a write. Documents to insert are given an `_id` where they have none.
    public Written run(Write write) {
        try {
            check(write);
        } catch (Refusal refusal) {
            return new Written.Refused(refusal.reason(), 0);
        }
        var comment = failures.pulse().takesComments() ? comments.next() : "";
        var written = timed(write.withIds(), comment);
        // After an interrupt nobody waits for the operation; an answer that came all the same is the truth.
        if (Thread.interrupted() && !(written instanceof Written.Done)) killer.kill(comment);
        return written;
    }

    /// Of another command nobody here could say what came of it.
    private static void check(Write write) {
        Names.database(write.database());
        if (write.name().isEmpty()) throw new Refusal("command is needed: such as {\"insert\": \"orders\", …}");
        if (!COMMANDS.contains(write.name())) {
            throw new Refusal("command: only insert, update, delete and findAndModify are run, spelled so and first in"
                    + " the command");
        }
        Names.collection(write.collection(), write.name());
    }

    private Written timed(Write write, String comment) {
        long start = System.nanoTime();
        var written = send(write, comment);
        var isAnswered = written instanceof Written.Done || written instanceof Written.Refused;
        events.command(write.name(), Duration.ofNanos(System.nanoTime() - start), isAnswered);
        return written;
    }

    private Written send(Write write, String comment) {
        var taken = new AtomicBoolean();
        try {
            var reply = ScopedValue.where(Pool.TAKEN, taken)
                    .call(() -> client.getDatabase(write.database())
                            .runCommand(command(write, comment), BsonDocument.class));
            return outcomes.of(write, reply);
        } catch (MongoInterruptedException e) {
            // The flag is left to run, which consumes it.
            Thread.currentThread().interrupt();
            return outcomes.of(write, e, taken.get());
        } catch (MongoException e) {
            return outcomes.of(write, e, taken.get());
        } catch (BsonMaximumSizeExceededException e) {
            return outcomes.tooLarge(write);
        } catch (BSONException e) {
            return outcomes.unreadable(write);
        }
    }

    /// The driver adds the write concern of the connection string to its own commands only.
    private BsonDocument command(Write write, String comment) {
        var command = new BsonDocument();
        command.putAll(write.command());
        var concern = client.getDatabase(write.database()).getWriteConcern();
        if (concern.isAcknowledged() && !concern.isServerDefault()) {
            command.putIfAbsent("writeConcern", concern.asDocument());
        }
        if (!comment.isEmpty()) command.putIfAbsent("comment", new BsonString(comment));
        return command;
    }
}
