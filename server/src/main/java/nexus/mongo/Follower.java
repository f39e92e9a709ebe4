package nexus.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/// Follows the changes of one collection in a thread of its own until it is ended.
final class Follower {
    /// How long the server waits for a change before it says that there is none.
    private static final Duration AWAIT = Duration.ofSeconds(5);

    /// How long the driver waits for that, opening the stream anew included. The time limit of reads does not hold
    /// here: it may be shorter than the wait.
    private static final Duration TIME = Duration.ofSeconds(15);

    private static final Duration BETWEEN_RUNS = Duration.ofSeconds(1);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /// Only what the driver needs to go on after a change.
    private static final List<BsonDocument> SMALL =
            List.of(new BsonDocument("$project", new BsonDocument("_id", new BsonInt32(1))));

    private final MongoDatabase database;
    private final MongoCollection<RawBsonDocument> collection;
    private final String comment;
    private final Runnable changed;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private Duration wait = FIRST_WAIT;

    Follower(MongoDatabase database, String name, String comment, Runnable changed) {
        this.database = database.withTimeout(TIME.toMillis(), MILLISECONDS).withReadConcern(ReadConcern.MAJORITY);
        this.collection = this.database.getCollection(name, RawBsonDocument.class);
        this.comment = comment;
        this.changed = changed;
        this.thread =
                Thread.ofVirtual().name("watch " + collection.getNamespace()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void end() {
        ended.countDown();
        thread.interrupt();
    }

    private boolean isWanted() {
        return ended.getCount() > 0;
    }

    private void run() {
        while (isWanted()) {
            follow();
            pause(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }

    /// Follows one stream to its end: an error, or a collection that was dropped or renamed.
    private void follow() {
        try {
            var cursor = collection
                    .watch(SMALL, RawBsonDocument.class)
                    .maxAwaitTime(AWAIT.toMillis(), MILLISECONDS)
                    .comment(comment)
                    .withDocumentClass(RawBsonDocument.class)
                    .iterator();
            try {
                // Something may have changed since the watch was asked for, or since the stream before broke.
                tell();
                follow(cursor);
            } finally {
                // In a thread that nobody interrupts, so that the server hears of it.
                Thread.ofVirtual().start(() -> close(cursor));
            }
        } catch (MongoException | IllegalStateException e) {
            // A client that is closed throws the latter. A database that is lost is told elsewhere.
        }
    }

    private void follow(MongoCursor<RawBsonDocument> cursor) {
        while (isWanted()) {
            var change = cursor.tryNext();
            if (change == null && cursor.getServerCursor() == null) return;
            wait = FIRST_WAIT;
            if (change == null) continue;
            while (cursor.available() > 0) cursor.next();
            tell();
        }
    }

    /// Once [#TIME] is over since the opening, the driver closes a stream without a word to the server.
    private void close(MongoCursor<?> cursor) {
        try (cursor) {
            var open = cursor.getServerCursor();
            if (open == null) return;
            var command = new BsonDocument(
                            "killCursors",
                            new BsonString(collection.getNamespace().getCollectionName()))
                    .append("cursors", new BsonArray(List.of(new BsonInt64(open.getId()))));
            database.runCommand(command, database.getReadPreference(), BsonDocument.class);
        } catch (MongoException | IllegalStateException e) {
            // The server closes it by itself in time.
        }
    }

    private void tell() {
        changed.run();
        pause(BETWEEN_RUNS);
    }

    private void pause(Duration time) {
        try {
            var _ = ended.await(time.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            // Only its end interrupts it.
            Thread.currentThread().interrupt();
        }
    }
}
