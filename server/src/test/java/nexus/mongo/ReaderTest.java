package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import nexus.testing.MongoPeer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReaderTest {
    private static final Limits SHORT = new Limits(100, 1 << 20, Duration.ofSeconds(1));

    private static final List<String> HEARD = new CopyOnWriteArrayList<>();

    private static MongoPeer peer;
    private static Connection connection;
    private static String database;

    @BeforeAll
    static void fill() {
        peer = MongoPeer.start();
        database = peer.databaseName();
        var documents = new ArrayList<Document>();
        for (int i = 0; i < 250; i++) documents.add(new Document("_id", i).append("name", "n" + i % 10));
        peer.database().getCollection("things").insertMany(documents);
        peer.database().getCollection("orders").insertOne(new Document("_id", 1).append("total", 5));
        peer.database()
                .getCollection("large")
                .insertMany(IntStream.range(0, 5)
                        .mapToObj(i -> new Document("_id", i).append("text", "x".repeat(1_000)))
                        .toList());
        connection = Connection.open(
                "default", Shelf.settings(peer.uri()), Way.DIRECT, (name, _, ok) -> HEARD.add(name + " " + ok));
    }

    @AfterAll
    static void close() {
        connection.close();
        peer.close();
    }

    private static Answer find(String collection, String filter, int skip, int limit) {
        return connection.reader().find(new Find(database, collection, filter, "", "{\"_id\":1}", skip, limit, 0));
    }

    private static Answer.Documents documents(Answer answer) {
        return assertInstanceOf(Answer.Documents.class, answer, answer::toString);
    }

    private static String json(Answer answer) {
        return new String(JsonBuffer.join(documents(answer).json()), UTF_8);
    }

    private static String refused(Answer answer) {
        return assertInstanceOf(Answer.Refused.class, answer, answer::toString).reason();
    }

    private static Answer aggregate(String pipeline, int limit) {
        return connection.reader().aggregate(new Aggregate(database, "things", pipeline, limit, 0));
    }

    @Test
    void findsOneDocumentAndSaysNothingMore() {
        var answer = documents(find("things", "{\"_id\": 7}", 0, 10));
        assertEquals("[{\"_id\":7,\"name\":\"n7\"}]", json(answer));
        assertEquals(List.of(), answer.notes());
        assertEquals(1, answer.count());
        assertEquals(false, answer.hasMore());
        assertTrue(HEARD.contains("find true"));
    }

    @Test
    void saysHowToGoOnWhenThereIsMore() {
        var answer = documents(find("things", "", 5, 2));
        assertEquals("[{\"_id\":5,\"name\":\"n5\"},{\"_id\":6,\"name\":\"n6\"}]", json(answer));
        assertTrue(answer.hasMore());
        assertEquals(
                List.of("There are more: go on with nextCursor as cursor, and the same arguments."), answer.notes());
    }

    @Test
    void capsWhatTheConnectionCaps() {
        var answer = documents(find("things", "", 0, 5_000));
        assertEquals(100, answer.count());
        assertEquals(
                List.of(
                        "This connection returns at most 100 documents at a time: go on with nextCursor as cursor, and the same arguments."),
                answer.notes());
    }

    @Test
    void theLastPageHasNoMore() {
        var answer = documents(find("things", "", 240, 10));
        assertEquals(10, answer.count());
        assertEquals(false, answer.hasMore());
        assertEquals(List.of(), answer.notes());
    }

    @Test
    void projectsAndSorts() {
        var answer = connection
                .reader()
                .find(new Find(database, "things", "", "{\"name\":1,\"_id\":0}", "{\"_id\":-1}", 0, 1, 0));
        assertEquals("[{\"name\":\"n9\"}]", json(answer));
    }

    private static int bytes(Answer.Documents answer) {
        return JsonBuffer.join(answer.json()).length;
    }

    @Test
    void stopsWhereTheBytesEnd() {
        var answer =
                documents(connection.reader().find(new Find(database, "large", "", "", "{\"_id\":1}", 0, 0, 2_500)));
        assertEquals(2, answer.count());
        assertTrue(bytes(answer) <= 2_500);
        assertTrue(answer.hasMore());
        assertEquals(
                List.of("The answer is full at 2500 bytes: go on with nextCursor as cursor, and the same arguments."),
                answer.notes());
    }

    @Test
    void cutsTheFirstDocumentInsteadOfDroppingIt() {
        peer.database()
                .getCollection("huge")
                .insertOne(new Document("_id", 1)
                        .append("blob", "é".repeat(500_000))
                        .append("name", "whole"));
        var answer = documents(connection.reader().find(new Find(database, "huge", "", "", "", 0, 0, 1_024)));
        assertEquals(1, answer.count());
        assertTrue(bytes(answer) <= 1_024 && bytes(answer) > 900, () -> json(answer));
        assertTrue(json(answer).endsWith("é\",\"name\":\"whole\"}]"), () -> json(answer));
        assertTrue(answer.notes().getFirst().contains("\"blob\" (string, 1000000 bytes) cut to "), answer::toString);
    }

    private void fillHeavy(String collection, int count, int size) {
        var text = "x".repeat(size);
        for (int id = 0; id < count; id++)
            peer.database().getCollection(collection).insertOne(new Document("_id", id).append("text", text));
    }

    @Test
    void endsEarlyWhereTheMemoryForAnswersEnds() {
        fillHeavy("heavy", 40, 20_000);
        var memory = new AnswerMemory(512 << 10);
        memory.during(() -> {
            var answer = documents(find("heavy", "", 0, 0));
            assertTrue(answer.hasMore() && answer.count() > 10 && answer.count() < 40, answer::toString);
            assertTrue(json(answer).endsWith("\"}]"), "the last document is whole");
            var note = answer.notes().getFirst();
            assertTrue(note.startsWith("The answer ends early, because the answers that this server is giving"), note);
            assertTrue(note.contains(": go on with nextCursor as cursor"), note);
        });
        assertEquals(0, memory.taken());
        assertEquals(1, memory.misses());
    }

    @Test
    void refusesADocumentThatIsLargerThanTheMemoryForAnswers() {
        fillHeavy("boulder", 1, 500_000);
        var memory = new AnswerMemory(128 << 10);
        memory.during(() -> {
            if (!(find("boulder", "", 0, 0) instanceof Answer.Refused(var reason)))
                throw new AssertionError("it was not refused");
            assertTrue(reason.matches("the document of 5\\d+ bytes is larger than all answers .* projection"), reason);
            assertEquals(0, memory.taken());
        });
    }

    @Test
    void refusesWhereOtherAnswersTakeTheMemory() {
        fillHeavy("stone", 1, 500_000);
        var memory = new AnswerMemory(1 << 20);
        memory.during(() -> {
            assertTrue(AnswerMemory.Share.current().take(900_000));
            memory.during(() -> {
                if (!(find("stone", "", 0, 0) instanceof Answer.Refused(var reason)))
                    throw new AssertionError("it was not refused");
                assertTrue(
                        reason.startsWith("there is no room for this answer now: the answers that this server is"
                                + " giving take 1 of 1 MiB. Try again"),
                        reason);
            });
        });
        assertEquals(0, memory.taken());
    }

    @Test
    void aggregatesAndSaysHowToGoOn() {
        var answer = documents(
                aggregate("[{\"$group\":{\"_id\":\"$name\",\"n\":{\"$sum\":1}}},{\"$sort\":{\"_id\":1}}]", 2));
        assertEquals("[{\"_id\":\"n0\",\"n\":25},{\"_id\":\"n1\",\"n\":25}]", json(answer));
        assertEquals(
                List.of(
                        "There are more: go on with nextCursor as cursor, and the same arguments. The pages are by skip:"
                                + " documents that are inserted or removed in between can shift the rest; end with a $sort on"
                                + " fields that no two results share."),
                answer.notes());
    }

    @Test
    void refusesAPipelineThatWrites() {
        assertEquals(
                "pipeline[0].$out: $out writes to a collection: leave it out",
                refused(aggregate("[{\"$out\":\"stolen\"}]", 1)));
    }

    @Test
    void counts() {
        var counted = connection.reader().count(new Count(database, "things", "{\"name\":\"n3\"}"));
        assertEquals(new Answer.Count(25, List.of()), counted);
    }

    @Test
    void countsNothingWithAHint() {
        var counted = connection.reader().count(new Count(database, "thing", ""));
        assertTrue(counted.toString().contains("There is no collection thing in " + database), counted::toString);
    }

    @Test
    void listsDatabasesWithoutTheServersOwn() {
        var answer =
                assertInstanceOf(Answer.Databases.class, connection.reader().listDatabases());
        var names = answer.databases().stream().map(Answer.Database::name).toList();
        assertTrue(names.contains(database));
        assertTrue(names.stream().noneMatch(Names.OWN::contains));
        assertEquals(names.stream().sorted().toList(), names);
    }

    @Test
    void listsCollections() {
        var answer =
                assertInstanceOf(Answer.Collections.class, connection.reader().listCollections(database));
        assertTrue(answer.collections().contains(new Answer.Collection("things", "collection")));
    }

    @Test
    void namesTheCollectionsWhenThereIsNoSuchOne() {
        var note = documents(find("thing", "", 0, 1)).notes().getFirst();
        assertTrue(
                note.startsWith("There is no collection thing in " + database + "; its collections are things, "),
                note);
    }

    @Test
    void namesAnEmptyDatabase() {
        var answer = connection.reader().find(new Find(database + "x", "a", "", "", "", 0, 1, 0));
        assertEquals(
                List.of("There is no collection a in " + database
                        + "x, which has no collections at all: is the name of the database right?"),
                documents(answer).notes());
    }

    @Test
    void hintsAtIdsAndDatesOnlyWhenNothingIsFound() {
        var id = "507f1f77bcf86cd799439011";
        var answer = documents(find("things", "{\"_id\":\"" + id + "\",\"at\":{\"$gt\":\"2026-01-31\"}}", 0, 1));
        assertEquals(
                List.of(
                        "\"_id\" is compared with a text that looks like an id: if it is an ObjectId, write "
                                + "{\"$oid\": \"" + id + "\"}",
                        "\"at\" is compared with a text that looks like a date: if it is a date, write "
                                + "{\"$date\": \"2026-01-31T00:00:00Z\"}"),
                answer.notes());
        assertEquals(
                List.of(),
                documents(find("things", "{\"name\":\"n1\"}", 0, 100)).notes());
        assertEquals(
                List.of(),
                documents(find("things", "{\"name\":\"nobody\"}", 0, 100)).notes());
    }

    @Test
    void refusesArgumentsThatAreNotExtendedJson() {
        assertEquals(
                "filter must be a JSON object, such as {\"name\": \"value\"}", refused(find("things", "[]", 0, 1)));
        assertEquals("skip must be 0 or more", refused(find("things", "", -1, 1)));
        assertEquals("limit must be 1 or more", refused(find("things", "", 0, -1)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|query must be a JSON object, such as {\"name\": \"value\"}",
                "{\"a\":'b'}|query is not JSON: texts stand in double quotes",
                "{\"$where\":\"1\"}|query.$where: $where runs JavaScript inside the database: leave it out",
                "{\"a\":{\"$gtt\":1}}|query.a.$gtt: $gtt is not a query operator for a field Nexus allows; did you mean $gt?",
                "{\"$or\":{}}|query.$or must be an array of filters",
            })
    void callsTheFilterOfACountByItsName(String query, String reason) {
        assertEquals(reason, refused(connection.reader().count(new Count(database, "things", query))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"filter\":{}}|method[0].arguments.filter: there is no such argument; there are query",
                "{\"query\":5}|method[0].arguments.query must be an object",
                "{\"query\":{\"$where\":\"1\"}}|query.$where: $where runs JavaScript inside the database: leave it out",
            })
    void callsItSoWhereACountIsExplained(String arguments, String reason) {
        var method = "[{\"name\":\"count\",\"arguments\":" + arguments + "}]";
        assertEquals(
                reason,
                refused(connection
                        .reader()
                        .inspector()
                        .explain(new Explain(database, "things", method, "queryPlanner"))));
    }

    @Test
    void refusesTheServersOwnNames() {
        var reader = connection.reader();
        assertEquals(
                "database: admin belongs to the server and is left alone",
                refused(reader.find(new Find("admin", "a", "", "", "", 0, 1, 0))));
        assertEquals(
                "collection: collections named system.… belong to the server and are left alone",
                refused(reader.count(new Count(database, "system.users", ""))));
        assertEquals("collection is needed: the name of one collection", refused(find("", "", 0, 1)));
    }

    @Test
    void passesOnWhatTheServerRefuses() {
        var reason = refused(find("things", "{\"name\":{\"$in\":5}}", 0, 1));
        assertTrue(reason.startsWith("MongoDB refuses this find on " + database + ".things: "), reason);
    }

    @Test
    void knowsItsPulseAndPool() {
        assertTrue(connection.ping(Duration.ofSeconds(5)).isPositive());
        assertEquals(Optional.empty(), connection.trouble());
        assertTrue(connection.sinceHeartbeat().compareTo(Duration.ofMinutes(1)) < 0);
        assertEquals(8, connection.pool().max());
        assertEquals(0, connection.pool().checkedOut());
        assertTrue(connection.pool().size() >= 1);
    }

    @Test
    void saysThatTheServerCutTheConnectionWhenItDidSoEachTime() {
        try (var emulator = MongoPeer.inProcess();
                var connection =
                        Connection.open("main", Shelf.settings(emulator.uri(), SHORT), Way.DIRECT, Events.NONE)) {
            var answer = connection.reader().find(new Find("a", "b", "{\"x\": {\"$symbol\": \"y\"}}", "", "", 0, 1, 0));
            assertEquals(
                    new Answer.Failed(
                            "find on a.b (connection main) failed: the connection was cut each time it was tried: the way to the server breaks, or the server does not take such a value"),
                    answer);
        }
    }
}
