package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nexus.mongo.view.Level;
import nexus.mongo.view.Sight;
import nexus.testing.MongoPeer;
import nexus.testing.PartView;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What callers may change who do not see everything.
class GateTest {
    private static final Sight PART = new Sight(List.of(), List.of(), "{\"tenant\": \"a\"}", Level.MANAGE);

    private static MongoPeer mongo;
    private static Connection connection;

    /// A caller that sees the collections whose names begin with `o`, each in the same way.
    private record Narrow(Sight sight) implements PartView {
        @Override
        public Optional<Sight> sight(String database, String collection) {
            return collection.startsWith("o") ? Optional.of(sight) : Optional.empty();
        }
    }

    @BeforeAll
    static void start() {
        mongo = MongoPeer.start();
        connection = Connection.open("main", writable(mongo.uri()), Way.DIRECT, Events.NONE);
    }

    private static Settings writable(String uri) {
        var usual = Shelf.settings(uri, Shelf.LIMITS);
        return new Settings(
                usual.uri(), usual.remote(), usual.tls(), usual.pace(), usual.poolSize(), usual.limits(), true);
    }

    @AfterAll
    static void stop() {
        connection.close();
        mongo.close();
    }

    @BeforeEach
    void fill() {
        mongo.database().drop();
        mongo.database()
                .getCollection("orders")
                .insertMany(List.of(
                        Document.parse("{_id: 1, tenant: 'a', n: 1}"),
                        Document.parse("{_id: 2, tenant: 'a', n: 2}"),
                        Document.parse("{_id: 3, tenant: 'b', n: 3}")));
    }

    private static Written make(Sight sight, Deed deed, String terms) {
        var collection = deed == Deed.DROP_DATABASE ? "" : "orders";
        var change = new Change(deed, mongo.databaseName(), collection, terms);
        return connection.editor().orElseThrow().make(change, new Narrow(sight));
    }

    private static List<String> documents() {
        return mongo.database()
                .getCollection("orders")
                .find()
                .sort(new Document("_id", 1))
                .map(Document::toJson)
                .into(new ArrayList<>());
    }

    private static void refuses(Sight sight, Deed deed, String terms) {
        var before = documents();
        var names = mongo.database().listCollectionNames().into(new ArrayList<>());
        var reason = assertInstanceOf(Written.Refused.class, make(sight, deed, terms))
                .reason();
        assertTrue(reason.contains("this caller"), reason);
        var change = new Change(deed, mongo.databaseName(), deed == Deed.DROP_DATABASE ? "" : "orders", terms);
        assertEquals(
                new Answer.Refused(reason), connection.editor().orElseThrow().preview(change, new Narrow(sight)));
        assertEquals(before, documents());
        assertEquals(names, mongo.database().listCollectionNames().into(new ArrayList<>()));
    }

    /// Terms with which a caller who sees everything may do it.
    private static String terms(Deed deed) {
        return switch (deed) {
            case INSERT_MANY -> "{\"documents\": [{\"_id\": 9}]}";
            case UPDATE_ONE, UPDATE_MANY, FIND_AND_MODIFY ->
                "{\"filter\": {\"_id\": 3}, \"update\": {\"$set\": {\"n\": 9}}}";
            case REPLACE_ONE -> "{\"filter\": {\"_id\": 3}, \"replacement\": {\"n\": 9}}";
            case DELETE_ONE, DELETE_MANY -> "{\"filter\": {\"_id\": 3}}";
            case BULK_WRITE -> "{\"operations\": [{\"deleteOne\": {\"filter\": {\"_id\": 3}}}]}";
            case CREATE_INDEX -> "{\"definition\": [{\"keys\": {\"n\": 1}}]}";
            case DROP_INDEX -> "{\"indexName\": \"n_1\"}";
            case RENAME_COLLECTION -> "{\"newName\": \"others\"}";
            case CREATE_COLLECTION, DROP_COLLECTION, DROP_DATABASE -> "{}";
        };
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Deed.class)
    void readersChangeNothing(Deed deed) {
        refuses(Sight.whole(Level.READ), deed, terms(deed));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Deed.class)
    void nothingIsChangedWhereFieldsAreHidden(Deed deed) {
        refuses(new Sight(List.of("n"), List.of(), "", Level.MANAGE), deed, terms(deed));
        refuses(new Sight(List.of(), List.of("x.y"), "", Level.MANAGE), deed, terms(deed));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            names = {
                "CREATE_COLLECTION",
                "CREATE_INDEX",
                "DROP_INDEX",
                "RENAME_COLLECTION",
                "DROP_COLLECTION",
                "DROP_DATABASE"
            })
    void writersDoNotManage(Deed deed) {
        refuses(Sight.whole(Level.WRITE), deed, terms(deed));
        refuses(PART, deed, terms(deed));
    }

