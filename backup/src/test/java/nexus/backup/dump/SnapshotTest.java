package nexus.backup.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import nexus.backup.run.Consistency;
import nexus.testing.WirePeer;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

/// Reads of one cluster time, against a scripted wire peer.
class SnapshotTest {
    private static final DumpOptions BEST = DumpOptions.usual("test").withPatience(Duration.ofSeconds(20));
    private static final DumpOptions SNAPSHOT = BEST.withDemand(DumpOptions.Demand.SNAPSHOT, false);
    private static final String ORDERS = "dump/shop/orders.bson";

    private final MemorySink sink = new MemorySink();

    private static ScriptedServer shop() throws IOException {
        return ScriptedServer.replicaSet()
                .with(ScriptedCollection.of("shop.orders", "{_id: 1}", "{_id: 2}", "{_id: 'a'}"))
                .with(ScriptedCollection.of("shop.customers", "{_id: 7}"))
                .with(ScriptedCollection.of(
                        "local.oplog.rs",
                        "{ts: Timestamp(999, 1), op: 'n', ns: '', o: {}}",
                        "{ts: Timestamp(1000, 1), op: 'n', ns: '', o: {}}"));
    }

    private Dumped dump(ScriptedServer server, DumpOptions options) throws IOException {
        try (var client = server.client()) {
            return Dump.run(client, options, sink, Progress.NONE);
        } finally {
            assertEquals(0, sink.open());
        }
    }

    private static BsonDocument concern(BsonDocument command) {
        return command.getDocument("readConcern", new BsonDocument());
    }

    private static boolean isOfTheSnapshot(BsonDocument command) {
        return concern(command).containsKey("atClusterTime");
    }

    private static List<String> notes(Dumped dumped) {
        return dumped.source().more().getArray("notes").stream()
                .map(note -> note.asDocument().getString("note").getValue())
                .toList();
    }

    @Test
    void everyDocumentIsReadAtTheTimeThatTheFirstAnswerTells() throws IOException {
        try (var server = shop()) {
            var dumped = dump(server, BEST);
            assertEquals(new Consistency(Consistency.Level.SNAPSHOT, 1_000, 1), dumped.consistency());
            for (var name : List.of("orders", "customers")) {
                var last = server.commands("find", name).getLast();
                assertEquals(
                        BsonDocument.parse("{level: 'snapshot', atClusterTime: Timestamp(1000, 1)}"),
                        concern(last),
                        name);
            }
            assertEquals(3, sink.documents(ORDERS).size());
            assertEquals("replica set peers", dumped.source().topology());
            assertEquals(0, server.openCursors());
        }
    }

    @Test
    void aServerThatDoesNotTellTheTimeOfItsAnswersHasNoSnapshot() throws IOException {
        try (var server = shop()) {
            server.odd((command, usual) -> Optional.of(untimed(usual.get())));
            var refused = assertThrows(DumpException.class, () -> dump(server, SNAPSHOT));
            assertEquals(
                    "consistency snapshot cannot be had: the server does not tell of what time its answers are",
                    refused.getMessage());
            assertEquals(
                    Consistency.Level.OPLOG, dump(server, BEST).consistency().level());
        }
    }

    private static BsonDocument untimed(BsonDocument reply) {
        if (reply.containsKey("cursor")) reply.getDocument("cursor").remove("atClusterTime");
        return reply;
    }

    @Test
    void aServerThatAnswersOfAnotherTimeIsFoundOut() throws IOException {
        try (var server = shop()) {
            server.odd(
                    (command, usual) -> isOfTheSnapshot(command) ? Optional.of(later(usual.get())) : Optional.empty());
            var refused = assertThrows(DumpException.class, () -> dump(server, SNAPSHOT));
            assertTrue(refused.getMessage().contains("does not keep to it"), refused.getMessage());
        }
    }

    private static BsonDocument later(BsonDocument reply) {
        if (reply.containsKey("cursor"))
            reply.getDocument("cursor").append("atClusterTime", new BsonTimestamp(5_000, 1));
        return reply;
    }

    @Test
    void aSnapshotThatIsTooOldGivesWayToTheOplogAndSaysSo() throws IOException {
        try (var server = shop()) {
            server.odd(tooOldOn("orders"));
            var dumped = dump(server, BEST);
            assertEquals(new Consistency(Consistency.Level.OPLOG, 1_000, 1), dumped.consistency());
            assertEquals(3, sink.documents(ORDERS).size());
            assertEquals(
                    List.of("consistency snapshot cannot be had: find on shop.orders failed: the server says"
                            + " SnapshotTooOld (SnapshotTooOld); going on with oplog"),
                    notes(dumped));
        }
    }

    private static ScriptedServer.Oddity tooOldOn(String collection) {
        return (command, usual) ->
                isOfTheSnapshot(command) && command.getString("find").getValue().equals(collection)
                        ? Optional.of(WirePeer.failure(239, "SnapshotTooOld"))
                        : Optional.empty();
    }

