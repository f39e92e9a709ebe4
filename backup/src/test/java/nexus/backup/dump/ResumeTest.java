package nexus.backup.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.testing.Eventually;
import nexus.testing.WirePeer;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reading goes on after a cut, against a scripted wire peer that cuts at random points.
class ResumeTest {
    private static final int ROUNDS = Boolean.getBoolean("tests.long") ? 50 : 1;
    private static final DumpOptions OPTIONS = DumpOptions.usual("test").withPatience(Duration.ofMinutes(1));

    /// Makes a value for an `_id`.
    record Kind(String name, Function<Random, BsonValue> maker) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("int32", random -> new BsonInt32(random.nextInt())),
            new Kind("int64", random -> new BsonInt64(random.nextLong())),
            new Kind("double", random -> new BsonDouble(random.nextGaussian() * 1e6)),
            new Kind("decimal", random -> new BsonDecimal128(new Decimal128(random.nextLong()))),
            new Kind("string", random -> new BsonString(Long.toString(random.nextLong(), 36))),
            new Kind("document", ResumeTest::document),
            new Kind("binary", ResumeTest::binary),
            new Kind("object id", ResumeTest::id),
            new Kind("boolean", random -> BsonBoolean.valueOf(random.nextBoolean())),
            new Kind("date", random -> new BsonDateTime(random.nextLong())),
            new Kind("timestamp", random -> new BsonTimestamp(random.nextLong())),
            new Kind("null", _ -> BsonNull.VALUE),
            new Kind("min key", _ -> new BsonMinKey()),
            new Kind("max key", _ -> new BsonMaxKey()));

    static Stream<Kind> kinds() {
        var mixed = new Kind(
                "all of them",
                random -> KINDS.get(random.nextInt(KINDS.size())).maker.apply(random));
        return Stream.concat(KINDS.stream(), Stream.of(mixed, mixed, mixed));
    }

    private static BsonValue document(Random random) {
        return new BsonDocument("a", new BsonInt32(random.nextInt(50)))
                .append("b", KINDS.get(random.nextInt(5)).maker.apply(random));
    }

    private static BsonValue binary(Random random) {
        var bytes = new byte[random.nextInt(1, 9)];
        random.nextBytes(bytes);
        return new BsonBinary((byte) random.nextInt(6), bytes);
    }

    private static BsonValue id(Random random) {
        var bytes = new byte[12];
        random.nextBytes(bytes);
        return new BsonObjectId(new ObjectId(bytes));
    }

    /// Documents with different `_id`s, in the order of these. The `_id` need not stand first.
    private static List<RawBsonDocument> documents(Kind kind, Random random) {
        var ids = new TreeSet<>(new BsonOrder());
        for (int i = 0; i < 700; i++) ids.add(kind.maker.apply(random));
        var documents = new ArrayList<RawBsonDocument>();
        for (var id : ids) {
            var document = new BsonDocument();
            if (random.nextInt(4) == 0) document.append("before", new BsonInt32(random.nextInt()));
            document.append("_id", id).append("text", new BsonString("x".repeat(random.nextInt(2_000))));
            documents.add(new RawBsonDocument(document, new BsonDocumentCodec()));
        }
        return documents;
    }

    /// Loses the cursor or the connection at random, before or after a command was done, and in any case once in the
    /// middle.
    private static ScriptedServer.Oddity cuts(Random random, AtomicInteger cuts) {
        var asked = new AtomicInteger();
        return (command, usual) -> {
            boolean isInMiddle = command.containsKey("getMore") && asked.incrementAndGet() == 5;
            boolean isRead = command.containsKey("find") || command.containsKey("getMore");
            if (!isRead || (!isInMiddle && random.nextInt(7) > 0)) return Optional.empty();
            cuts.incrementAndGet();
            return Optional.of(
                    switch (random.nextInt(12)) {
                        case 0 -> WirePeer.CUT;
                        case 1 -> lost(usual.get());
                        case 2, 3, 4, 5, 6 -> WirePeer.failure(43, "CursorNotFound");
                        default -> WirePeer.failure(175, "QueryPlanKilled");
                    });
        };
    }

    private static BsonDocument lost(BsonDocument reply) {
        return reply.isEmpty() ? reply : WirePeer.CUT;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void everyDocumentIsThereOnceWhateverItsIdAndWhereverItWasCut(Kind kind) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = System.nanoTime();
            var random = new Random(seed);
            var documents = documents(kind, random);
            var cuts = new AtomicInteger();
            var sink = new MemorySink();
            try (var server = ScriptedServer.standalone()
                            .with(ScriptedCollection.of("shop.orders", ScriptedServer.shuffled(documents, random)))
                            .shortReplies(() -> random.nextInt(1, 30))
                            .odd(cuts(random, cuts));
                    var client = server.client()) {
                Dump.run(client, OPTIONS, sink, Progress.NONE);
                assertEquals(
                        documents,
                        sink.documents("dump/shop/orders.bson"),
                        () -> "seed " + seed + ", " + cuts + " cuts");
                assertTrue(
                        documents.size() < 500
                                || server.commands("find", "orders").stream().anyMatch(ResumeTest::goesOn),
                        () -> "seed " + seed);
            }
            assertEquals(0, sink.open());
            assertEquals(3, sink.begun(), () -> "seed " + seed + ": it went on in the same object");
        }
    }

    /// Whether it is no probe, but goes on in the middle.
    private static boolean goesOn(BsonDocument find) {
        return find.containsKey("min") && !find.containsKey("limit");
    }

    private static List<RawBsonDocument> numbered(int count, int bytes) {
        return IntStream.range(0, count)
                .mapToObj(i -> RawBsonDocument.parse("{_id: " + i + ", t: '" + "x".repeat(bytes) + "'}"))
                .toList();
    }

    /// Cuts before some of the commands `getMore`, counted from one.
    private static ScriptedServer.Oddity cutsAt(Set<Integer> numbers) {
        var asked = new AtomicInteger();
        return (command, _) -> command.containsKey("getMore") && numbers.contains(asked.incrementAndGet())
                ? Optional.of(WirePeer.CUT)
                : Optional.empty();
    }

    private static Dumped dump(ScriptedServer server, MemorySink sink, Progress progress) throws IOException {
        try (var client = server.client()) {
            return Dump.run(client, OPTIONS, sink, progress);
        } finally {
            assertEquals(0, sink.open());
        }
    }

    @Test
    void itGoesOnAfterTheLastDocumentInTheOrderOfTheIndex() throws IOException {
        var documents = numbered(200, 50_000);
        var sink = new MemorySink();
        try (var server = ScriptedServer.standalone()
                .with(ScriptedCollection.of("shop.orders", documents))
                .odd(cutsAt(Set.of(3)))) {
            dump(server, sink, Progress.NONE);
            assertEquals(documents, sink.documents("dump/shop/orders.bson"));
            var finds = server.commands("find", "orders");
            assertEquals(3, finds.size(), "from the start, the probe, and from the middle");
            assertEquals(BsonDocument.parse("{_id: {$maxKey: 1}}"), finds.get(1).getDocument("min"));
            var onward = finds.get(2);
            assertEquals(BsonDocument.parse("{_id: 1}"), onward.getDocument("hint"));
            assertTrue(onward.getDocument("min").getInt32("_id").getValue() > 20, onward::toJson);
            assertEquals(3, sink.begun(), "metadata, documents and prelude, none of them twice");
            assertEquals(0, server.openCursors());
        }
    }

    @Test
    void aServerThatDoesNotKeepToMinIsReadFromTheStartAgain() throws IOException {
        var documents = numbered(200, 50_000);
        var sink = new MemorySink();
        var restarted = new ArrayList<String>();
        try (var server = ScriptedServer.standalone()
                .with(ScriptedCollection.of("shop.orders", documents).withoutMin())
                .odd(cutsAt(Set.of(2, 5)))) {
            dump(server, sink, new Progress() {
                @Override
                public void restarted(String namespace) {
                    restarted.add(namespace);
                }
            });
        }
        assertEquals(documents, sink.documents("dump/shop/orders.bson"));
        assertEquals(List.of("shop.orders", "shop.orders"), restarted);
    }

    @Test
    void aCappedCollectionThatIsCutIsReadFromTheStartAgain() throws IOException {
        var documents = numbered(200, 50_000).reversed();
        var sink = new MemorySink();
        try (var server = ScriptedServer.standalone()
                .with(ScriptedCollection.of("shop.log", documents)
                        .as("collection", "{capped: true, size: 1}", ScriptedCollection.ID_INDEX))
                .odd(cutsAt(Set.of(1, 4)))) {
            dump(server, sink, Progress.NONE);
        }
        assertEquals(documents, sink.documents("dump/shop/log.bson"));
        assertEquals(5, sink.begun());
    }

    @Test
    void aCollectionThatIsAlwaysCutIsGivenUpInTheEnd() throws IOException {
        var sink = new MemorySink();
        try (var server = ScriptedServer.standalone()
                .with(ScriptedCollection.of("shop.orders", numbered(200, 50_000))
                        .withoutMin())
                .odd((command, _) -> command.containsKey("getMore")
                        ? Optional.of(WirePeer.failure(43, "CursorNotFound"))
                        : Optional.empty())) {
            var failure = assertThrows(DumpException.class, () -> dump(server, sink, Progress.NONE));
            assertTrue(failure.getMessage().startsWith("find on shop.orders was cut 10 times"), failure.getMessage());
        }
        assertTrue(sink.paths().stream().noneMatch(path -> path.endsWith(".bson")));
    }

    @Test
    void aServerThatStaysAwayEndsThePatience() throws IOException {
        var sink = new MemorySink();
        try (var server = ScriptedServer.standalone()
                        .with(ScriptedCollection.of("shop.orders", numbered(200, 50_000)))
                        .odd((command, _) -> command.containsKey("find") || command.containsKey("getMore")
                                ? Optional.of(WirePeer.failure(11_600, "InterruptedAtShutdown"))
                                : Optional.empty());
                var client = server.client()) {
            var hasty = OPTIONS.withPatience(Duration.ofMillis(500));
            var failure = assertThrows(DumpException.class, () -> Dump.run(client, hasty, sink, Progress.NONE));
            assertTrue(failure.getMessage().startsWith("find on shop.orders failed "), failure.getMessage());
            assertTrue(failure.getMessage().contains("InterruptedAtShutdown"), failure.getMessage());
            assertEquals(0, sink.open());
        }
    }

    @Test
    void aDumpThatIsCancelledEndsAtOnceAndLeavesNothingOpen() throws Exception {
        var sink = new MemorySink();
        try (var server =
                        ScriptedServer.standalone().with(ScriptedCollection.of("shop.orders", numbered(200, 50_000)));
                var client = server.client()) {
            server.peer().hold("getMore");
            var ended = new CompletableFuture<Throwable>();
            var thread = Thread.ofVirtual().start(() -> {
                try {
                    Dump.run(client, OPTIONS, sink, Progress.NONE);
                    ended.complete(new AssertionError("it was not cancelled"));
                } catch (IOException | RuntimeException e) {
                    ended.complete(e);
                }
            });
            Eventually.holds(
                    "it reads", () -> !server.peer().commands("getMore").isEmpty());
            thread.interrupt();
            assertEquals(
                    "the dump was cancelled", ended.get(20, TimeUnit.SECONDS).getMessage());
            assertEquals(0, sink.open());
        }
    }

    @Test
    void whatWasCutBeforeItBeganIsBegunAgainInTheSameObject() throws IOException {
        var asked = new AtomicInteger();
        var sink = new MemorySink();
        try (var server = ScriptedServer.standalone()
                .with(ScriptedCollection.of("shop.orders", numbered(3, 10)))
                .odd((command, _) -> command.containsKey("find") && asked.incrementAndGet() <= 2
                        ? Optional.of(WirePeer.CUT)
                        : Optional.empty())) {
            dump(server, sink, Progress.NONE);
        }
        assertEquals(numbered(3, 10), sink.documents("dump/shop/orders.bson"));
        assertEquals(3, sink.begun());
    }

    /// In a dump without consistency the last document that was written may be gone when it goes on.
    @Test
    void theFirstDocumentAfterACutIsKeptWhereItIsAnother() throws IOException {
        var documents = numbered(200, 50_000);
        var sink = new MemorySink();
        try (var server = ScriptedServer.standalone().with(ScriptedCollection.of("shop.orders", documents))) {
            var asked = new AtomicInteger();
            server.odd((command, _) -> {
                if (!command.containsKey("getMore") || asked.incrementAndGet() != 3) return Optional.empty();
                var written = command.getInt32("batchSize").getValue() * 3;
                var left = new ArrayList<>(documents);
                left.remove(written - 1);
                server.with(ScriptedCollection.of("shop.orders", left));
                return Optional.of(WirePeer.CUT);
            });
            dump(server, sink, Progress.NONE);
        }
        assertEquals(documents, sink.documents("dump/shop/orders.bson"));
    }

    @Test
    void repliesAreOfAboutTwoMebibytes() throws IOException {
        try (var server =
                ScriptedServer.standalone().with(ScriptedCollection.of("shop.orders", numbered(3_000, 5_000)))) {
            dump(server, new MemorySink(), Progress.NONE);
            int replies = server.peer().commands("getMore").size() + 1;
            assertTrue(replies >= 7 && replies <= 9, () -> "15 MB in " + replies);
        }
    }

    @Test
    void orderOfTheTestIsThatOfItsDocuments() {
        var random = new Random(1);
        var documents = documents(KINDS.getFirst(), random);
        var sorted = new ArrayList<>(documents);
        sorted.sort(Comparator.comparing(document -> document.get("_id"), new BsonOrder()));
        assertEquals(sorted, documents);
        assertTrue(documents.size() > 500);
    }
}
