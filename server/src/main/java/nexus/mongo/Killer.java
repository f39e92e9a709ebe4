package nexus.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.List;
import org.bson.BSONException;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/// Ends operations that run on the server though nobody waits for them any more. Whatever fails is left to the time
/// limit that every operation carries.
///
/// @param client the driver's client
record Killer(MongoClient client) {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final BsonInt32 ONE = new BsonInt32(1);

    /// Ends what carries the comment; takes two seconds at most.
    void kill(String comment) {
        if (comment.isEmpty()) return;
        long end = System.nanoTime() + DEADLINE.toNanos();
        try {
            for (var running : running(new BsonString(comment), end)) {
                kill(running.asDocument().get("opid", ONE), end);
            }
        } catch (MongoException | BSONException e) {
            // The server cannot be asked, or tells nobody what it runs.
        }
    }

    private void kill(BsonValue id, long end) {
        try {
            run(new BsonDocument("killOp", ONE).append("op", id), end);
        } catch (MongoCommandException e) {
            // It has ended meanwhile, or is not ours; the next one may be.
        }
    }

    /// The stage needs no right for one's own operations; servers that refuse it may still know the older command.
    private BsonArray running(BsonString comment, long end) {
        try {
            return run(aggregate(comment), end).getDocument("cursor").getArray("firstBatch");
        } catch (MongoCommandException e) {
            var command = new BsonDocument("currentOp", ONE).append("$ownOps", BsonBoolean.TRUE);
            return run(command.append("$or", carrying(comment)), end).getArray("inprog");
        }
    }

    private static BsonDocument aggregate(BsonString comment) {
        var stages = List.of(
                new BsonDocument("$currentOp", new BsonDocument("allUsers", BsonBoolean.FALSE)),
                new BsonDocument("$match", new BsonDocument("$or", carrying(comment))),
                new BsonDocument("$project", new BsonDocument("opid", ONE)));
        return new BsonDocument("aggregate", ONE)
                .append("pipeline", new BsonArray(stages))
                .append("cursor", new BsonDocument());
    }

    /// A batch after the first is found by the comment of the operation that opened its cursor.
    private static BsonArray carrying(BsonString comment) {
        return new BsonArray(List.of(
                new BsonDocument("command.comment", comment),
                new BsonDocument("cursor.originatingCommand.comment", comment)));
    }

    private BsonDocument run(BsonDocument command, long end) {
        long left = Math.max(Duration.ofNanos(end - System.nanoTime()).toMillis(), 1);
        var admin = client.getDatabase("admin").withTimeout(left, MILLISECONDS);
        return admin.runCommand(command, admin.getReadPreference(), BsonDocument.class);
    }
}
