package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDbPointer;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BsonJsonTest {
    private static final JsonWriterSettings RELAXED =
            JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();
    private static final int RANDOM = Boolean.getBoolean("tests.long") ? 200_000 : 2_000;
    private static final Pattern POINTER = Pattern.compile(
            "\\{\"\\$dbPointer\":(\\{\"\\$ref\":\"db\\.c\",\"\\$id\":\\{\"\\$oid\":\"[0-9a-f]{24}\"}})}");
    private static final ObjectId ID = new ObjectId("507f1f77bcf86cd799439011");

    /// @param json what must be written for the value
    record Row(BsonValue value, String json) {
        @Override
        public String toString() {
            return value.getBsonType() + " " + json;
        }
    }

    static List<Row> values() {
        return List.of(
                new Row(new BsonDouble(1.5), "1.5"),
                new Row(new BsonDouble(-0.0), "-0.0"),
                new Row(new BsonDouble(1e300), "1.0E+300"),
                new Row(new BsonDouble(Double.NaN), "{\"$numberDouble\":\"NaN\"}"),
                new Row(new BsonDouble(Double.POSITIVE_INFINITY), "{\"$numberDouble\":\"Infinity\"}"),
                new Row(new BsonDouble(Double.NEGATIVE_INFINITY), "{\"$numberDouble\":\"-Infinity\"}"),
                new Row(new BsonString("a\"b\\c\n\t\b\f\r\u0001/é€😀"), "\"a\\\"b\\\\c\\n\\t\\b\\f\\r\\u0001/é€😀\""),
                new Row(new BsonDocument("x", new BsonDocument()), "{\"x\":{}}"),
                new Row(new BsonArray(List.of(new BsonInt32(1), new BsonArray())), "[1,[]]"),
                new Row(
                        new BsonBinary(new byte[] {1, 2, 3, 4}),
                        "{\"$binary\":{\"base64\":\"AQIDBA==\",\"subType\":\"00\"}}"),
                new Row(
                        new BsonBinary((byte) 2, new byte[] {1, 2}),
                        "{\"$binary\":{\"base64\":\"AQI=\",\"subType\":\"02\"}}"),
                new Row(
                        new BsonBinary((byte) 4, new byte[16]),
                        "{\"$binary\":{\"base64\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"subType\":\"04\"}}"),
                new Row(new BsonBinary((byte) 0xfa, new byte[0]), "{\"$binary\":{\"base64\":\"\",\"subType\":\"FA\"}}"),
                new Row(new BsonUndefined(), "{\"$undefined\":true}"),
                new Row(new BsonObjectId(ID), "{\"$oid\":\"507f1f77bcf86cd799439011\"}"),
                new Row(BsonBoolean.TRUE, "true"),
                new Row(BsonBoolean.FALSE, "false"),
                new Row(new BsonDateTime(0), "{\"$date\":\"1970-01-01T00:00:00Z\"}"),
                new Row(new BsonDateTime(1_700_000_000_123L), "{\"$date\":\"2023-11-14T22:13:20.123Z\"}"),
                new Row(new BsonDateTime(253_402_300_799_999L), "{\"$date\":\"9999-12-31T23:59:59.999Z\"}"),
                new Row(new BsonDateTime(253_402_300_800_000L), "{\"$date\":{\"$numberLong\":\"253402300800000\"}}"),
                new Row(new BsonDateTime(-1), "{\"$date\":{\"$numberLong\":\"-1\"}}"),
                new Row(new BsonDateTime(Long.MIN_VALUE), "{\"$date\":{\"$numberLong\":\"-9223372036854775808\"}}"),
                new Row(BsonNull.VALUE, "null"),
                new Row(
                        new BsonRegularExpression("a/\"b", "xi"),
                        "{\"$regularExpression\":{\"pattern\":\"a/\\\"b\",\"options\":\"ix\"}}"),
                new Row(
                        new BsonDbPointer("db.c", ID),
                        "{\"$dbPointer\":{\"$ref\":\"db.c\",\"$id\":{\"$oid\":\"507f1f77bcf86cd799439011\"}}}"),
                new Row(new BsonJavaScript("f()"), "{\"$code\":\"f()\"}"),
                new Row(
                        new BsonJavaScriptWithScope("f()", new BsonDocument("a", new BsonInt32(1))),
                        "{\"$code\":\"f()\",\"$scope\":{\"a\":1}}"),
                new Row(new BsonSymbol("s"), "{\"$symbol\":\"s\"}"),
                new Row(new BsonInt32(Integer.MIN_VALUE), "-2147483648"),
                new Row(new BsonTimestamp(-1, 7), "{\"$timestamp\":{\"t\":4294967295,\"i\":7}}"),
                new Row(new BsonInt64(Long.MAX_VALUE), "9223372036854775807"),
                new Row(new BsonInt64(Long.MIN_VALUE), "-9223372036854775808"),
                new Row(new BsonInt64(10), "10"),
                new Row(new BsonDecimal128(Decimal128.parse("-1.20E+10")), "{\"$numberDecimal\":\"-1.20E+10\"}"),
                new Row(new BsonDecimal128(Decimal128.NaN), "{\"$numberDecimal\":\"NaN\"}"),
                new Row(new BsonMinKey(), "{\"$minKey\":1}"),
                new Row(new BsonMaxKey(), "{\"$maxKey\":1}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void writesEveryType(Row row) {
        assertEquals("{\"v\":" + row.json() + "}", write(new BsonDocument("v", row.value())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void agreesWithTheDriverOnEveryType(Row row) {
        var document = new BsonDocument("v", row.value());
        assertEquals(Json.plain(document.toJson(RELAXED)), asTheDriver(write(document)));
    }

    @Test
    void agreesWithTheDriverOnRandomDocuments() {
        var random = new RandomBson(new Random(42));
        for (int i = 0; i < RANDOM; i++) {
            var document = random.document(4);
            assertEquals(Json.plain(document.toJson(RELAXED)), asTheDriver(write(document)), "document " + i);
        }
    }

    /// The driver writes a DBPointer as a DBRef; the specification wants `$dbPointer`.
    private static String asTheDriver(String json) {
        return POINTER.matcher(Json.plain(json)).replaceAll("$1");
    }

    @Test
    void writesTenthsOfASecondWithThreeDigits() {
        assertEquals(
                "{\"v\":{\"$date\":\"1970-01-01T00:00:00.100Z\"}}",
                write(new BsonDocument("v", new BsonDateTime(100))));
    }

    @Test
    void replacesBytesThatAreNotUtf8AsJavaDoes() {
        var random = new Random(7);
        for (int i = 0; i < RANDOM; i++) {
            var bytes = new byte[random.nextInt(12)];
            for (int k = 0; k < bytes.length; k++) bytes[k] = (byte) (random.nextBoolean() ? 'a' : random.nextInt(256));
            var out = new JsonBuffer(1_000);
            JsonText.write(bytes, 0, bytes.length, out);
            var text = Json.plain(new String(out.toBytes(), UTF_8));
            var expected = new JsonBuffer(1_000);
            var mended = new String(bytes, UTF_8).getBytes(UTF_8);
            JsonText.write(mended, 0, mended.length, expected);
            assertEquals(Json.plain(new String(expected.toBytes(), UTF_8)), text);
            assertTrue(text.chars().noneMatch(c -> c < 0x20));
        }
    }

    @Test
    void damagedBytesGiveTheRoomsExceptionOrJson() {
        var random = new Random(3);
        var documents = new RandomBson(random);
        for (int i = 0; i < RANDOM * 5; i++) {
            var bytes = bytes(documents.document(3));
            for (int k = random.nextInt(4); k >= 0; k--) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            survives(bytes, random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length);
        }
    }

    private static void survives(byte[] bytes, int length) {
        var out = new JsonBuffer(1 << 20);
        try {
            BsonJson.write(bytes, 0, length, out);
        } catch (DatabaseException e) {
            assertTrue(e.getMessage().startsWith("the document is not valid BSON"), e.getMessage());
        }
        try {
            new BsonCut(bytes, new JsonBuffer(300), new Cuts()).document(0, length, 200, "", 1);
        } catch (DatabaseException e) {
            assertTrue(e.getMessage().startsWith("the document is not valid BSON"), e.getMessage());
        }
    }

    @Test
    void everyTruncationIsMalformed() {
        var bytes = bytes(new BsonDocument(
                "v", new BsonArray(values().stream().map(Row::value).toList())));
        for (int length = 0; length < bytes.length; length++) {
            int cut = length;
            assertThrows(DatabaseException.class, () -> BsonJson.write(bytes.clone(), 0, cut, new JsonBuffer(1 << 20)));
        }
    }

    @Test
    void writesNothingBeyondTheLimitAndRollsBack() {
        var bytes = bytes(new BsonDocument("v", new BsonString("x".repeat(100))));
        var out = new JsonBuffer(50);
        out.ascii("[1");
        BsonJson.write(bytes, 0, bytes.length, out);
        assertTrue(out.isFull());
        out.rollBack(2);
        out.write(']');
        assertEquals("[1]", new String(out.toBytes(), UTF_8));
    }

    @Test
    void refusesMoreLevelsThanMongoDbHas() {
        assertThrows(DatabaseException.class, () -> write(nested(201)));
        assertEquals("{\"a\":".repeat(199) + "{}" + "}".repeat(199), write(nested(200)));
    }

    private static BsonDocument nested(int levels) {
        var document = new BsonDocument();
        for (int i = 1; i < levels; i++) document = new BsonDocument("a", document);
        return document;
    }

    static byte[] bytes(BsonDocument document) {
        var raw = new RawBsonDocument(document, new BsonDocumentCodec());
        var bytes = new byte[raw.getByteLength()];
        System.arraycopy(raw.getBackingArray(), raw.getByteOffset(), bytes, 0, bytes.length);
        return bytes;
    }

    static String write(BsonDocument document) {
        var bytes = bytes(document);
        var out = new JsonBuffer(1 << 24);
        BsonJson.write(bytes, 0, bytes.length, out);
        return new String(out.toBytes(), UTF_8);
    }
}
