package nexus.backup.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.backup.run.Consistency;
import nexus.backup.run.Only;
import nexus.testing.WirePeer;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Dumps with an oplog, against a scripted wire peer.
class OplogTest {
    private static final DumpOptions OPLOG = DumpOptions.usual("test")
            .withDemand(DumpOptions.Demand.OPLOG, false)
            .withPatience(Duration.ofSeconds(20));
    private static final String SLICE = "dump/oplog.bson";

    private final MemorySink sink = new MemorySink();
    private final List<RawBsonDocument> entries = new ArrayList<>();

    OplogTest() {
        for (int i = 1; i <= 20; i++) entry(i, "i", "shop.orders", "{_id: " + i + "}");
    }

    private void entry(int second, String op, String namespace, String change) {
        add("{ts: Timestamp(" + second + ", 1), op: '" + op + "', ns: '" + namespace + "', o: " + change + "}");
    }

    private void add(String entry) {
        entries.add(RawBsonDocument.parse(entry));
    }

    private ScriptedServer server() throws IOException {
        return ScriptedServer.replicaSet()
                .with(ScriptedCollection.of("local.oplog.rs", entries))
                .with(ScriptedCollection.of("shop.orders", "{_id: 1}", "{_id: 2}"));
    }

    private Dumped dump(ScriptedServer server) throws IOException {
        try (var client = server.client()) {
            return Dump.run(client, OPLOG, sink, Progress.NONE);
        } finally {
            assertEquals(0, sink.open());
        }
    }

    /// Lets changes come in while the documents are read.
    private ScriptedServer changing(ScriptedServer server, Runnable change) {
        var isDone = new AtomicInteger();
        return server.odd((command, usual) -> {
            boolean isNow = command.containsKey("find")
                    && command.getString("find").getValue().equals("orders")
                    && isDone.getAndIncrement() == 0;
            if (isNow) change.run();
            return Optional.empty();
        });
    }

    @Test
    void whatChangedWhileTheDumpRanIsThereFromTheStartToTheEnd() throws IOException {
        try (var server = server()) {
            changing(server, () -> {
                for (int i = 21; i <= 500; i++) entry(i, "u", "shop.orders", "{_id: 1}");
                server.with(ScriptedCollection.of("local.oplog.rs", entries));
            });
            var dumped = dump(server);
            assertEquals(entries.subList(19, 500), sink.documents(SLICE));
            assertEquals(new Consistency(Consistency.Level.OPLOG, 500, 1), dumped.consistency());
            assertEquals(
                    List.of(SLICE, "dump/prelude.json"),
                    dumped.entries().stream().skip(2).map(entry -> entry.path()).toList());
        }
    }

    @Test
    void documentsAreReadAsAMajorityHasThemAndNotBeforeTheStart() throws IOException {
        try (var server = server()) {
            dump(server);
            assertEquals(
                    BsonDocument.parse("{level: 'majority', afterClusterTime: Timestamp(20, 1)}"),
                    server.commands("find", "orders").getLast().getDocument("readConcern"));
        }
    }

    @Test
    void itBeginsWithTheOldestTransactionThatIsOpen() throws IOException {
        try (var server = server().with(ScriptedCollection.of(
                "config.transactions",
                "{_id: 1, state: 'committed', startOpTime: {ts: Timestamp(2, 1)}}",
                "{_id: 2, state: 'inProgress', startOpTime: {ts: Timestamp(12, 1)}}"))) {
            dump(server);
            assertEquals(entries.subList(11, 20), sink.documents(SLICE));
        }
    }

    @Test
    void anOplogThatLostItsBeginningIsRefused() throws IOException {
        try (var server = server()) {
            changing(server, () -> {
                entry(21, "i", "shop.orders", "{_id: 21}");
                server.with(ScriptedCollection.of("local.oplog.rs", entries.subList(20, 21)));
            });
            var refused = assertThrows(DumpException.class, () -> dump(server));
            assertTrue(refused.getMessage().contains("replSetResizeOplog"), refused.getMessage());
            assertFalse(sink.paths().contains("dump/prelude.json"));
        }
    }

