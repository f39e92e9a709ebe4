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
                "UUID(\"x\")",
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
