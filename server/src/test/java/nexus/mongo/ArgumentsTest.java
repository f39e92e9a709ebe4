package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    private static String refused(String value) {
        var json = "{\"a\": \"{\", \"v\": " + value + "}";
        return assertThrows(Refusal.class, () -> Arguments.document(json, "filter"))
                .reason();
    }

    /// One row of each wrapper, with the whole sentence.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"$oid\":\"xyz\"}|ObjectId: 24 hexadecimal digits in quotes are wanted",
                "{\"$date\":\"yesterday\"}|date: ISO 8601 with a time zone is wanted, such as {\"$date\": \"2026-01-31T00:00:00Z\"}, or milliseconds since 1970, such as {\"$date\": {\"$numberLong\": \"-1\"}}",
                "{\"$numberDecimal\":\"abc\"}|Decimal128: a number of at most 34 digits in quotes is wanted, such as {\"$numberDecimal\": \"9.99\"}",
                "{\"$numberDouble\":5}|double: a number in quotes is wanted, such as {\"$numberDouble\": \"1.5\"}, or NaN, Infinity or -Infinity",
                "{\"$numberLong\":\"9223372036854775808\"}|64-bit integer: a whole number in quotes is wanted, from -9223372036854775808 to 9223372036854775807",
                "{\"$numberInt\":\"3000000000\"}|32-bit integer: a whole number in quotes is wanted, from -2147483648 to 2147483647",
                "{\"$uuid\":\"xyz\"}|UUID: 32 hexadecimal digits in groups are wanted, such as {\"$uuid\": \"3b241101-e2bb-4255-8caf-4136c566a962\"}",
                "{\"$binary\":{\"base64\":\"!!\",\"subType\":\"00\"}}|binary: base64 and a subtype of two hexadecimal digits are wanted, such as {\"$binary\": {\"base64\": \"AQID\", \"subType\": \"00\"}}",
                "{\"$timestamp\":5}|timestamp: seconds since 1970 and a counter are wanted, each from 0 to 4294967295, such as {\"$timestamp\": {\"t\": 1767139200, \"i\": 1}}",
                "{\"$regularExpression\":\"a\"}|regular expression: a pattern and options are wanted, such as {\"$regularExpression\": {\"pattern\": \"^a\", \"options\": \"i\"}}",
                "{\"$dbPointer\":5}|DBPointer: a collection and an ObjectId are wanted, such as {\"$dbPointer\": {\"$ref\": \"shop.orders\", \"$id\": {\"$oid\": \"65a000000000000000000001\"}}}",
                "{\"$code\":5}|code: a text is wanted, and an object as $scope where there is one",
                "{\"$symbol\":5}|symbol: a text is wanted",
                "{\"$undefined\":false}|undefined value: {\"$undefined\": true} is wanted",
                "{\"$minKey\":2}|MinKey: {\"$minKey\": 1} is wanted",
                "{\"$maxKey\":\"x\"}|MaxKey: {\"$maxKey\": 1} is wanted",
            })
    void saysWhatAWrapperWants(String value, String words) {
        assertEquals("filter: " + value + " is no " + words, refused(value));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"$oid\":5}",
                "{\"$oid\":null}",
                "{\"$oid\":\"65a000000000000000000001\",\"x\":1}",
                "{ \"$oid\" : \"65a00000000000000000000g\" }",
                "{\"$date\":\"2026-02-31T00:00:00Z\"}",
                "{\"$date\":\"2026-01-31T00:00:00\"}",
                "{\"$date\":\"\"}",
                "{\"$date\":5.5}",
                "{\"$date\":true}",
                "{\"$date\":{\"x\":1}}",
                "{\"$date\":{\"$numberLong\":5}}",
                "{\"$date\":{\"$numberLong\":\"x\"}}",
                "{\"$numberDecimal\":9.99}",
                "{\"$numberDecimal\":\"1E9999\"}",
                "{\"$numberDecimal\":\"1234567890123456789012345678901234567890\"}",
                "{\"$numberDouble\":\"x\"}",
                "{\"$numberLong\":5}",
                "{\"$numberLong\":\"5.5\"}",
                "{\"$numberInt\":\"\"}",
                "{\"$uuid\":5}",
                "{\"$uuid\":\"3b241101-e2bb-4255-8caf-4136c566a96\"}",
                "{\"$binary\":{}}",
                "{\"$binary\":{\"base64\":\"AA==\"}}",
                "{\"$binary\":{\"base64\":5,\"subType\":\"00\"}}",
                "{\"$binary\":{\"base64\":\"AA==\",\"subType\":\"zz\"}}",
                "{\"$timestamp\":{\"t\":1}}",
                "{\"$timestamp\":{\"t\":\"1\",\"i\":1}}",
                "{\"$timestamp\":{\"t\":1.5,\"i\":1}}",
                "{\"$timestamp\":{\"t\":-1,\"i\":1}}",
                "{\"$timestamp\":{\"t\":1767139200000,\"i\":0}}",
                "{\"$timestamp\":{\"i\":4294967296,\"t\":1}}",
                "{\"$regularExpression\":{\"pattern\":\"a\"}}",
                "{\"$regularExpression\":{\"pattern\":5,\"options\":\"\"}}",
                "{\"$dbPointer\":{\"$ref\":\"db.c\"}}",
                "{\"$dbPointer\":{\"$ref\":\"db.c\",\"$id\":{\"$oid\":\"x\"}}}",
                "{\"$code\":\"f\",\"$scope\":5}",
                "{\"$code\":\"f\",\"x\":5}",
                "{\"$undefined\":1}",
                "{\"$minKey\":{}}",
            })
    void refusesAMalformedWrapperInItsOwnWords(String value) {
        var reason = refused(value);
        assertTrue(reason.startsWith("filter: " + value + " is no "), reason);
        assertTrue(reason.endsWith(" wanted") || reason.contains(" wanted, "), reason);
    }

    @Test
    void findsItAtEveryDepth() {
        var bad = "{\"$oid\":\"x\"}";
        for (var value : List.of(
                "{\"$in\":[{\"$oid\":\"65a000000000000000000001\"}," + bad + "]}",
                "{\"$code\":\"f\",\"$scope\":{\"a\":" + bad + "}}",
                "[\"{\\\"$oid\\\":5}\"," + bad + "]")) {
            assertTrue(refused(value).startsWith("filter: " + bad + " is no ObjectId: "), value);
        }
    }

    @Test
    void showsTheBeginningOfALongOne() {
        var reason = refused("{\"$oid\":\"" + "a".repeat(1_000) + "\"}");
        assertTrue(reason.startsWith("filter: {\"$oid\":\"aaa") && reason.contains("aaa… is no ObjectId"), reason);
        assertTrue(reason.length() < 200, reason);
    }

    @Test
    void namesTheArgumentWhereSeveralAreReadAtOnce() {
        var json = "{\"all\":true,\"note\":\"{\\\"\",\"filter\":{\"_id\":\"update\"},"
                + "\"update\":{\"$set\":{\"at\":[{\"$date\":\"x\"}]}},\"upsert\":true}";
        var reason = assertThrows(Refusal.class, () -> Arguments.all(json)).reason();
        assertTrue(reason.startsWith("update: {\"$date\":\"x\"} is no date: "), reason);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"9223372036854775808", "-99999999999999999999"})
    void saysHowToWriteLargerWholeNumbers(String number) {
        assertEquals(
                "filter: a whole number is beyond 64 bits: write it as {\"$numberDecimal\": \"…\"}", refused(number));
    }

    @Test
    void takesTextsThatLookLikeWrappers() {
        var text = "{\"a\":\"{\\\"$timestamp\\\":{\\\"t\\\":-1,\\\"i\\\":1}}\"}";
        assertEquals(BsonDocument.parse(text), Arguments.document(text, "filter"));
        var operators = "{\"a\":{\"$type\":\"string\",\"$regex\":\"a\",\"$options\":\"i\"}}";
        assertFalse(Arguments.document(operators, "filter").isEmpty());
    }

    @Test
    void findsTheBadOneAmongManyAtOnce() {
        var many = IntStream.range(0, 200_000)
                .mapToObj(i -> "{\"$numberInt\":\"" + i + "\"}")
                .toList();
        var json = "[" + String.join(",", many) + ",{\"$numberInt\":\"x\"}]";
        assertTrue(refused(json).startsWith("filter: {\"$numberInt\":\"x\"} is no 32-bit integer"));
    }
}
