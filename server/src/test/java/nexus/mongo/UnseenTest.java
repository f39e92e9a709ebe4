package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.function.Function;
import nexus.mongo.view.Narrowing;
import nexus.testing.MongoPeer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A collection that is not seen is answered as one that does not exist, whatever is asked of it.
class UnseenTest {
    private static MongoPeer mongo;
    private static Connection connection;
    private static Reader whole;
    private static Reader seen;

    @BeforeAll
    static void start() {
        mongo = MongoPeer.start();
        for (var name : List.of("people", "private"))
            mongo.database().getCollection(name).insertOne(new Document("_id", 1).append("secret", "s1"));
        connection = Connection.open("main", Shelf.settings(mongo.uri()), Way.DIRECT, Events.NONE);
        whole = connection.reader();
        seen = whole.seenBy(new Shown(mongo.databaseName()));
    }

    @AfterAll
    static void stop() {
        connection.close();
        mongo.close();
    }

    /// One row: a question about a collection.
    record Question(String name, Function<String, Function<Reader, Answer>> of) {
        @Override
        public String toString() {
            return name;
        }

        String ask(Reader reader, String collection) {
            return Shown.text(of.apply(collection).apply(reader)).replace(collection, "NAME");
        }
    }

    private static Question pipeline(String of, String stages) {
        return new Question(
                stages,
                name -> reader -> reader.aggregate(new Aggregate(
                        mongo.databaseName(), of.replace("NAME", name), stages.replace("NAME", name), 0, 0)));
    }

    static List<Question> questions() {
        return List.of(
                new Question(
                        "find",
                        name -> reader -> reader.find(new Find(mongo.databaseName(), name, "", "", "", 0, 0, 0))),
                new Question(
                        "count", name -> reader -> reader.count(new Count(mongo.databaseName(), name, "{\"a\":1}"))),
                new Question(
                        "distinct",
                        name -> reader -> reader.distinct(new Distinct(mongo.databaseName(), name, "secret", "", 0))),
                new Question("schema", name -> reader -> reader.schema(mongo.databaseName(), name)),
                new Question("indexes", name -> reader -> reader.indexes(mongo.databaseName(), name)),
                pipeline("NAME", "[{\"$count\":\"n\"}]"),
                pipeline("NAME", "[{\"$facet\":{\"a\":[{\"$count\":\"n\"}],\"b\":[]}}]"),
                pipeline("NAME", "[{\"$group\":{\"_id\":null,\"n\":{\"$sum\":1}}}]"),
                pipeline("NAME", "[{\"$addFields\":{\"a\":{\"$divide\":[1,0]}}}]"),
                pipeline(
                        "people",
                        "[{\"$lookup\":{\"from\":\"NAME\",\"localField\":\"_id\",\"foreignField\":\"_id\","
                                + "\"as\":\"x\"}}]"),
                pipeline(
                        "people",
                        "[{\"$lookup\":{\"from\":\"NAME\",\"let\":{},\"pipeline\":[{\"$count\":\"n\"}],"
                                + "\"as\":\"x\"}}]"),
                pipeline("people", "[{\"$unionWith\":\"NAME\"}]"),
                pipeline(
                        "people",
                        "[{\"$graphLookup\":{\"from\":\"NAME\",\"startWith\":1,\"connectFromField\":\"_id\","
                                + "\"connectToField\":\"_id\",\"as\":\"x\"}}]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void whatIsNotSeenIsAnsweredAsIfItDidNotExist(Question question) {
        var answer = question.ask(seen, "private");
        assertEquals(question.ask(seen, "nowhere"), answer);
        assertFalse(answer.contains(Narrowing.NOWHERE), answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void whatDoesNotExistIsAnsweredAsForACallerThatSeesAll(Question question) {
        var whole = question.ask(UnseenTest.whole, "nowhere").replace("people, private", "people");
        // The server in this process lacks some stages; what was wrong is told in full only to whom sees all.
        if (whole.contains("change the query")) return;
        assertEquals(whole, question.ask(seen, "private"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "nowhere"})
    void theNoteNamesWhatWasAskedFor(String name) {
        assertEquals(
                "There is no collection " + name + " in " + mongo.databaseName() + "; its collections are people.",
                ((Answer.Documents) seen.find(new Find(mongo.databaseName(), name, "", "", "", 0, 0, 0)))
                        .notes()
                        .getFirst());
    }
}
