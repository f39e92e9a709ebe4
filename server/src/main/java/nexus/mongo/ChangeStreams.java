package nexus.mongo;

import com.mongodb.client.MongoClient;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Watches collections of one connection.
public final class ChangeStreams {
    /// A watch keeps a socket busy, so that watches may have a quarter of the pool and no more.
    private static final int SHARE = 4;

    private final MongoClient client;
    private final Pulse pulse;
    private final Comment comments = new Comment();
    private final Semaphore places;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ChangeStreams(MongoClient client, Pulse pulse, int poolSize) {
        this.client = client;
        this.pulse = pulse;
        this.places = new Semaphore(Math.max(1, poolSize / SHARE));
    }

    /// Whether the deployment has them: replica sets and sharded clusters do, a single server does not. False until a
    /// server was reached.
    public boolean areAvailable() {
        return pulse.hasChangeStreams();
    }

    /// Begins to watch a collection. `changed` runs once when the stream is open, and again when a lost one was found
    /// back, because something may have been missed before.
    ///
    /// @param changed run after each batch of changes, about once a second at most; its thread is interrupted when
    ///                the watch ends
    /// @return ends the watch; nothing where there are no change streams, or a quarter of the pool watches already
    public Optional<Watch> watch(String database, String collection, Runnable changed) {
        if (closed || !areAvailable() || !isReadable(database, collection)) return Optional.empty();
        if (!places.tryAcquire()) return Optional.empty();
        var follower = new Follower(client.getDatabase(database), collection, comments.next(), changed);
        followers.add(follower);
        follower.start();
        if (closed) end(follower);
        return Optional.of(() -> end(follower));
    }

    private static boolean isReadable(String database, String collection) {
        try {
            Names.database(database);
            Names.collection(collection, "collection");
            return true;
        } catch (Refusal refusal) {
            return false;
        }
    }

    private void end(Follower follower) {
        if (!followers.remove(follower)) return;
        follower.end();
        places.release();
    }

    /// Ends every watch.
    void close() {
        closed = true;
        followers.forEach(this::end);
    }

    /// Ends a watch.
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
