package nexus.backup.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nexus.backup.run.Consistency;
import nexus.testing.WirePeer;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

/// Sharded clusters, against a scripted wire peer that says it is a router.
class ShardedTest {
    private static final DumpOptions BEST = DumpOptions.usual("test");

    private final MemorySink sink = new MemorySink();

    private static ScriptedServer cluster() throws IOException {
        return ScriptedServer.router()
                .with(ScriptedCollection.of("shop.orders", "{_id: 1}", "{_id: 2}"))
                .with(ScriptedCollection.of("shop.plain", "{_id: 1}"))
                .with(ScriptedCollection.of(
                        "config.collections",
                        "{_id: 'shop.orders', key: {customer: 1, _id: 'hashed'}, unique: false}",
                        "{_id: 'shop.plain', key: {_id: 1}, unsplittable: true}",
                        "{_id: 'other.c', key: {_id: 1}}"))
                .with(ScriptedCollection.of(
                        "config.tags",
                        "{_id: 1, ns: 'shop.orders', tag: 'EU', min: {customer: {$minKey: 1}}, max: {customer: 9}}",
                        "{_id: 2, ns: 'other.c', tag: 'US', min: {_id: 1}, max: {_id: 2}}"));
    }

    private Dumped dump(ScriptedServer server, DumpOptions options) throws IOException {
        try (var client = server.client()) {
            return Dump.run(client, options, sink, Progress.NONE);
        }
    }

    @Test
    void aSnapshotSpansTheShardsAndTheirKeysAndZonesAreKept() throws IOException {
        try (var server = cluster()) {
            var dumped = dump(server, BEST);
            assertEquals(Consistency.Level.SNAPSHOT, dumped.consistency().level());
            assertEquals("sharded", dumped.source().topology());
            assertEquals(
                    BsonDocument.parse(
                                    "{all: [{namespace: 'shop.orders', key: {customer: 1, _id: 'hashed'}, unique:"
                                            + " false, zones: [{zone: 'EU', min: {customer: {$minKey: 1}}, max: {customer: 9}}]}]}")
                            .get("all"),
                    dumped.source().more().get("sharded"));
        }
    }

    @Test
    void withoutASnapshotItIsRefusedUnlessFuzzyIsAllowed() throws IOException {
        try (var server = cluster().version("4.4.0")) {
            var refused = assertThrows(DumpException.class, () -> dump(server, BEST));
            assertEquals(
                    "no consistency can be had: it needs MongoDB 5.0 or newer, and this is 4.4.0; stop all writes and"
                            + " allow fuzzy, or use a backup of its operator",
                    refused.getMessage());
            assertEquals(0, sink.begun());
            var allowed = dump(server, BEST.withDemand(DumpOptions.Demand.BEST, true));
            assertEquals(Consistency.FUZZY, allowed.consistency());
            assertEquals(
                    Consistency.FUZZY,
                    dump(server, BEST.withDemand(DumpOptions.Demand.FUZZY, false))
                            .consistency());
        }
    }

    @Test
    void aSnapshotThatIsLostIsNotReplacedBySomethingWeaker() throws IOException {
        try (var server = cluster()) {
            server.odd((command, _) ->
                    command.getDocument("readConcern", new BsonDocument()).size() == 2
                                    && command.getString("$db").getValue().equals("shop")
                            ? Optional.of(WirePeer.failure(239, "SnapshotTooOld"))
                            : Optional.empty());
            var refused = assertThrows(DumpException.class, () -> dump(server, BEST));
            assertTrue(
                    refused.getMessage().endsWith("allow fuzzy, or use a backup of its operator"),
                    refused.getMessage());
        }
    }

    /// Two shards may hold documents of one `_id`: which of them comes first after a cut nobody knows.
    @Test
    void aCutBetweenTwoDocumentsOfOneIdBeginsTheCollectionAnew() throws IOException {
        var documents = IntStream.range(0, 100)
                .mapToObj(i ->
                        RawBsonDocument.parse("{_id: " + i / 2 + ", n: " + i + ", t: '" + "x".repeat(200_000) + "'}"))
                .toList();
        try (var server = cluster().with(ScriptedCollection.of("shop.orders", documents))) {
            var asked = new AtomicInteger();
            server.odd((command, _) -> command.containsKey("getMore") && asked.incrementAndGet() == 3
                    ? Optional.of(WirePeer.CUT)
                    : Optional.empty());
            dump(server, BEST);
            assertEquals(documents, sink.documents("dump/shop/orders.bson"));
            assertTrue(server.commands("find", "orders").stream().noneMatch(ShardedTest::goesOn));
        }
    }

    /// Whether it is no probe, but goes on in the middle.
    private static boolean goesOn(BsonDocument find) {
        return find.containsKey("min") && !find.containsKey("limit");
    }

    @Test
    void aCutElsewhereIsGoneOnFrom() throws IOException {
        var documents = IntStream.range(0, 100)
                .mapToObj(i -> RawBsonDocument.parse("{_id: " + i + ", t: '" + "x".repeat(200_000) + "'}"))
                .toList();
        try (var server = cluster().with(ScriptedCollection.of("shop.orders", documents))) {
            var asked = new AtomicInteger();
            server.odd((command, _) -> command.containsKey("getMore") && asked.incrementAndGet() == 3
                    ? Optional.of(WirePeer.CUT)
                    : Optional.empty());
            dump(server, BEST);
            assertEquals(documents, sink.documents("dump/shop/orders.bson"));
            var onward = server.commands("find", "orders").stream()
                    .filter(ShardedTest::goesOn)
                    .toList();
            assertEquals(1, onward.size());
            assertEquals(BsonDocument.parse("{_id: 1}"), onward.getFirst().getDocument("sort"));
        }
    }

    @Test
    void whatIsNotKnownOfShardsIsNoted() throws IOException {
        try (var server = cluster()) {
            server.odd((command, _) -> command.containsKey("find")
                            && command.getString("find").getValue().equals("tags")
                            && !command.containsKey("hint")
                            && !command.containsKey("limit")
                    ? Optional.of(WirePeer.failure(13, "Unauthorized"))
                    : Optional.empty());
            var dumped = dump(server, BEST);
            var notes = dumped.source().more().getArray("notes").toString();
            assertTrue(notes.contains("how collections are sharded is not known"), notes);
        }
    }

    @Test
    void onlyTheCollectionsOfConfigThatMongodumpKeepsAreDumped() throws IOException {
        try (var server = cluster().with(ScriptedCollection.of("config.mongos", "{_id: 1}"))) {
            dump(server, BEST);
            assertEquals(
                    List.of("dump/config/collections.bson", "dump/config/tags.bson"),
                    sink.paths().stream()
                            .filter(path -> path.matches("dump/config/.*bson"))
                            .toList());
        }
    }
}
