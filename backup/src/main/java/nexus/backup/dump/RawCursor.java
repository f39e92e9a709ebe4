package nexus.backup.dump;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;

/// A cursor of the server, followed by raw commands in a session of its own.
final class RawCursor implements AutoCloseable {
    private final Asker asker;
    private final String database;
    private final Optional<ClientSession> session;
    private final Optional<BsonTimestamp> clusterTime;
    private Optional<Batch> first;
    private String namespace;
    private long id;

    private RawCursor(Asker asker, String database, Optional<ClientSession> session, RawBsonDocument cursor) {
        this.asker = asker;
        this.database = database;
        this.session = session;
        this.clusterTime =
                cursor.get("atClusterTime") instanceof BsonTimestamp time ? Optional.of(time) : Optional.empty();
        this.first = Optional.of(Batch.of(cursor));
        this.namespace = namespace(cursor);
        this.id = id(cursor);
    }

    /// Opens one.
    ///
    /// @param command such as `find` or `listCollections`
    /// @throws MongoException if it cannot be opened
    static RawCursor open(Asker asker, String database, BsonDocument command) {
        var session = asker.session();
        try {
            return new RawCursor(asker, database, session, cursor(asker.send(session, database, command)));
        } catch (RuntimeException e) {
            session.ifPresent(ClientSession::close);
            throw e;
        }
    }

    private static RawBsonDocument cursor(BsonDocument reply) {
        if (reply.get("cursor") instanceof RawBsonDocument cursor) return cursor;
        throw new DumpException("the server answers without a cursor: use MongoDB 4.2 or newer");
    }

    private static String namespace(BsonDocument cursor) {
        return cursor.getString("ns").getValue();
    }

    private static long id(BsonDocument cursor) {
        return cursor.getNumber("id").longValue();
    }

    /// The cluster time its documents are of, where it was asked for a snapshot and the server keeps to it.
    Optional<BsonTimestamp> clusterTime() {
        return clusterTime;
    }

    /// The next documents; none is no sign of the end. Of those before nothing is kept.
    ///
    /// @param batchSize most of them; 0 leaves it to the server
    Batch next(int batchSize) {
        if (first.isPresent()) {
            var batch = first.get();
            first = Optional.empty();
            return batch;
        }
        var command = new BsonDocument("getMore", new BsonInt64(id)).append("collection", collection());
        if (batchSize > 0) command.append("batchSize", new BsonInt32(batchSize));
        var cursor = cursor(asker.send(session, database, command));
        namespace = namespace(cursor);
        id = id(cursor);
        return Batch.of(cursor);
    }

    /// Whether there is nothing beyond what [#next] gave.
    boolean isOver() {
        return first.isEmpty() && id == 0;
    }

    /// The server says under which name a cursor goes on: that of `listCollections` is `$cmd.listCollections`.
    private BsonString collection() {
        return new BsonString(namespace.substring(database.length() + 1));
    }

    /// Tells the server, if it listens, that nobody wants the rest.
    @Override
    public void close() {
        try {
            if (id != 0 && !Thread.currentThread().isInterrupted()) kill();
        } catch (MongoException e) {
            // It closes the cursor by itself in time.
        } finally {
            session.ifPresent(ClientSession::close);
        }
    }

    private void kill() {
        var command = new BsonDocument("killCursors", collection())
                .append("cursors", new BsonArray(List.of(new BsonInt64(id))));
        asker.send(session, database, command);
    }
}
