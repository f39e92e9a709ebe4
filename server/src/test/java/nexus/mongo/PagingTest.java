package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.testing.MongoPeer;
import org.bson.BsonArray;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages of a find, against a server in this process.
class PagingTest {
    private static final int MANY = 120;

    private static MongoPeer peer;
    private static Connection connection;

    @BeforeAll
    static void open() {
        peer = MongoPeer.start();
        fill("mixed", new Random(7));
        connection = Connection.open("default", Shelf.settings(peer.uri()), Way.DIRECT, (_, _, _) -> {});
    }

    @AfterAll
    static void close() {
        connection.close();
        peer.close();
    }

    private static void fill(String collection, Random random) {
        peer.database()
                .getCollection(collection)
                .insertMany(IntStream.range(0, MANY)
                        .mapToObj(i -> document(i, random))
                        .toList());
    }

    private static Document document(int id, Random random) {
        var document = new Document("_id", id).append("few", random.nextInt(3)).append("one", 1);
        document.append("n", random.nextInt(40)).append("text", "t" + random.nextInt(20));
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> document.append("any", random.nextInt(4));
            case 3 -> document.append("any", (double) random.nextInt(4));
            case 4 -> document.append("any", new Decimal128(random.nextInt(4)));
            case 5 -> document.append("any", (long) random.nextInt(4));
            case 6 -> document.append("any", null);
            case 7 -> document.append("any", "s" + random.nextInt(3));
            case 8 -> document.append("any", random.nextBoolean());
            case 9 -> document.append("any", Instant.ofEpochMilli(random.nextInt(3)));
            case 10 -> document.append("any", new ObjectId(random.nextInt(3), 1));
            case 11 -> document.append("any", new BsonTimestamp(random.nextInt(3), 1));
            case 12 -> document.append("any", -0.0);
            case 13 -> document.append("any", new Binary(new byte[random.nextInt(2)]));
            default -> {}
        }
        return document;
    }

    private static Answer.Documents page(String collection, String sort, String projection, int limit, String after) {
        var query = new Find(peer.databaseName(), collection, "", projection, sort, 0, limit, 0, after);
        var answer = connection.reader().find(query);
        return assertInstanceOf(Answer.Documents.class, answer, answer::toString);
    }

    private static List<Integer> ids(Answer.Documents page) {
        return BsonArray.parse(new String(JsonBuffer.join(page.json()), UTF_8)).stream()
                .map(document -> document.asDocument().getInt32("_id").getValue())
                .toList();
    }

    private static List<Integer> all(String collection, String sort, int limit, Runnable between) {
        var seen = new ArrayList<Integer>();
        var after = "";
        while (true) {
            var page = page(collection, sort, "", limit, after);
            seen.addAll(ids(page));
            assertEquals(page.hasMore(), page.next().isPresent());
            if (!page.hasMore()) return seen;
            after = page.next().orElseThrow();
            between.run();
        }
    }

    private static boolean isBySkip(Answer.Documents page) {
        return page.notes().toString().contains("by skip");
    }

    @ParameterizedTest(name = "each document once: {0} by {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"n\":1}|7",
                "{\"n\":-1}|1",
                "{\"few\":1,\"n\":-1}|3",
                "{\"few\":-1,\"text\":1,\"n\":1}|4",
                "{\"any\":1}|5",
                "{\"any\":-1}|5",
                "{\"any\":1}|1",
                "{\"any\":-1,\"few\":1}|2",
                "{\"few\":1,\"any\":1}|9",
                "{\"_id\":1}|10",
                "{\"any\":1,\"_id\":-1}|10",
                "{\"few\":1}|10",
                "{\"one\":1}|10",
                "{\"absent\":-1}|50",
                "{}|10"
            })
    void showsEachDocumentOnce(String sort, int limit) {
        var seen = all("mixed", sort, limit, () -> {});
        assertEquals(
                IntStream.range(0, MANY).boxed().toList(),
                seen.stream().sorted().toList());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{\"n\":1}", "{\"any\":-1}", "{\"few\":1,\"any\":1}", "{\"n\":-1,\"_id\":-1}"})
    void isNotShiftedByInsertsAndDeletesInBetween(String sort) {
        var random = new Random(3);
        fill("busy", random);
        var busy = peer.database().getCollection("busy");
        var removed = new ArrayList<Integer>();
        var seen = all("busy", sort, 4, () -> {
            int gone = random.nextInt(MANY);
            busy.deleteOne(new Document("_id", gone));
            removed.add(gone);
            busy.insertOne(document(1_000 + removed.size(), random));
        });
        busy.drop();
        assertEquals(seen.size(), seen.stream().distinct().count(), "none twice");
        var stayed = IntStream.range(0, MANY)
                .boxed()
                .filter(id -> !removed.contains(id))
                .toList();
        assertTrue(seen.containsAll(stayed), "none left out");
    }

    @Test
    void goesThroughArraysByTheElementThatSorts() {
        var lists = peer.database().getCollection("lists");
        lists.insertMany(Stream.of(List.of(1, 9), List.of(5), List.of(), List.of(3, 4), List.of("a", 2))
                .map(tags -> new Document("tags", tags))
                .toList());
        lists.insertMany(List.of(new Document("tags", 2), new Document("tags", 6), new Document()));
        var keyset = new Keyset(List.of(new SortKey("tags", false)));
        var position = new Position(BsonArray.parse("[3]"), BsonArray.parse("[\"none\"]"), 0);
        var after = lists.find(Document.parse(keyset.after(position).toJson())).into(new ArrayList<>());
        assertEquals(
                List.of(List.of(5), List.of(3, 4), 6),
                after.stream().map(found -> found.get("tags")).toList());
    }

    @ParameterizedTest(name = "sort {0}, projection {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|{}",
                "{\"a.b\":1}|{}",
                "{\"$natural\":1}|{}",
                "{\"n\":1}|{\"_id\":0}",
                "{\"n\":1}|{\"text\":1}",
                "{\"n\":1}|{\"n\":0}",
                "{\"n\":1}|{\"_id\":1}",
                "{\"n\":1}|{\"n\":\"$text\"}",
            })
    void saysWhenItPagesBySkip(String sort, String projection) {
        assertTrue(isBySkip(page("mixed", sort, projection, 5, "")));
    }

    @ParameterizedTest(name = "sort {0}, projection {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"n\":1}|{}",
                "{\"n\":1}|{\"n\":1}",
                "{\"n\":1}|{\"n\":true,\"text\":1}",
                "{\"n\":1}|{\"text\":0}",
                "{\"_id\":1}|{\"_id\":1}",
                "{\"_id\":1}|{\"text\":1}",
            })
    void saysNothingWhereItIsExact(String sort, String projection) {
        assertFalse(isBySkip(page("mixed", sort, projection, 5, "")));
    }

    @Test
    void pagesBySkipWhereTheEndDoesNotFitIntoACursor() {
        var wide = peer.database().getCollection("wide");
        for (int i = 0; i < 6; i++) wide.insertOne(new Document("_id", i).append("text", "x".repeat(3_000) + i));
        assertTrue(isBySkip(page("wide", "{\"text\":1}", "", 2, "")));
        assertEquals(List.of(0, 1, 2, 3, 4, 5), all("wide", "{\"text\":1}", 2, () -> {}));
    }

    @Test
    void pagesThroughResultsOfAPipeline() {
        var seen = new ArrayList<Integer>();
        var after = "";
        for (var more = true; more; ) {
            var query = new Aggregate(peer.databaseName(), "mixed", "[{\"$sort\":{\"_id\":-1}}]", 50, 0, after);
            var page =
                    assertInstanceOf(Answer.Documents.class, connection.reader().aggregate(query));
            seen.addAll(ids(page));
            more = page.hasMore();
            after = page.next().orElse("");
        }
        assertEquals(IntStream.range(0, MANY).boxed().toList().reversed(), seen);
    }
}
