package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static Answer.Schema schema(List<BsonDocument> documents) {
        var fields = new SchemaFields();
        for (var document : documents) {
            if (!fields.add(new RawBsonDocument(document, new BsonDocumentCodec()))) break;
        }
        return new SchemaJson(fields, fields.notes()).write("shop.orders");
    }

    private static Answer.Schema schema(String... documents) {
        var parsed = new ArrayList<BsonDocument>();
        for (var document : documents) parsed.add(BsonDocument.parse(document));
        return schema(parsed);
    }

    private static String json(Answer.Schema schema) {
        return new String(schema.json(), UTF_8);
    }

    @Test
    void tellsPathsTypesPresenceAndExamples() {
        var schema = schema(
                "{\"_id\": 1, \"items\": [{\"sku\": \"A-1\"}, {\"sku\": null}], \"at\": {\"$date\": 0}}",
                "{\"_id\": 2, \"items\": [], \"ship\": {\"to\": \"x\"}}",
                "{\"_id\": \"three\"}");
        assertEquals(
                "{\"collection\":\"shop.orders\",\"sampled\":3,\"fields\":["
                        + "{\"path\":\"_id\",\"types\":{\"int\":2,\"string\":1},\"presence\":1.0,\"examples\":[\"three\",1,2]},"
                        + "{\"path\":\"items\",\"types\":{\"array\":2},\"presence\":0.67,\"examples\":[]},"
                        + "{\"path\":\"at\",\"types\":{\"date\":1},\"presence\":0.33,\"examples\":[{\"$date\":\"1970-01-01T00:00:00Z\"}]},"
                        + "{\"path\":\"items[]\",\"types\":{\"object\":2},\"presence\":0.33,\"examples\":[]},"
                        + "{\"path\":\"items[].sku\",\"types\":{\"null\":1,\"string\":1},\"presence\":0.33,\"examples\":[\"A-1\"]},"
                        + "{\"path\":\"ship\",\"types\":{\"object\":1},\"presence\":0.33,\"examples\":[]},"
                        + "{\"path\":\"ship.to\",\"types\":{\"string\":1},\"presence\":0.33,\"examples\":[\"x\"]}"
                        + "],\"notes\":[]}",
                json(schema));
        assertEquals(List.of("_id", "items", "at", "items.sku", "ship", "ship.to"), schema.fields());
        assertEquals(3, schema.sampled());
    }

    @Test
    void tellsNothingOfNoDocuments() {
        var schema = schema();
        assertEquals("{\"collection\":\"shop.orders\",\"sampled\":0,\"fields\":[],\"notes\":[]}", json(schema));
        assertEquals(List.of(), schema.fields());
    }

    @Test
    void saysTheSameWhateverTheOrderOfTheDocuments() {
        var random = new RandomBson(new Random(7));
        var documents = new ArrayList<BsonDocument>();
        for (int i = 0; i < 20; i++) documents.add(random.document(2));
        var first = json(schema(documents));
        Collections.reverse(documents);
        assertEquals(first, json(schema(documents)));
    }

    @Test
    void cutsLongTextsAndLeavesOutOtherLongValues() {
        var json = json(schema("{\"text\": \"" + "é".repeat(500) + "\", \"bytes\": {\"$binary\": {\"base64\": \""
                + "AAAA".repeat(500) + "\", \"subType\": \"00\"}}}"));
        assertTrue(json.contains("\"examples\":[\"" + "é".repeat(29) + "…\"]"), json);
        assertTrue(
                json.contains("\"path\":\"bytes\",\"types\":{\"binData\":1},\"presence\":1.0,\"examples\":[]"), json);
    }

    @Test
    void staysSmallWhateverTheDocuments() {
        var wide = new BsonDocument();
        for (int i = 0; i < 5_000; i++)
            wide.put("field " + i + " " + "n".repeat(150), BsonDocument.parse("{\"a\": 1}"));
        var schema = schema(List.of(wide));
        var json = json(schema);
        assertTrue(schema.json().length <= 32 << 10 && schema.json().length > 20 << 10, () -> "" + json.length());
        assertTrue(json.contains("least frequent fields are not shown."), json);
        assertTrue(json.contains("Fields after the first 1000, or with very long names, were left out."), json);
        assertEquals(4, BsonDocument.parse(json).size());
    }

    @Test
    void looksAtTheBeginningOfDeepAndLongThings() {
        var numbers = "1,".repeat(150) + "\"last\"";
        var deep = "{\"a\":".repeat(30) + "1" + "}".repeat(30);
        var json = json(schema("{\"many\": [" + numbers + "], \"deep\": " + deep + "}"));
        assertTrue(json.contains("\"path\":\"many[]\",\"types\":{\"int\":100}"), json);
        assertTrue(json.contains("Of each array only the first 100 elements were looked at."), json);
        assertTrue(json.contains("Fields nested deeper than 10 levels were left out."), json);
        assertTrue(json.contains("\"deep.a.a.a.a.a.a.a.a.a\"") && !json.contains("\"deep.a.a.a.a.a.a.a.a.a.a\""), json);
    }

    @Test
    void stopsAfterManyBytes() {
        var large = BsonDocument.parse("{\"text\": \"" + "x".repeat(3 << 20) + "\"}");
        var schema = schema(Collections.nCopies(10, large));
        assertEquals(3, schema.sampled());
        assertTrue(json(schema).contains("The documents are large: sampling stopped after "), json(schema));
    }

    @Test
    void namesThatLookLikeOperatorsAreNotForQueries() {
        var schema = schema("{\"$odd\": 1, \"a\": {\"$b\": 1, \"\": 1}}");
        assertEquals(List.of("a"), schema.fields());
        assertTrue(json(schema).contains("\"path\":\"a.$b\""), json(schema));
    }

    @Test
    void readsEveryTypeOfBson() {
        var random = new RandomBson(new Random(3));
        for (int i = 0; i < 300; i++) assertInstanceOf(Answer.Schema.class, schema(List.of(random.document(4))));
    }
}