    @Test
    void anOplogThatLosesItsBeginningWhileItIsReadIsRefused() throws IOException {
        try (var server = server()) {
            changing(server, () -> {
                for (int i = 21; i <= 500; i++) entry(i, "u", "shop.orders", "{_id: 1}");
                server.with(ScriptedCollection.of("local.oplog.rs", entries));
            });
            var reading = new MemorySink(documents -> {
                if (documents == 100) server.with(ScriptedCollection.of("local.oplog.rs", entries.subList(400, 500)));
            });
            try (var client = server.client()) {
                var refused = assertThrows(DumpException.class, () -> Dump.run(client, OPLOG, reading, Progress.NONE));
                assertTrue(refused.getMessage().contains("replSetResizeOplog"), refused.getMessage());
            }
        }
    }

    /// An entry that cannot be replayed, and what is said of it.
    record Refused(String entry, String words) {
        @Override
        public String toString() {
            return words;
        }
    }

    static Stream<Refused> refused() {
        var c = "{ts: Timestamp(21, 1), op: 'c', ns: 'shop.$cmd', ";
        return Stream.of(
                new Refused(c + "o: {renameCollection: 'shop.a', to: 'shop.b'}}", "shop.a was renamed"),
                new Refused(c + "o: {importCollection: 'shop.a'}}", "shop.a was imported"),
                new Refused(c + "o: {upgradeDowngradeViewlessTimeseries: 'a'}}", "a time series was converted"),
                new Refused(
                        "{ts: Timestamp(21, 1), op: 'c', ns: 'config.$cmd', o: {create: 'reshardingOperations'}}",
                        "a collection was resharded"),
                new Refused(
                        "{ts: Timestamp(21, 1), op: 'u', ns: 'admin.system.version', o: {}}",
                        "the version of users and roles changed"),
                new Refused(
                        c
                                + "txnNumber: NumberLong(5), prevOpTime: {ts: Timestamp(3, 1), t: NumberLong(1)}, o: {commitTransaction: 1}}",
                        "a transaction was open when it began"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatCannotBeReplayedIsRefused(Refused row) throws IOException {
        try (var server = server()) {
            changing(server, () -> {
                add(row.entry());
                server.with(ScriptedCollection.of("local.oplog.rs", entries));
            });
            var failure = assertThrows(DumpException.class, () -> dump(server));
            assertEquals(
                    "consistency oplog cannot be had: its oplog cannot be replayed: " + row.words(),
                    failure.getMessage()
                            .replaceAll(
                                    "( by a change of the feature compatibility version)? while the dump ran$", ""));
        }
    }

    @Test
    void changesOfUsersAreLeftOutUnlessUsersAreAskedFor() throws IOException {
        try (var server = server()) {
            changing(server, () -> {
                entry(21, "i", "admin.system.users", "{_id: 'a.b', credentials: 'hash'}");
                add("{ts: Timestamp(22, 1), op: 'c', ns: 'admin.$cmd', o: {applyOps:"
                        + " [{op: 'd', ns: 'admin.system.roles', o: {_id: 1}}]}}");
                add("{ts: Timestamp(23, 1), op: 'c', ns: 'admin.$cmd', o: {applyOps:"
                        + " [{op: 'd', ns: 'shop.orders', o: {_id: 1}}]}}");
                server.with(ScriptedCollection.of("local.oplog.rs", entries));
            });
            dump(server);
            assertEquals(List.of(entries.get(19), entries.get(22)), sink.documents(SLICE));
        }
    }

    @Test
    void changesOfUsersAreThereWhereUsersAreAskedFor() throws IOException {
        try (var server = server()) {
            changing(server, () -> {
                entry(21, "i", "admin.system.users", "{_id: 'a.b', credentials: 'hash'}");
                server.with(ScriptedCollection.of("local.oplog.rs", entries));
            });
            try (var client = server.client()) {
                Dump.run(client, OPLOG.withUsers(true), sink, Progress.NONE);
            }
            assertEquals(entries.subList(19, 21), sink.documents(SLICE));
        }
    }

    @Test
    void retriesOfSeveralWritesAreNoTransaction() throws IOException {
        try (var server = server()) {
            changing(server, () -> {
                add("{ts: Timestamp(21, 1), op: 'c', ns: 'admin.$cmd', txnNumber: NumberLong(5), multiOpType: 1,"
                        + " prevOpTime: {ts: Timestamp(3, 1)}, o: {applyOps: [{op: 'i', ns: 'shop.orders', o: {}}]}}");
                server.with(ScriptedCollection.of("local.oplog.rs", entries));
            });
            dump(server);
            assertEquals(entries.subList(19, 21), sink.documents(SLICE));
        }
    }

    @Test
    void everyChangeIsThereOnceWhereverItWasCut() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        try (var server = server().shortReplies(() -> random.nextInt(1, 200))) {
            changing(server, () -> {
                IntStream.rangeClosed(21, 2_000).forEach(i -> entry(i, "u", "shop.orders", "{_id: " + i + "}"));
                server.with(ScriptedCollection.of("local.oplog.rs", entries));
                server.odd((command, usual) -> command.containsKey("getMore") && random.nextInt(2) == 0
                        ? Optional.of(random.nextBoolean() ? WirePeer.CUT : WirePeer.failure(136, "CappedPositionLost"))
                        : Optional.empty());
            });
            dump(server);
            assertEquals(entries.subList(19, 2_000), sink.documents(SLICE), "seed " + seed);
        }
    }

    @Test
    void aReadingThatEndsTooEarlyIsBegunAnew() throws IOException {
        try (var server = server().shortReplies(() -> 50)) {
            changing(server, () -> {
                IntStream.rangeClosed(21, 300).forEach(i -> entry(i, "u", "shop.orders", "{_id: " + i + "}"));
                server.with(ScriptedCollection.of("local.oplog.rs", entries));
                var asked = new AtomicInteger();
                server.odd((command, usual) -> command.containsKey("filter")
                                && command.toJson().contains("$lte")
                                && asked.getAndIncrement() == 0
                        ? Optional.of(lagging(usual.get()))
                        : Optional.empty());
            });
            dump(server);
            assertEquals(entries.subList(19, 300), sink.documents(SLICE));
        }
    }

    private static BsonDocument lagging(BsonDocument reply) {
        reply.getDocument("cursor").append("id", new BsonInt64(0));
        return reply;
    }

    @Test
    void anOplogThatMayNotBeReadIsToldOfWithTheRoleThatIsMissing() throws IOException {
        try (var server = server()) {
            server.odd((command, usual) -> command.containsKey("find")
                            && command.getString("find").getValue().equals("oplog.rs")
                    ? Optional.of(WirePeer.failure(13, "Unauthorized"))
                    : Optional.empty());
            var refused = assertThrows(DumpException.class, () -> dump(server));
            assertEquals(
                    "consistency oplog cannot be had: the oplog cannot be read: the server says Unauthorized:"
                            + " grant the user of this connection the role backup",
                    refused.getMessage());
        }
    }

    @Test
    void itGoesWithADumpOfEverythingAlone() throws IOException {
        try (var server = server();
                var client = server.client()) {
            var part = OPLOG.withOnly(new Only(List.of("shop")));
            var refused = assertThrows(DumpException.class, () -> Dump.run(client, part, sink, Progress.NONE));
            assertEquals(
                    "consistency oplog cannot be had: an oplog goes with a dump of everything alone",
                    refused.getMessage());
        }
    }
}
