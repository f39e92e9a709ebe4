package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellFormsTest {
    private static BsonDocument read(String text) {
        return new ShellForms().document(new BsonDocument("a", new org.bson.BsonString(text)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ObjectId(\"65a000000000000000000001\")|{\"$oid\":\"65a000000000000000000001\"}",
                "ObjectId('65a000000000000000000001')|{\"$oid\":\"65a000000000000000000001\"}",
                "new ObjectId(\"65a000000000000000000001\")|{\"$oid\":\"65a000000000000000000001\"}",
                "ISODate(\"2026-01-31T00:00:00Z\")|{\"$date\":\"2026-01-31T00:00:00Z\"}",
                "ISODate(\"2026-01-31T00:00:00\")|{\"$date\":\"2026-01-31T00:00:00Z\"}",
                "ISODate(\"2026-01-31\")|{\"$date\":\"2026-01-31T00:00:00Z\"}",
                "new Date(\"2026-01-31T02:00:00+02:00\")|{\"$date\":\"2026-01-31T00:00:00Z\"}",
                "NumberDecimal(\"9.99\")|{\"$numberDecimal\":\"9.99\"}",
                "NumberLong(\"9007199254740993\")|{\"$numberLong\":\"9007199254740993\"}",
                "NumberLong(5)|{\"$numberLong\":\"5\"}",
                "NumberInt(-5)|{\"$numberInt\":\"-5\"}",
                "NumberInt('7')|{\"$numberInt\":\"7\"}",
                "NumberInt(\"2147483647\")|{\"$numberInt\":\"2147483647\"}",
                "NumberLong(-9223372036854775808)|{\"$numberLong\":\"-9223372036854775808\"}",
                "NumberDecimal(5)|{\"$numberDecimal\":\"5\"}",
                "NumberDecimal('NaN')|{\"$numberDecimal\":\"NaN\"}",
                "NumberDecimal(\"1E+3\")|{\"$numberDecimal\":\"1E+3\"}",
                "ObjectId( \"65A00000000000000000000F\" )|{\"$oid\":\"65a00000000000000000000f\"}",
                "ISODate('1969-12-31T23:59:59.999Z')|{\"$date\":{\"$numberLong\":\"-1\"}}",
                "ISODate(\"2026-01-31T02:00:00.5+02:00\")|{\"$date\":\"2026-01-31T00:00:00.500Z\"}",
                "new ISODate(\"2026-01-31T00:00Z\")|{\"$date\":\"2026-01-31T00:00:00Z\"}",
                "Date(\"2026-01-31\")|{\"$date\":\"2026-01-31T00:00:00Z\"}",
                "new UUID('3B241101-E2BB-4255-8CAF-4136C566A962')|{\"$uuid\":\"3b241101-e2bb-4255-8caf-4136c566a962\"}",
                "UUID(\"3b241101-e2bb-4255-8caf-4136c566a962\")|{\"$uuid\":\"3b241101-e2bb-4255-8caf-4136c566a962\"}",
            })
    void takesACallForItsValue(String written, String json) {
        assertEquals(BsonDocument.parse("{\"a\":" + json + "}"), read(written));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "ObjectId(\"65a0\")",
                "ObjectId(1)",
                "ObjectId()",
                " ObjectId(\"65a000000000000000000001\")",
                "see ObjectId(\"65a000000000000000000001\")",
                "new Date(\"2026-01-31T00:00:00\")",
                "new Date(0)",
                "ISODate(\"tomorrow\")",
                "ISODate(\"2026-02-31\")",
                "NumberInt(\"3000000000\")",
                "NumberLong(\"x\")",
                "NumberInt(2147483648)",
                "NumberInt(\"5.5\")",
                "NumberInt(1.5)",
                "NumberInt()",
                "NumberInt(\"5\", \"6\")",
                "NumberLong(9223372036854775808)",
                "NumberLong(\"\")",
                "NumberDecimal(\"\")",
                "NumberDecimal(\"9,99\")",
                "NumberDecimal(9.99)",
                "NumberDecimal(\"1E9999\")",
                "NumberDecimal(\"12345678901234567890123456789012345\")",
                "ObjectId(\"65a00000000000000000000g\")",
                "ObjectId(65a000000000000000000001)",
                "ObjectId(\"65a000000000000000000001')",
                "ObjectId(\"65a000000000000000000001\"",
                "ObjectId(\"65a000000000000000000001\");",
                "objectid(\"65a000000000000000000001\")",
                "new  ObjectId(\"65a000000000000000000001\")",
                "ISODate()",
                "ISODate(\"\")",
                "ISODate(0)",
                "ISODate(\"2026-01-31T25:00:00Z\")",
                "ISODate(\"31.01.2026\")",
                "ISODate(\"+999999999-12-31T00:00:00Z\")",
                "Date(\"x\")",
                "UUID(\"x\")",
                "UUID(\"1-1-1-1-1\")",
                "UUID()",
                "UUID(5)",
                "Timestamp(1, 1)",
                "MinKey()",
                "sum(1)",
                ")",
                ""
            })
    void leavesOtherTextsAlone(String text) {
        assertEquals(text, read(text).getString("a").getValue());
    }

    @Test
    void findsThemAtEveryDepthAndSaysSo() {
        var shell = new ShellForms();
        var read = shell.document(
                BsonDocument.parse("{\"a\":{\"$in\":[{\"b\":\"NumberInt(1)\"},\"NumberInt(2)\",\"x\"]}}"));
        assertEquals(BsonDocument.parse("{\"a\":{\"$in\":[{\"b\":1},2,\"x\"]}}"), read);
        assertEquals(2, shell.notes().size());
        assertTrue(shell.notes().getFirst().startsWith("The text NumberInt(1) was taken for the value"));
    }

    @Test
    void hasAWayOut() {
        var filter = BsonDocument.parse(
                "{\"$expr\":{\"$eq\":[\"$a\",{\"$literal\":\"NumberInt(1)\"}]},\"b\":{\"$regex\":\"NumberInt(1)\"}}");
        var shell = new ShellForms();
        assertEquals(filter, shell.document(filter));
        assertTrue(shell.notes().isEmpty());
    }
}
