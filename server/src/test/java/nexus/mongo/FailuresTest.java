package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import nexus.testing.MongoPeer;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
    private static final ServerAddress SERVER = new ServerAddress("secret.example", 1);

    record Row(MongoException thrown, Answer answer) {
        @Override
        public String toString() {
            return thrown.getClass().getSimpleName() + " " + thrown.getCode();
        }
    }

    private static MongoCommandException command(int code, String name, String message) {
        var reply =
                BsonDocument.parse("{ok: 0, code: " + code + ", codeName: '" + name + "', errmsg: '" + message + "'}");
        return new MongoCommandException(reply, SERVER);
    }

    private static Answer failed(String rest) {
        return new Answer.Failed("find on shop.orders (connection main) " + rest);
    }

    static List<Row> rows() {
        return List.of(
                new Row(
                        new MongoExecutionTimeoutException(50, "secret"),
                        failed("took longer than 30s: narrow the filter or add an index")),
                new Row(
                        new MongoOperationTimeoutException("secret"),
                        failed("had no answer within 30s: the server is silent; try again when it is back")),
                new Row(
                        new MongoTimeoutException("secret"),
                        failed("failed: no server could be reached in time; try again in a few seconds")),
                new Row(
                        new MongoSecurityException(
                                MongoCredential.createCredential("u", "a", "secret".toCharArray()), "secret"),
                        failed("failed: MongoDB does not accept the user or password; its operator must mend the uri")),
                new Row(
                        command(13, "Unauthorized", "secret"),
                        failed(
                                "failed: the user of this connection is not authorized for it; its operator can grant the role")),
                new Row(
                        new MongoSocketReadTimeoutException("secret", SERVER, new SocketTimeoutException("secret")),
                        failed("failed: the server does not answer; try again in a few seconds")),
                new Row(
                        command(10107, "NotWritablePrimary", "not primary"),
                        failed("failed: the server says NotWritablePrimary; try again")),
                new Row(
                        command(2, "BadValue", "$in needs an array"),
                        new Answer.Refused(
                                "MongoDB refuses this find on shop.orders: $in needs an array (BadValue): change the query")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void becomesOneSentence(Row row) {
        var failures = new Failures("main", Shelf.settings("mongodb://u:secret@h"), new Pulse(), new Pool(8));
        var answer = failures.answer(row.thrown(), "find", "shop.orders");
        assertEquals(row.answer(), answer);
        assertFalse(answer.toString().contains("secret"));
    }

    @Test
    void aStoppedServerIsAFailureWithoutItsAddress() {
        var peer = MongoPeer.inProcess();
        var limits = new Limits(10, 1 << 20, Duration.ofSeconds(10));
        try (var connection = Connection.open("main", Shelf.settings(peer.uri(), limits), Way.DIRECT, Events.NONE)) {
            var query = new Find(peer.databaseName(), "a", "", "", "", 0, 1, 0);
            assertInstanceOf(Answer.Documents.class, connection.reader().find(query));
            peer.stop();
            var answer =
                    assertInstanceOf(Answer.Failed.class, connection.reader().find(query));
            assertTrue(
                    answer.reason().startsWith("find on " + peer.databaseName() + ".a (connection main) failed: "),
                    answer::reason);
            assertFalse(answer.reason().contains("127.0.0.1"), answer::reason);
            var ping = assertThrows(DatabaseException.class, () -> connection.ping(Duration.ofMillis(200)));
            assertFalse(ping.getMessage().contains("127.0.0.1"), ping::getMessage);
        } finally {
            peer.close();
        }
    }

    @Test
    void everyReadCarriesItsDeadlineToTheServer() {
        var sent = new CopyOnWriteArrayList<BsonDocument>();
        CommandListener listener = new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                sent.add(event.getCommand().clone());
            }
        };
        try (var peer = MongoPeer.start()) {
            var settings = Shelf.settings(peer.uri());
            var pool = new Pool(8);
            var pulse = new Pulse();
            var driver = MongoClientSettings.builder(
                            new Driver(settings, Way.DIRECT, Optional.empty(), pool, pulse).options())
                    .addCommandListener(listener)
                    .build();
            try (var client = MongoClients.create(driver)) {
                var reader =
                        new Reader(client, settings.limits(), new Failures("main", settings, pulse, pool), Events.NONE);
                reader.find(new Find(peer.databaseName(), "a", "", "", "", 0, 5, 0));
                reader.aggregate(new Aggregate(peer.databaseName(), "a", "[]", 5, 0));
                reader.count(new Count(peer.databaseName(), "a", ""));
            }
        }
        var reads = sent.stream()
                .filter(command -> !command.containsKey("endSessions"))
                .toList();
        assertTrue(reads.size() >= 3, reads::toString);
        for (var read : reads) {
            assertTrue(read.containsKey("maxTimeMS"), read::toString);
            assertTrue(read.getNumber("maxTimeMS").longValue() <= 30_000, read::toString);
        }
        assertEquals(6, reads.getFirst().getNumber("limit").intValue());
    }
}
