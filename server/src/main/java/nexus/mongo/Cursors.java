package nexus.mongo;

import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import java.util.function.Predicate;

/// Goes through what an operation found.
final class Cursors {
    private Cursors() {}

    /// Offers every document until one is not wanted, and closes the cursor.
    static <T> void each(MongoIterable<T> found, Predicate<T> isMoreWanted) {
        var cursor = found.iterator();
        try {
            while (cursor.hasNext() && isMoreWanted.test(cursor.next())) {}
        } finally {
            close(cursor);
        }
    }

    /// Closes a cursor so that the server hears of it.
    static void close(MongoCursor<?> cursor) {
        // The driver gets no socket for a thread whose interrupt flag is up, and would leave the server's cursor open.
        if (Thread.currentThread().isInterrupted()) Thread.ofVirtual().start(cursor::close);
        else cursor.close();
    }
}
