package nexus.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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
    private static final Set<String> COMMANDS =
            Set.of("insert", "update", "delete", "findAndModify", "create", "createIndexes", "dropIndexes", "drop");

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
        var written = run(write, _ -> {});
        var _ = Thread.interrupted();
        return written;
    }

    /// The same, but an interrupt is left to be seen by whoever has more to write.
    ///
    /// @param heard takes the server's reply, if there is one that can be read
    Written run(Write write, Consumer<BsonDocument> heard) {
        try {
            check(write);
        } catch (Refusal refusal) {
            return new Written.Refused(refusal.reason(), 0);
        }
        var comment = failures.pulse().takesComments() ? comments.next() : "";
        var written = timed(write.withIds(), comment, heard);
        if (Thread.interrupted()) {
            // Nobody waits for the operation any more; an answer that came all the same is the truth.
            if (!(written instanceof Written.Done)) killer.kill(comment);
            Thread.currentThread().interrupt();
        }
        return written;
    }

    /// Of another command nobody here could say what came of it.
    private static void check(Write write) {
        if (write.name().equals("renameCollection")) {
            checkRename(write);
            return;
        }
        Names.database(write.database());
        if (write.name().equals("dropDatabase")) return;
        if (write.name().isEmpty()) throw new Refusal("command is needed: such as {\"insert\": \"orders\", …}");
        if (!COMMANDS.contains(write.name())) {
            throw new Refusal("command: only insert, update, delete, findAndModify and those that create, rename and"
                    + " drop are run, spelled so and first in the command");
        }
        Names.collection(write.collection(), write.name());
    }

    /// It is a command of the database `admin`, whatever it renames; both names stay in one database.
    private static void checkRename(Write write) {
        var from = write.collection();
        var to = write.command().getString("to", new BsonString("")).getValue();
        int dot = from.indexOf('.');
        if (!write.database().equals("admin") || dot < 0 || !to.startsWith(from.substring(0, dot + 1))) {
            throw new Refusal("command: renameCollection takes two names of one database, and is run on admin");
        }
        Names.database(from.substring(0, dot));
        Names.collection(from.substring(dot + 1), "renameCollection");
        Names.collection(to.substring(dot + 1), "to");
    }

    private Written timed(Write write, String comment, Consumer<BsonDocument> heard) {
        long start = System.nanoTime();
        var written = send(write, comment, heard);
        var isAnswered = written instanceof Written.Done || written instanceof Written.Refused;
        events.command(write.name(), Duration.ofNanos(System.nanoTime() - start), isAnswered);
        return written;
    }

    private Written send(Write write, String comment, Consumer<BsonDocument> heard) {
        var taken = new AtomicBoolean();
        try {
            var reply = ScopedValue.where(Pool.TAKEN, taken)
                    .call(() -> client.getDatabase(write.database())
                            .runCommand(command(write, comment), BsonDocument.class));
            heard.accept(reply);
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

    /// The driver adds the write concern of the connection string to its own commands only. Where it has none, a
    /// majority has to confirm the write, so that what is told as done stays done.
    private BsonDocument command(Write write, String comment) {
        var command = new BsonDocument();
        command.putAll(write.command());
        var concern = client.getDatabase(write.database()).getWriteConcern();
        var asked = concern.isAcknowledged() && concern.getWObject() != null ? concern : concern.withW("majority");
        command.putIfAbsent("writeConcern", asked.asDocument());
        if (!comment.isEmpty()) command.putIfAbsent("comment", new BsonString(comment));
        return command;
    }
}
