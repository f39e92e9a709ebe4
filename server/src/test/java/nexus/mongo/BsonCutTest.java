package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonJavaScript;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BsonCutTest {
    /// @param note the part of the note after the colon
    record Row(String name, BsonDocument document, int budget, String json, String note) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static BsonDocument document(Object... pairs) {
        var document = new BsonDocument();
        for (int i = 0; i < pairs.length; i += 2) document.put((String) pairs[i], value(pairs[i + 1]));
        return document;
    }

    private static BsonValue value(Object value) {
        return switch (value) {
            case Integer number -> new BsonInt32(number);
            case String text -> new BsonString(text);
            case byte[] bytes -> new BsonBinary(bytes);
            case BsonValue other -> other;
            default -> throw new IllegalArgumentException(value.toString());
        };
    }

    private static BsonArray numbers(int count) {
        var array = new BsonArray();
        for (int i = 0; i < count; i++) array.add(new BsonInt32(i % 10));
        return array;
    }

    static List<Row> rows() {
        return List.of(
                new Row(
                        "a text, the small field after it whole",
                        document("t", "x".repeat(500), "n", 1),
                        100,
                        "{\"t\":\"" + "x".repeat(86) + "\",\"n\":1}",
                        "\"t\" (string, 500 bytes) cut to 86"),
                new Row(
                        "two texts with equal shares",
                        document("a", "x".repeat(500), "b", "y".repeat(500)),
                        202,
                        "{\"a\":\"" + "x".repeat(94) + "\",\"b\":\"" + "y".repeat(93) + "\"}",
                        "\"a\" (string, 500 bytes) cut to 94, \"b\" (string, 500 bytes) cut to 93"),
                new Row(
                        "no half characters",
                        document("t", "é".repeat(100)),
                        69,
                        "{\"t\":\"" + "é".repeat(30) + "\"}",
                        "\"t\" (string, 200 bytes) cut to 60"),
                new Row(
                        "no half escapes",
                        document("t", "\u0001".repeat(100)),
                        70,
                        "{\"t\":\"" + "\\u0001".repeat(10) + "\"}",
                        "\"t\" (string, 100 bytes) cut to 10"),
                new Row(
                        "a binary",
                        document("b", new byte[300]),
                        100,
                        "{\"b\":{\"$binary\":{\"base64\":\"" + "A".repeat(52) + "\",\"subType\":\"00\"}}}",
                        "\"b\" (binary, 300 bytes) cut to 39"),
                new Row(
                        "code",
                        document("c", new BsonJavaScript("z".repeat(300))),
                        80,
                        "{\"c\":{\"$code\":\"" + "z".repeat(62) + "\"}}",
                        "\"c\" (code, 300 bytes) cut to 62"),
                new Row(
                        "an array",
                        document("a", numbers(200)),
                        70,
                        "{\"a\":[" + "0,1,2,3,4,5,6,7,8,9,".repeat(3).substring(0, 59) + ",0]}",
                        "\"a\" (array of 200) cut to its first 31"),
                new Row(
                        "inside a document",
                        document("d", document("e", document("t", "x".repeat(500)), "n", 1)),
                        100,
                        "{\"d\":{\"e\":{\"t\":\"" + "x".repeat(74) + "\"},\"n\":1}}",
                        "\"d.e.t\" (string, 500 bytes) cut to 74"),
                new Row(
                        "the first element of an array",
                        document("a", new BsonArray(List.of(document("t", "x".repeat(500)), new BsonInt32(1)))),
                        100,
                        "{\"a\":[{\"t\":\"" + "x".repeat(84) + "\"}]}",
                        "\"a[0].t\" (string, 500 bytes) cut to 84, \"a\" (array of 2) cut to its first 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void cuts(Row row) {
        var cuts = new Cuts();
        var json = cut(row.document(), row.budget(), cuts);
        assertEquals(row.json(), json);
        assertTrue(json.getBytes(UTF_8).length <= row.budget());
        int length = BsonJsonTest.bytes(row.document()).length;
        assertEquals(
                "The document of " + length + " bytes was cut to fit into " + row.budget() + " bytes: " + row.note()
                        + ". A projection that names the fields you need shows them whole.",
                cuts.note(length, row.budget()));
    }

    @Test
    void countsFieldsLeftOutAndNamesTen() {
        var document = new BsonDocument();
        for (int i = 0; i < 500; i++) document.put("field" + i, new BsonString("value" + i));
        var cuts = new Cuts();
        var json = cut(document, 300, cuts);
        assertTrue(json.startsWith("{\"field0\":\"value0\",\"field1\":\"value1\""), json);
        int shown = BsonDocument.parse(json).size();
        assertTrue(cuts.note(1, 1).contains("; fields left out in all: " + (500 - shown) + "."), cuts.note(1, 1));
        assertTrue(cuts.note(1, 1).length() < 1_500);
    }

    @Test
    void staysInsideAnyBudgetAndIsAlwaysJson() {
        var random = new Random(11);
        var documents = new RandomBson(random);
        for (int i = 0; i < 2_000; i++) {
            var document = documents.document(4);
            int budget = random.nextInt(2, 400);
            if (BsonJsonTest.write(document).getBytes(UTF_8).length <= budget) continue;
            var json = cut(document, budget, new Cuts());
            assertTrue(json.getBytes(UTF_8).length <= budget, json);
            BsonDocument.parse(json.replace("$", "S"));
        }
    }

    private static String cut(BsonDocument document, int budget, Cuts cuts) {
        var bytes = BsonJsonTest.bytes(document);
        var out = new JsonBuffer(budget);
        new BsonCut(bytes, out, cuts).document(0, bytes.length, budget, "", 1);
        return new String(out.toBytes(), UTF_8);
    }
}
