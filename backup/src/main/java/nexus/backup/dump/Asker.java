package nexus.backup.dump;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import nexus.mongo.BulkClient;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;

/// Asks one deployment by raw commands, with the read preference of its connection string.
final class Asker {
    private static final Patience.Limit FIRST =
            new Patience.Limit(Duration.ofMinutes(1), "; a first answer is not waited for any longer");
    private static final CodecRegistry CODECS = CodecRegistries.fromRegistries(
            CodecRegistries.fromCodecs(new ReplyCodec()), MongoClientSettings.getDefaultCodecRegistry());
    private static final ClientSessionOptions INDEPENDENT =
            ClientSessionOptions.builder().causallyConsistent(false).build();

    private final MongoClient client;
    private final Patience.Limit limit;
    private final boolean hasSessions;
    private final ReplyMemory memory = ReplyMemory.ofThisProgram();
    private final AtomicReference<BsonTimestamp> latest = new AtomicReference<>(new BsonTimestamp(0));

    private Asker(MongoClient client, Patience.Limit limit, boolean hasSessions) {
        this.client = client;
        this.limit = limit;
        this.hasSessions = hasSessions;
    }

    /// Greets the deployment.
    ///
    /// @param patience how long a command is tried again while the way is broken; less for the first, because then
    ///                 the way is more likely wrong
    static Asker open(MongoClient client, Duration patience) {
        var limit = new Patience.Limit(
                patience, ", or raise backup.patience, which is " + patience.toSeconds() + " s, and begin anew");
        var first = patience.compareTo(FIRST.time()) > 0 ? FIRST : limit;
        try {
            var hello = new Asker(client, first, false)
                    .ask("isMaster", "admin", new BsonDocument("isMaster", new BsonInt32(1)));
            return new Asker(client, limit, hello.containsKey("logicalSessionTimeoutMinutes"));
        } catch (MongoException e) {
            throw new DumpException("the source cannot be asked: " + BulkClient.why(client, e));
        }
    }

    /// A session of its own, where the server knows sessions. Only the session that opened a cursor may go on with it.
    Optional<ClientSession> session() {
        return hasSessions ? Optional.of(client.startSession(INDEPENDENT)) : Optional.empty();
    }

    /// The memory for replies with documents.
    ReplyMemory memory() {
        return memory;
    }

    /// Sends a command once.
    RawBsonDocument send(Optional<ClientSession> session, String database, BsonDocument command) {
        var there = client.getDatabase(database).withCodecRegistry(CODECS);
        var preference = there.getReadPreference();
        var reply = session.map(own -> there.runCommand(own, command, preference, RawBsonDocument.class))
                .orElseGet(() -> there.runCommand(command, preference, RawBsonDocument.class));
        if (reply.get("operationTime") instanceof BsonTimestamp time)
            latest.accumulateAndGet(time, (one, other) -> one.compareTo(other) > 0 ? one : other);
        return reply;
    }

    /// The latest operation of the deployment that any answer knew of; zero where answers tell of none.
    BsonTimestamp latest() {
        return latest.get();
    }

    /// Sends a command, again and again while the way is broken.
    ///
    /// @param what of which a failure speaks
    /// @throws MongoException if the server refuses it
    /// @throws DumpException  if the way stays broken
    RawBsonDocument ask(String what, String database, BsonDocument command) {
        return retry(what, () -> send(Optional.empty(), database, command));
    }

    /// All documents that a command finds, which must be few. As [#ask].
    List<RawBsonDocument> list(String what, String database, BsonDocument command) {
        return retry(what, () -> listOnce(database, command));
    }

    /// As [#list], but not again while the way is broken.
    List<RawBsonDocument> listOnce(String database, BsonDocument command) {
        try (var cursor = RawCursor.open(this, database, command)) {
            var found = new ArrayList<RawBsonDocument>();
            do {
                var batch = cursor.next(0);
                while (batch.next()) found.add(new RawBsonDocument(batch.bytes(), batch.offset(), batch.length()));
            } while (!cursor.isOver());
            return found;
        }
    }

    private <T> T retry(String what, Supplier<T> attempt) {
        var left = patience(what);
        while (true) {
            try {
                return attempt.get();
            } catch (MongoException e) {
                left.bear(e);
            }
        }
    }

    /// A new patience with what is tried.
    Patience patience(String what) {
        return new Patience(what, limit, this::why);
    }

    /// Why something failed, in words without addresses or passwords.
    String why(MongoException e) {
        return BulkClient.why(client, e);
    }

    /// What to say of something that the server refuses.
    DumpException refused(String what, MongoException e) {
        return new DumpException(what + " failed: " + why(e) + Trouble.advice(e));
    }
}