    @Test
    void aCollectionIsNotRenamedToOneThatIsNotSeen() {
        refuses(Sight.whole(Level.MANAGE), Deed.RENAME_COLLECTION, "{\"newName\": \"hidden\"}");
    }

    /// @param terms of an update or the like by a caller who sees a part
    record Row(Deed deed, String terms) {}

    static List<Row> beyond() {
        return List.of(
                new Row(Deed.INSERT_MANY, terms(Deed.INSERT_MANY)),
                new Row(Deed.REPLACE_ONE, terms(Deed.REPLACE_ONE)),
                new Row(Deed.UPDATE_ONE, update("{\"$set\": {\"tenant\": \"b\"}}")),
                new Row(Deed.UPDATE_ONE, update("{\"$set\": {\"tenant.x\": 1}}")),
                new Row(Deed.UPDATE_ONE, update("{\"$unset\": {\"tenant\": 1}}")),
                new Row(Deed.UPDATE_ONE, update("{\"$rename\": {\"tenant\": \"t\"}}")),
                new Row(Deed.UPDATE_ONE, update("{\"$rename\": {\"n\": \"tenant\"}}")),
                new Row(Deed.FIND_AND_MODIFY, update("{\"$set\": {\"tenant\": \"b\"}}")),
                new Row(Deed.UPDATE_ONE, "{\"filter\": {\"n\": 1}, \"pipeline\": [{\"$set\": {\"n\": 1}}]}"),
                new Row(
                        Deed.UPDATE_ONE,
                        "{\"filter\": {\"n\": 9}, \"upsert\": true, \"update\": {\"$set\": {\"n\": 1}}}"),
                new Row(Deed.DELETE_MANY, "{\"filter\": {\"$or\": [{\"$expr\": {\"$divide\": [1, \"$n\"]}}]}}"),
                new Row(Deed.BULK_WRITE, "{\"operations\": [{\"insertOne\": {\"document\": {}}}]}"),
                new Row(
                        Deed.BULK_WRITE,
                        "{\"operations\": [{\"updateMany\": " + update("{\"$set\": {\"tenant\": 1}}") + "}]}"));
    }

    private static String update(String update) {
        return "{\"filter\": {\"n\": 1}, \"update\": " + update + "}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beyond")
    void aForcedFilterIsNotEscaped(Row row) {
        refuses(PART, row.deed(), row.terms());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"UPDATE_ONE", "UPDATE_MANY", "DELETE_ONE", "DELETE_MANY", "FIND_AND_MODIFY", "BULK_WRITE"})
    void documentsThatAreNotSeenAreNotThere(Deed deed) {
        var before = documents();
        assertEquals(
                0,
                assertInstanceOf(Written.Done.class, make(PART, deed, terms(deed)))
                        .count());
        assertEquals(before, documents());
    }

    @Test
    void allMeansAllThatIsSeen() {
        assertEquals(
                2,
                assertInstanceOf(Written.Done.class, make(PART, Deed.DELETE_MANY, "{\"all\": true}"))
                        .count());
        assertEquals(List.of("{\"_id\": 3, \"tenant\": \"b\", \"n\": 3}"), documents());
    }

    @Test
    void namesAndValuesThatAreNotSeenAreNotTold() {
        var secret = new Sight(List.of(), List.of(), "{\"tenant\": \"65a000000000000000000001\"}", Level.WRITE);
        var change = new Change(Deed.DELETE_MANY, mongo.databaseName(), "others", "{\"all\": true}");
        assertEquals(
                new Answer.Refused("no document of " + mongo.databaseName() + ".others matches: nothing was done."),
                connection.editor().orElseThrow().preview(change, new Narrow(secret)));
    }

    @Test
    void aPreviewCountsAndShowsWhatIsSeen() {
        var change = new Change(Deed.DELETE_MANY, mongo.databaseName(), "orders", "{\"all\": true}");
        var seen = assertInstanceOf(
                Answer.Count.class, connection.editor().orElseThrow().preview(change, new Narrow(PART)));
        assertEquals(2, seen.count());
        assertTrue(
                seen.notes()
                        .getFirst()
                        .endsWith(
                                " Such as: [{\"_id\":1,\"tenant\":\"a\",\"n\":1},{\"_id\":2,\"tenant\":\"a\",\"n\":2}]"),
                seen.notes()::toString);
    }
}