    @Test
    void aSnapshotThatIsTooOldInTheMidstOfACollectionIsNeverMixedWithLaterReads() throws IOException {
        var documents = java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> RawBsonDocument.parse("{_id: " + i + ", text: '" + "x".repeat(50_000) + "'}"))
                .toList();
        try (var server = shop().with(ScriptedCollection.of("shop.orders", documents))) {
            var asked = new AtomicInteger();
            server.odd((command, usual) -> command.containsKey("getMore") && asked.incrementAndGet() == 3
                    ? Optional.of(WirePeer.failure(239, "SnapshotTooOld"))
                    : Optional.empty());
            var dumped = dump(server, BEST);
            assertEquals(Consistency.Level.OPLOG, dumped.consistency().level());
            assertEquals(documents, sink.documents(ORDERS));
            assertEquals(
                    "majority",
                    concern(server.commands("find", "orders").getLast())
                            .getString("level")
                            .getValue());
        }
    }

    @Test
    void aSnapshotThatIsDemandedAndLostIsAFailure() throws IOException {
        try (var server = shop()) {
            server.odd(tooOldOn("orders"));
            var refused = assertThrows(DumpException.class, () -> dump(server, SNAPSHOT));
            assertTrue(refused.getMessage().startsWith("consistency snapshot cannot be had: find on shop.orders"));
            assertTrue(sink.paths().stream().noneMatch(path -> path.equals("dump/prelude.json")));
        }
    }

    @Test
    void aCollectionThatIsDroppedMeanwhileMustNotLookEmpty() throws IOException {
        try (var server = shop()) {
            server.odd((command, usual) -> {
                if (isOfTheSnapshot(command)) server.drop("shop.orders");
                return Optional.empty();
            });
            var refused = assertThrows(DumpException.class, () -> dump(server, SNAPSHOT));
            assertEquals(
                    "consistency snapshot cannot be had: shop.orders was dropped or renamed while it was read",
                    refused.getMessage());
        }
    }

    @Test
    void aCollectionThatIsMadeAnewMeanwhileIsNotTheSame() throws IOException {
        try (var server = shop()) {
            server.odd((command, usual) -> {
                if (isOfTheSnapshot(command))
                    server.with(ScriptedCollection.of("shop.orders").withUuid("0".repeat(32)));
                return Optional.empty();
            });
            assertThrows(DumpException.class, () -> dump(server, SNAPSHOT));
        }
    }

    @Test
    void aCollectionThatIsCreatedLaterDoesNoHarm() throws IOException {
        try (var server = shop()) {
            server.odd((command, usual) -> {
                if (isOfTheSnapshot(command)) server.with(ScriptedCollection.of("shop.new", "{_id: 1}"));
                return Optional.empty();
            });
            var dumped = dump(server, SNAPSHOT);
            assertEquals(Consistency.Level.SNAPSHOT, dumped.consistency().level());
            assertTrue(sink.paths().stream().noneMatch(path -> path.contains("new")), sink.paths()::toString);
        }
    }

    @Test
    void aTimeIsChosenAnewWhileCollectionsAreCreated() throws IOException {
        try (var server = shop()) {
            var asked = new AtomicInteger();
            server.odd((command, usual) -> {
                var isFirst = concern(command).size() == 1 && asked.incrementAndGet() == 1;
                if (isFirst) server.with(ScriptedCollection.of("shop.new", "{_id: 1}"));
                return Optional.empty();
            });
            dump(server, SNAPSHOT);
            assertEquals(1, sink.documents("dump/shop/new.bson").size());
            assertEquals(2, asked.get());
        }
    }

    @Test
    void aTimeBeforeTheListingIsNotTaken() throws IOException {
        try (var server = shop()) {
            server.clock(new BsonTimestamp(2_000, 5));
            var asked = new AtomicInteger();
            server.odd((command, usual) -> concern(command).size() == 1 && asked.incrementAndGet() <= 3
                    ? Optional.of(earlier(usual.get()))
                    : Optional.empty());
            assertEquals(2_000, dump(server, SNAPSHOT).consistency().time());
            assertEquals(4, asked.get());
        }
    }

    private static BsonDocument earlier(BsonDocument reply) {
        reply.getDocument("cursor").append("atClusterTime", new BsonTimestamp(1_999, 1));
        return reply;
    }

    @Test
    void aCappedCollectionThatCannotBeReadAtThatTimeIsReadLaterAndSaidToBe() throws IOException {
        try (var server = shop().with(ScriptedCollection.of("shop.log", "{_id: 2}", "{_id: 1}")
                .as("collection", "{capped: true, size: 4096}", ScriptedCollection.ID_INDEX))) {
            server.odd((command, usual) -> isOfTheSnapshot(command)
                            && command.getString("find").getValue().equals("log")
                    ? Optional.of(WirePeer.failure(246, "SnapshotUnavailable"))
                    : Optional.empty());
            var dumped = dump(server, SNAPSHOT);
            assertEquals(Consistency.Level.SNAPSHOT, dumped.consistency().level());
            assertEquals(2, sink.documents("dump/shop/log.bson").size());
            assertEquals(1, notes(dumped).size());
            assertTrue(
                    notes(dumped).getFirst().startsWith("is not of the time of the snapshot"), notes(dumped)::toString);
        }
    }

    @Test
    void itIsNotTriedBeforeMongoDb5() throws IOException {
        try (var server = shop().version("4.4.29")) {
            var refused = assertThrows(DumpException.class, () -> dump(server, SNAPSHOT));
            assertEquals(
                    "consistency snapshot cannot be had: it needs MongoDB 5.0 or newer, and this is 4.4.29",
                    refused.getMessage());
            var dumped = dump(server, BEST);
            assertEquals(Consistency.Level.OPLOG, dumped.consistency().level());
            assertEquals(1, notes(dumped).size());
        }
    }
}
