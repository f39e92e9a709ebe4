package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import nexus.testing.Eventually;
import nexus.testing.WirePeer;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeStreamsTest {
    private final Queue<BsonDocument> batches = new ConcurrentLinkedQueue<>();
    private final AtomicInteger runs = new AtomicInteger();
    private WirePeer peer;
    private Connection connection;

    @BeforeEach
    void open() throws IOException {
        peer = WirePeer.replicaSet(this::reply);
        connection = Connection.open("main", Shelf.settings(peer.uri()), Way.DIRECT, Events.NONE);
        connection.ping(Duration.ofSeconds(5));
        // A call may find the server a moment before its heartbeat is told of.
        Eventually.holds("a heartbeat is known", connection::isUsable);
    }

    @AfterEach
    void close() {
        connection.close();
        peer.close();
    }

    /// Hands out the batches; when there are none left, the peer holds its reply as a server does that sees no change.
    private BsonDocument reply(BsonDocument command) {
        return switch (command.getFirstKey()) {
            case "aggregate" -> WirePeer.cursor(9, "firstBatch", "");
            case "getMore" -> {
                var batch = batches.poll();
                if (batches.isEmpty()) peer.hold("getMore");
                yield batch == null ? WirePeer.cursor(9, "nextBatch", "") : batch;
            }
            default -> BsonDocument.parse("{\"ok\": 1}");
        };
    }

    private static BsonDocument events(long cursor, int first, int count) {
        var events = new ArrayList<String>();
        for (int i = first; i < first + count; i++) events.add("{\"_id\": {\"_data\": \"" + i + "\"}}");
        return WirePeer.cursor(cursor, "nextBatch", String.join(",", events));
    }

    private Optional<ChangeStreams.Watch> watch() {
        return connection.changes().watch("shop", "orders", runs::incrementAndGet);
    }

    @Test
    void runsAfterABatchOfChangesAndNotForEachOfThem() {
        batches.add(events(9, 0, 50));
        assertTrue(watch().isPresent());
        Eventually.holds("one run at the opening, one for the batch", () -> runs.get() == 2);
        Eventually.holds("it waits for more", () -> peer.commands("getMore").size() == 2);
        assertEquals(2, runs.get());
        var opened = peer.commands("aggregate").getFirst();
        assertEquals("orders", opened.getString("aggregate").getValue());
        assertEquals(
                BsonDocument.parse("{\"$project\": {\"_id\": 1}}"),
                opened.getArray("pipeline").get(1));
        assertEquals(new BsonInt64(5_000), peer.commands("getMore").getFirst().get("maxTimeMS"));
    }

    @Test
    void goesOnAfterAStreamThatFailed() {
        batches.add(WirePeer.failure(1, "InternalError"));
        batches.add(events(9, 0, 1));
        assertTrue(watch().isPresent());
        Eventually.holds("two runs for what was missed, one for the change", () -> runs.get() == 3);
        assertEquals(2, peer.commands("aggregate").size());
    }

    @Test
    void opensAnewWhenTheCollectionWasDropped() {
        batches.add(events(0, 0, 1));
        batches.add(WirePeer.cursor(9, "nextBatch", ""));
        assertTrue(watch().isPresent());
        Eventually.holds("a second stream", () -> peer.commands("aggregate").size() == 2);
    }

    @Test
    void closingAWatchClosesItsCursor() {
        peer.hold("getMore");
        var watch = watch().orElseThrow();
        Eventually.holds("it waits", () -> peer.commands("getMore").size() == 1);
        watch.close();
        Eventually.holds("killCursors", () -> !peer.commands("killCursors").isEmpty());
        assertEquals(
                List.of(new BsonInt64(9)),
                peer.commands("killCursors").getFirst().getArray("cursors").getValues());
        Eventually.holds("no socket is in use", () -> connection.pool().checkedOut() == 0);
        assertEquals(1, peer.commands("aggregate").size());
    }

    @Test
    void watchesNoMoreThanAQuarterOfThePool() {
        peer.hold("getMore");
        var first = watch().orElseThrow();
        assertTrue(watch().isPresent());
        assertFalse(watch().isPresent());
        first.close();
        first.close();
        assertTrue(watch().isPresent());
        assertFalse(watch().isPresent());
    }

    @Test
    void watchesNothingOfTheServersOwn() {
        assertEquals(Optional.empty(), connection.changes().watch("admin", "orders", runs::incrementAndGet));
        assertEquals(Optional.empty(), connection.changes().watch("shop", "system.views", runs::incrementAndGet));
        assertTrue(watch().isPresent());
    }

    @Test
    void closingTheConnectionEndsEveryWatch() {
        peer.hold("getMore");
        assertTrue(watch().isPresent());
        Eventually.holds("it waits", () -> peer.commands("getMore").size() == 1);
        connection.close();
        assertEquals(Optional.empty(), watch());
        peer.release();
        Eventually.holds("no socket is in use", () -> connection.pool().checkedOut() == 0);
    }

    @Test
    void aServerThatStandsAloneHasNone() throws IOException {
        try (var alone = WirePeer.standalone(this::reply);
                var other = Connection.open("main", Shelf.settings(alone.uri()), Way.DIRECT, Events.NONE)) {
            other.ping(Duration.ofSeconds(5));
            assertFalse(other.changes().areAvailable());
            assertEquals(Optional.empty(), other.changes().watch("shop", "orders", runs::incrementAndGet));
        }
        assertTrue(connection.changes().areAvailable());
    }
}
