package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import nexus.testing.Eventually;
import nexus.testing.WirePeer;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CancelTest {
    private static final Find ALL = new Find("shop", "orders", "", "", "", 0, 0, 0);
    private static final Answer CANCELLED = new Answer.Failed("find on shop.orders (connection main) was cancelled");

    private WirePeer peer;
    private Connection connection;
    private volatile boolean knowsTheStage = true;

    /// What a cancelled call left: its answer, and whether the interrupt flag was still up.
    record End(Answer answer, boolean isInterrupted) {}

    @BeforeEach
    void open() throws IOException {
        peer = WirePeer.standalone(this::reply);
        connection = Connection.open("main", Shelf.settings(peer.uri()), Way.DIRECT, Events.NONE);
    }

    @AfterEach
    void close() {
        connection.close();
        peer.close();
    }

    private BsonDocument reply(BsonDocument command) {
        return switch (command.getFirstKey()) {
            case "find" -> WirePeer.cursor(7, "firstBatch", "{\"_id\": 1}");
            case "getMore" -> WirePeer.cursor(0, "nextBatch", "{\"_id\": 2}");
            case "aggregate" ->
                knowsTheStage
                        ? WirePeer.cursor(0, "firstBatch", "{\"opid\": 4711}, {\"opid\": \"shard1:12\"}")
                        : WirePeer.failure(40324, "Location40324");
            case "currentOp" -> BsonDocument.parse("{\"ok\": 1, \"inprog\": [{\"opid\": 99}]}");
            default -> BsonDocument.parse("{\"ok\": 1}");
        };
    }

    /// Runs a read until the peer holds its command, interrupts it, and waits for its end.
    private End cancelled(String held, Function<Reader, Answer> read) throws Exception {
        peer.hold(held);
        var end = new CompletableFuture<End>();
        var thread = Thread.ofVirtual().start(() -> {
            var answer = read.apply(connection.reader());
            end.complete(new End(answer, Thread.currentThread().isInterrupted()));
        });
        Eventually.holds(held, () -> !peer.commands(held).isEmpty());
        thread.interrupt();
        return end.get();
    }

    private List<BsonValue> killed() {
        return peer.commands("killOp").stream()
                .map(command -> command.get("op"))
                .toList();
    }

    private static List<BsonValue> values(String array) {
        return BsonDocument.parse("{\"a\": " + array + "}").getArray("a").getValues();
    }

    @Test
    void killsTheOperationOfACallThatWasCancelled() throws Exception {
        assertEquals(new End(CANCELLED, false), cancelled("find", reader -> reader.find(ALL)));
        var comment = peer.commands("find").getFirst().getString("comment");
        var search = peer.commands("aggregate").getFirst();
        assertEquals(1, search.getInt32("aggregate").getValue());
        assertEquals("admin", search.getString("$db").getValue());
        var stages = search.getArray("pipeline");
        assertEquals(
                BsonDocument.parse("{\"allUsers\": false}"),
                stages.getFirst().asDocument().get("$currentOp"));
        var match = stages.get(1).asDocument().getDocument("$match").getArray("$or");
        assertEquals(new BsonDocument("command.comment", comment), match.getFirst());
        assertTrue(search.getInt64("maxTimeMS").getValue() <= 2_000, search::toString);
        assertEquals(values("[4711, \"shard1:12\"]"), killed());
    }

    @Test
    void killsByTheOlderCommandWhereTheStageIsRefused() throws Exception {
        knowsTheStage = false;
        assertEquals(new End(CANCELLED, false), cancelled("find", reader -> reader.find(ALL)));
        assertTrue(peer.commands("currentOp").getFirst().getBoolean("$ownOps").getValue());
        assertEquals(values("[99]"), killed());
    }

    @Test
    void closesTheCursorOfACallThatWasCancelledInALaterBatch() throws Exception {
        assertEquals(new End(CANCELLED, false), cancelled("getMore", reader -> reader.find(ALL)));
        Eventually.holds("killCursors", () -> !peer.commands("killCursors").isEmpty());
        var cursors = peer.commands("killCursors").getFirst().getArray("cursors");
        assertEquals(List.of(new BsonInt64(7)), cursors.getValues());
        assertEquals(
                peer.commands("find").getFirst().get("comment"),
                peer.commands("getMore").getFirst().get("comment"));
        assertEquals(values("[4711, \"shard1:12\"]"), killed());
    }

    @Test
    void servesTheNextCallAfterOneThatWasCancelled() throws Exception {
        for (int i = 0; i < 20; i++) {
            cancelled("find", reader -> reader.find(ALL));
            peer.release();
            var answer =
                    assertInstanceOf(Answer.Documents.class, connection.reader().find(ALL));
            assertEquals(2, answer.count());
        }
        assertEquals(Optional.empty(), connection.trouble());
        Eventually.holds("no socket is in use", () -> connection.pool().checkedOut() == 0);
    }

    @Test
    void killsAListingToo() throws Exception {
        connection.ping(Duration.ofSeconds(5));
        cancelled("listCollections", reader -> reader.listCollections("shop"));
        assertTrue(peer.commands("listCollections").getFirst().containsKey("comment"));
        assertEquals(2, killed().size());
    }

    @Test
    void answersThoughTheServerIsSilentWhenItIsAskedToKill() throws Exception {
        var end = cancelled("aggregate", reader -> reader.count(new Count("shop", "orders", "")));
        assertEquals(new Answer.Failed("count on shop.orders (connection main) was cancelled"), end.answer());
        assertEquals(2, peer.commands("aggregate").size());
        assertEquals(List.of(), killed());
    }

    @Test
    void everyOperationHasACommentOfItsOwn() {
        connection.reader().find(ALL);
        connection.reader().find(ALL);
        var comments = peer.commands("find").stream()
                .map(command -> command.getString("comment").getValue())
                .toList();
        assertEquals(2, comments.stream().distinct().count(), comments::toString);
        assertTrue(comments.getFirst().matches("nexus [0-9a-z]+-[0-9a-z]+"), comments::toString);
    }

    @Test
    void theCommentCarriesTheTraceOfTheCall() {
        ScopedValue.where(Comment.TRACE, "00-ab-cd-01")
                .run(() -> connection.reader().find(ALL));
        var comment = peer.commands("find").getFirst().getString("comment").getValue();
        assertTrue(comment.matches("nexus [0-9a-z]+-[0-9a-z]+ traceparent=00-ab-cd-01"), comment);
    }

    @Test
    void nothingIsKilledWhenNothingWasCancelled() {
        connection.reader().find(ALL);
        assertEquals(List.of(), peer.commands("aggregate"));
        assertEquals(List.of(), peer.commands("killCursors"));
    }

    @Test
    void keepsItsSocketsWheneverACallIsCancelled() throws Exception {
        var calls = new ArrayList<Thread>();
        for (int i = 0; i < 200; i++) {
            var call = Thread.ofVirtual().start(() -> connection.reader().find(ALL));
            calls.add(call);
            for (int spin = 0; spin < i * 100; spin++) Thread.onSpinWait();
            call.interrupt();
        }
        for (var call : calls) call.join();
        Eventually.holds("no socket is in use", () -> connection.pool().checkedOut() == 0);
        assertEquals(0, connection.pool().waiting());
        assertEquals(
                2,
                assertInstanceOf(Answer.Documents.class, connection.reader().find(ALL))
                        .count());
    }
}
