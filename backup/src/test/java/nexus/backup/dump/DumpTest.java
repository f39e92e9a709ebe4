package nexus.backup.dump;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import nexus.backup.run.Consistency;
import nexus.backup.run.Entry;
import nexus.backup.run.Only;
import nexus.mongo.Way;
import nexus.testing.MongoPeer;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Dumps of a server that holds documents: the emulator, or the one that `MONGODB_TEST_URI` names.
class DumpTest {
    private static final List<String> ODD_NAMES = List.of(
            "odd/na me.ü+%x",
            "a*b~c", "日本語", "name with \"quotes\" & <tags>", "UPPER.lower-_~!'()", "x".repeat(100), "ж".repeat(40));

    private MongoPeer peer;
    private MongoClient client;
    private final MemorySink sink = new MemorySink();

    @BeforeEach
    void start() {
        peer = MongoPeer.start();
        client = ScriptedServer.client(peer.uri(), Way.DIRECT);
    }

    @AfterEach
    void stop() {
        client.close();
        peer.close();
    }

    private DumpOptions options() {
        return DumpOptions.usual("nexus-backup 9.8.7")
                .withOnly(new Only(List.of(peer.databaseName() + "*")))
                .withDemand(DumpOptions.Demand.BEST, true);
    }

    private Dumped dump(DumpOptions options) throws IOException {
        return Dump.run(client, options, sink, Progress.NONE);
    }

    private String path(String name) {
        return "dump/" + peer.databaseName() + "/" + name;
    }

    private void insert(String collection, List<RawBsonDocument> documents) {
        peer.database().getCollection(collection, RawBsonDocument.class).insertMany(documents);
    }

    private static RawBsonDocument raw(BsonDocument document) {
        return new RawBsonDocument(document, new BsonDocumentCodec());
    }

    /// What a plain driver finds, in the order of `_id`.
    private List<RawBsonDocument> stored(String collection) {
        return peer.database()
                .getCollection(collection, RawBsonDocument.class)
                .find()
                .sort(new Document("_id", 1))
                .into(new ArrayList<>());
    }

    @Test
    void documentsOfEveryTypeAreTheSameToTheLastByte() throws IOException {
        insert("types", TypesOfBson.documents(peer.isEmulator()));
        var dumped = dump(options());
        assertEquals(stored("types"), sink.documents(path("types.bson")));
        var bytes = stored("types").stream()
                .mapToLong(RawBsonDocument::getByteLength)
                .sum();
        var entry = entry(dumped, path("types.bson"));
        assertEquals(stored("types").size(), entry.documents());
        assertEquals(bytes, entry.bytes());
        assertEquals(peer.databaseName() + ".types", entry.namespace());
    }

