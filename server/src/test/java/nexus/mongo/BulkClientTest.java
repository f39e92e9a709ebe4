package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nexus.testing.WirePeer;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

class BulkClientTest {
    private static final Duration SILENCE = Duration.ofSeconds(7);

    private static MongoClientSettings options(String uri) {
        var settings = Shelf.settings(uri);
        return BulkClient.options(
                new Driver(settings, Way.DIRECT, Optional.empty(), new Pool(3), new Pulse()), SILENCE, 3);
    }

    @Test
    void anOperationHasNoDeadlineOfTheDriverEvenIfTheConnectionStringNamesOne() {
        for (var uri : List.of("mongodb://h/", "mongodb://h/?timeoutMS=50", "mongodb://h/?tls=true&TIMEOUTMS=5&w=1")) {
            assertNull(options(uri).getTimeout(TimeUnit.MILLISECONDS), uri);
        }
        assertTrue(options("mongodb://h/?timeoutMS=5&tls=true").getSslSettings().isEnabled());
        assertEquals(
                5_000L,
                new Driver(
                                Shelf.settings("mongodb://h/", new Limits(1, 1, Duration.ofSeconds(5))),
                                Way.DIRECT,
                                Optional.empty(),
                                new Pool(1),
                                new Pulse())
                        .options()
                        .getTimeout(TimeUnit.MILLISECONDS));
    }

    @Test
    void aSilentServerIsGivenUpAndFewSocketsAreOpened() {
        var options = options("mongodb://h/?socketTimeoutMS=1&maxPoolSize=90&minPoolSize=9");
        assertEquals(SILENCE.toMillis(), options.getSocketSettings().getReadTimeout(TimeUnit.MILLISECONDS));
        assertEquals(3, options.getConnectionPoolSettings().getMaxSize());
        assertEquals(0, options.getConnectionPoolSettings().getMinSize());
    }

    @Test
    void aLoadBalancerIsRefusedBecauseCursorsAreLostBehindIt() {
        var settings = Shelf.settings("mongodb://u:hunter2@h/?loadBalanced=true");
        var refused =
                assertThrows(DatabaseException.class, () -> BulkClient.open("main", settings, Way.DIRECT, SILENCE, 3));
        assertTrue(refused.getMessage().contains("loadBalanced=true"), refused.getMessage());
        assertFalse(refused.getMessage().contains("hunter"), refused.getMessage());
    }

    @Test
    void aRawGetMoreCarriesNoTimeLimit() throws IOException {
        try (var peer = WirePeer.standalone(_ -> WirePeer.cursor(0, "nextBatch", ""));
                var client = BulkClient.open(
                        "main", Shelf.settings(peer.uri() + "?timeoutMS=20000"), Way.DIRECT, SILENCE, 3)) {
            client.getDatabase("shop").runCommand(BsonDocument.parse("{getMore: NumberLong(5), collection: 'orders'}"));
            assertFalse(peer.commands("getMore").getFirst().containsKey("maxTimeMS"));
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() throws IOException {
        try (var peer = WirePeer.standalone(_ -> new BsonDocument("ok", new BsonInt32(1)));
                var client =
                        BulkClient.open("main", Shelf.settings(peer.uri()), Way.DIRECT, Duration.ofMillis(300), 3)) {
            peer.hold("find");
            var silent = assertThrows(
                    MongoSocketReadTimeoutException.class,
                    () -> client.getDatabase("shop").runCommand(BsonDocument.parse("{find: 'orders'}")));
            assertEquals("the server does not answer", BulkClient.why(client, silent));
        }
    }

    @Test
    void allOperationsGoToOneServer() throws IOException {
        try (var one = WirePeer.router(_ -> new BsonDocument("ok", new BsonInt32(1)));
                var other = WirePeer.router(_ -> new BsonDocument("ok", new BsonInt32(1)))) {
            var both = one.uri().replaceAll("/$", "") + "," + other.uri().replace("mongodb://", "");
            try (var client = BulkClient.open("main", Shelf.settings(both), Way.DIRECT, SILENCE, 3)) {
                for (int i = 0; i < 50; i++)
                    client.getDatabase("shop").runCommand(BsonDocument.parse("{find: 'orders'}"));
                var counts = List.of(
                        one.commands("find").size(), other.commands("find").size());
                assertTrue(counts.equals(List.of(50, 0)) || counts.equals(List.of(0, 50)), counts::toString);
            }
        }
    }

    private static ServerDescription server(String host, long millis) {
        return ServerDescription.builder()
                .address(new ServerAddress(host))
                .state(ServerConnectionState.CONNECTED)
                .type(ServerType.REPLICA_SET_SECONDARY)
                .ok(true)
                .roundTripTime(millis, TimeUnit.MILLISECONDS)
                .build();
    }

    private static ClusterDescription cluster(ServerDescription... servers) {
        return new ClusterDescription(ClusterConnectionMode.MULTIPLE, ClusterType.REPLICA_SET, List.of(servers));
    }

    private static List<String> hosts(List<ServerDescription> servers) {
        return servers.stream().map(server -> server.getAddress().getHost()).toList();
    }

    @Test
    void theNearestIsChosenAndKeptUntilItIsGone() {
        var pinned = new PinnedServer();
        assertEquals(List.of(), pinned.select(cluster()));
        assertEquals(List.of("b"), hosts(pinned.select(cluster(server("a", 9), server("b", 3)))));
        assertEquals(List.of("b"), hosts(pinned.select(cluster(server("a", 1), server("b", 8)))));
        assertEquals(List.of("a"), hosts(pinned.select(cluster(server("a", 9), server("c", 10)))));
        assertEquals(List.of("a"), hosts(pinned.select(cluster(server("a", 9), server("b", 3)))));
    }

    /// What the server or the driver says, and what is told of it.
    record Told(MongoException error, String words) {}

    static Stream<Told> told() {
        var at = new ServerAddress("secret.example", 27_017);
        return Stream.of(
                new Told(refusal(2, "BadValue", at), "the server says no (BadValue)"),
                new Told(refusal(189, "PrimarySteppedDown", at), "the server says PrimarySteppedDown"),
                new Told(new MongoException("secret.example"), "the connection to the server was lost"));
    }

    private static MongoCommandException refusal(int code, String name, ServerAddress at) {
        return new MongoCommandException(
                BsonDocument.parse("{ok: 0, code: " + code + ", codeName: '" + name + "', errmsg: 'no'}"), at);
    }

    @Test
    void wordsNameNoAddress() throws IOException {
        try (var peer = WirePeer.standalone(_ -> new BsonDocument("ok", new BsonInt32(1)));
                var client = BulkClient.open("main", Shelf.settings(peer.uri()), Way.DIRECT, SILENCE, 1)) {
            told().forEach(it -> assertEquals(it.words(), BulkClient.why(client, it.error())));
        }
    }
}
