package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import nexus.mongo.view.Level;
import nexus.mongo.view.Sight;
import nexus.testing.MongoPeer;
import nexus.testing.PartView;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What stands in the place of values that are masked.
class MaskTest {
    private static MongoPeer mongo;
    private static Connection connection;

    /// A caller for whom one field is masked.
    private record Masked(List<String> fields) implements PartView {
        @Override
        public Optional<Sight> sight(String database, String collection) {
            return Optional.of(new Sight(List.of(), fields, "", Level.READ));
        }
    }

    @BeforeAll
    static void start() {
        mongo = MongoPeer.start();
        connection = Connection.open("main", Shelf.settings(mongo.uri()), Way.DIRECT, Events.NONE);
    }

    @AfterAll
    static void stop() {
        connection.close();
        mongo.close();
    }

    private static Reader reader(String... fields) {
        return connection.reader().seenBy(new Masked(List.of(fields)));
    }

    /// One row: a field, a document, and how it is seen.
    record Row(String field, String kept, String seen) {}

    static List<Row> rows() {
        return List.of(
                new Row("a", "{}", "{}"),
                new Row("a", "{\"a\":1}", "{\"a\":\"<masked>\"}"),
                new Row("a", "{\"a\":null,\"b\":1}", "{\"a\":\"<masked>\",\"b\":1}"),
                new Row("a", "{\"a\":\"\"}", "{\"a\":\"<masked>\"}"),
                new Row("a", "{\"a\":false}", "{\"a\":\"<masked>\"}"),
                new Row("a", "{\"a\":{}}", "{\"a\":\"<masked>\"}"),
                new Row("a", "{\"a\":{\"b\":1}}", "{\"a\":\"<masked>\"}"),
                new Row("a", "{\"a\":[]}", "{\"a\":\"<masked>\"}"),
                new Row("a", "{\"a\":[1,{\"b\":2}]}", "{\"a\":\"<masked>\"}"),
                new Row("a", "{\"a\":{\"$minKey\":1}}", "{\"a\":\"<masked>\"}"),
                new Row("a", "{\"a\":{\"$maxKey\":1}}", "{\"a\":\"<masked>\"}"),
                new Row("a.b", "{\"c\":1}", "{\"c\":1}"),
                new Row("a.b", "{\"a\":5}", "{\"a\":5}"),
                new Row("a.b", "{\"a\":null}", "{\"a\":null}"),
                new Row("a.b", "{\"a\":\"b\"}", "{\"a\":\"b\"}"),
                new Row("a.b", "{\"a\":{}}", "{\"a\":{}}"),
                new Row("a.b", "{\"a\":{\"c\":1}}", "{\"a\":{\"c\":1}}"),
                new Row("a.b", "{\"a\":{\"b\":null,\"c\":1}}", "{\"a\":{\"b\":\"<masked>\",\"c\":1}}"),
                new Row("a.b", "{\"a\":{\"b\":[1,2],\"c\":1}}", "{\"a\":{\"b\":\"<masked>\",\"c\":1}}"),
                new Row("a.b", "{\"a\":[]}", "{\"a\":[]}"),
                new Row(
                        "a.b",
                        "{\"a\":[{\"b\":1},{\"c\":2},3,null,\"b\",{\"b\":[4]}]}",
                        "{\"a\":[{\"b\":\"<masked>\"},{\"c\":2},3,null,\"b\",{\"b\":\"<masked>\"}]}"),
                new Row("a.b", "{\"a\":[[{\"b\":1}],{\"b\":2}]}", "{\"a\":[\"<masked>\",{\"b\":\"<masked>\"}]}"),
                new Row(
                        "a.b.c",
                        "{\"a\":[{\"b\":[{\"c\":1,\"d\":2}]},{\"b\":{\"c\":3}},{\"b\":4}]}",
                        "{\"a\":[{\"b\":[{\"c\":\"<masked>\",\"d\":2}]},{\"b\":{\"c\":\"<masked>\"}},{\"b\":4}]}"),
                new Row("a.b.c", "{\"a\":{\"b\":{\"c\":1}},\"z\":1}", "{\"a\":{\"b\":{\"c\":\"<masked>\"}},\"z\":1}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void whatIsThereIsMaskedAndNothingElseChanges(Row row) {
        keep(row.kept());
        var shown = "[{\"_id\":1" + (row.seen().equals("{}") ? "" : ",")
                + row.seen().substring(1) + "]";
        assertEquals(shown + "[]", Shown.text(find(reader(row.field()), "")));
    }

    private static void keep(String document) {
        mongo.database().getCollection("kept").drop();
        var kept = new BsonDocument("_id", new BsonInt32(1));
        kept.putAll(BsonDocument.parse(document));
        mongo.database().getCollection("kept", BsonDocument.class).insertOne(kept);
    }

    private static Answer find(Reader reader, String filter) {
        return reader.find(new Find(mongo.databaseName(), "kept", filter, "", "", 0, 0, 0));
    }

    @Test
    void filtersMeetTheMaskAndNotTheValue() {
        keep("{\"a\":7}");
        assertEquals("[]", Shown.text(find(reader("a"), "{\"a\":7}")).substring(0, 2));
        assertEquals("[{\"_id\":1,\"a\":\"<masked>\"}][]", Shown.text(find(reader("a"), "{\"a\":\"<masked>\"}")));
    }

    @Test
    void severalFieldsAreMasked() {
        keep("{\"a\":{\"b\":1,\"c\":2},\"d\":3}");
        assertEquals(
                "[{\"_id\":1,\"a\":{\"b\":\"<masked>\",\"c\":\"<masked>\"},\"d\":\"<masked>\"}][]",
                Shown.text(find(reader("a.b", "a.c", "d"), "")));
    }

    @Test
    void distinctTellsTheMaskOnce() {
        keep("{\"a\":{\"b\":1}}");
        assertEquals(
                "[\"<masked>\"][]",
                Shown.text(reader("a.b").distinct(new Distinct(mongo.databaseName(), "kept", "a.b", "", 0))));
    }
}