    private static Entry entry(Dumped dumped, String path) {
        return dumped.entries().stream()
                .filter(entry -> entry.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oddAndLongNamesBecomeFilesAsMongodumpNamesThem() throws IOException {
        for (var name : ODD_NAMES) insert(name, List.of(raw(new BsonDocument("name", new BsonString(name)))));
        dump(options());
        assertEquals(1, sink.documents(path("odd%2Fna+me.%C3%BC%2B%25x.bson")).size());
        for (var name : ODD_NAMES) {
            var file = path(FileNames.file(name));
            assertEquals(
                    name,
                    sink.json(file + ".metadata.json")
                            .getString("collectionName")
                            .getValue());
            assertEquals(stored(name), sink.documents(file + ".bson"));
        }
        assertEquals(2 * ODD_NAMES.size() + 1, sink.paths().size());
    }

    @Test
    void metadataHasTheIndexesAsTheServerTellsThem() throws IOException {
        var orders = peer.database().getCollection("orders");
        orders.insertOne(new Document("customer", 1));
        orders.createIndex(
                Indexes.ascending("customer"),
                new IndexOptions().name("by customer").unique(true));
        orders.createIndex(Indexes.compoundIndex(Indexes.descending("at"), Indexes.ascending("customer")));
        orders.createIndex(Indexes.ascending("gone"), new IndexOptions().expireAfter(60L, TimeUnit.SECONDS));
        dump(options());
        var metadata = sink.json(path("orders.metadata.json"));
        var told = orders.listIndexes(BsonDocument.class).into(new ArrayList<>());
        assertEquals(told, metadata.getArray("indexes").getValues());
        assertEquals(4, told.size());
        assertEquals("collection", metadata.getString("type").getValue());
        assertFalse(metadata.containsKey("options"), metadata::toString);
    }

    @Test
    void thePreludeComesLastAndNamesServerAndTool() throws IOException {
        insert("orders", List.of(raw(new BsonDocument())));
        var dumped = dump(options());
        assertEquals("dump/prelude.json", dumped.entries().getLast().path());
        var prelude = sink.json("dump/prelude.json");
        assertEquals(
                dumped.source().server(), prelude.getString("ServerVersion").getValue());
        assertEquals("nexus-backup 9.8.7", prelude.getString("ToolVersion").getValue());
        assertEquals(
                List.of(path("orders.metadata.json"), path("orders.bson"), "dump/prelude.json"),
                dumped.entries().stream().map(Entry::path).toList());
    }

    @Test
    void theEmulatorIsNeverSaidToBeConsistent() throws IOException {
        try (var emulator = MongoPeer.inProcess();
                var itsClient = ScriptedServer.client(emulator.uri(), Way.DIRECT)) {
            emulator.database().getCollection("orders").insertOne(new Document());
            var dumped = Dump.run(itsClient, DumpOptions.usual("test"), sink, Progress.NONE);
            assertEquals(Consistency.FUZZY, dumped.consistency());
            assertEquals("standalone", dumped.source().topology());
            var refused = assertThrows(
                    DumpException.class,
                    () -> Dump.run(
                            itsClient,
                            DumpOptions.usual("test").withDemand(DumpOptions.Demand.SNAPSHOT, false),
                            sink,
                            Progress.NONE));
            assertTrue(refused.getMessage().contains("make it a replica set of one member"), refused.getMessage());
        }
    }

    @Test
    void aHundredNamespacesAreAllThere() throws IOException {
        for (int i = 0; i < 100; i++) {
            var collection = peer.database().getCollection("c" + i, RawBsonDocument.class);
            int number = i;
            collection.insertMany(IntStream.range(0, i * 3 + 1)
                    .mapToObj(j -> raw(new BsonDocument("_id", new BsonInt32(j)).append("c", new BsonInt32(number))))
                    .toList());
        }
        var seen = new Tally();
        Dump.run(client, options().withParallel(8), sink, seen);
        for (int i = 0; i < 100; i++) assertEquals(stored("c" + i), sink.documents(path("c" + i + ".bson")));
        assertEquals(100, seen.finished.size());
        assertEquals(IntStream.range(0, 100).map(i -> i * 3 + 1).sum(), seen.documents());
        assertEquals(seen.planned, seen.finished);
    }

    /// Adds up what it is told.
    private static final class Tally implements Progress {
        final Map<String, Long> planned = new TreeMap<>();
        final Map<String, Long> advanced = new ConcurrentHashMap<>();
        final Map<String, Long> finished = new TreeMap<>();

        long documents() {
            return finished.values().stream().mapToLong(Long::longValue).sum();
        }

        @Override
        public void planned(List<Size> sizes) {
            sizes.forEach(size -> planned.put(size.namespace(), size.documents()));
        }

        @Override
        public void advanced(String namespace, long documents, long bytes) {
            advanced.merge(namespace, documents, Long::sum);
        }

        @Override
        public synchronized void finished(String namespace) {
            finished.put(namespace, advanced.getOrDefault(namespace, 0L));
        }
    }

    @Test
    void largeDocumentsAndManySmallOnesComeInSeveralReplies() throws IOException {
        insert("large", IntStream.range(0, 12).mapToObj(i -> large(i, 3 << 20)).toList());
        insert(
                "small",
                IntStream.range(0, 10_000)
                        .mapToObj(i -> raw(new BsonDocument("_id", new BsonInt32(i))))
                        .toList());
        dump(options());
        assertEquals(stored("large"), sink.documents(path("large.bson")));
        assertEquals(stored("small"), sink.documents(path("small.bson")));
    }

    private static RawBsonDocument large(int id, int bytes) {
        return raw(new BsonDocument("_id", new BsonInt32(id)).append("bytes", new BsonBinary(new byte[bytes])));
    }

    @Test
    void onlyWhatIsAskedForIsDumped() throws IOException {
        for (var name : List.of("orders", "orders-2024", "customers")) insert(name, List.of(raw(new BsonDocument())));
        var dumped = dump(options().withOnly(new Only(List.of(peer.databaseName() + ".orders*"))));
        assertEquals(
                List.of(
                        path("orders-2024.bson"),
                        path("orders-2024.metadata.json"),
                        path("orders.bson"),
                        path("orders.metadata.json"),
                        "dump/prelude.json"),
                sink.paths());
        assertEquals(List.of(), dumped.skipped());
    }

    @Test
    void aPatternThatFitsNothingIsAFailureAndNotAnEmptyDump() {
        insert("orders", List.of(raw(new BsonDocument())));
        var slip = options().withOnly(new Only(List.of(peer.databaseName() + ".order")));
        var refused = assertThrows(DumpException.class, () -> dump(slip));
        assertTrue(refused.getMessage().startsWith("there is nothing that fits"), refused.getMessage());
        assertEquals(0, sink.begun());
    }

    @Test
    void aSinkThatFailsEndsAllAndNothingStaysOpen() {
        for (int i = 0; i < 20; i++)
            insert(
                    "c" + i,
                    IntStream.range(0, 200).mapToObj(j -> large(j, 1_000)).toList());
        var failing = new MemorySink(documents -> {
            if (documents == 150) throw new UncheckedIOException(new IOException("the store is full"));
        });
        var failure =
                assertThrows(UncheckedIOException.class, () -> Dump.run(client, options(), failing, Progress.NONE));
        assertEquals("the store is full", failure.getCause().getMessage());
        assertEquals(0, failing.open());
        assertTrue(failing.paths().stream().noneMatch(path -> path.endsWith(".bson")), failing.paths()::toString);
        assertFalse(failing.paths().contains("dump/prelude.json"));
    }

    @Test
    void theSameSourceGivesTheSameBytes() throws IOException {
        insert(
                "orders",
                IntStream.range(0, 5_000).mapToObj(i -> large(i, i % 300)).toList());
        dump(options());
        var again = new MemorySink();
        Dump.run(client, options(), again, Progress.NONE);
        assertEquals(sink.paths(), again.paths());
        for (var path : sink.paths()) assertArrayEquals(sink.bytes(path), again.bytes(path), path);
    }
}
