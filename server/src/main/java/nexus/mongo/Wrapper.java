package nexus.mongo;

import java.io.Reader;
import java.nio.CharBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.json.JsonReader;

/// An object by which Extended JSON v2 tells a type that JSON lacks, such as `{"$oid": "…"}`.
///
/// @param type what it is the value of
/// @param wanted what stands in it
record Wrapper(String name, String type, String wanted) {
    private static final int LONGEST_SHOWN = 80;

    private static final Wrapper STAMP = new Wrapper(
            "$timestamp",
            "timestamp",
            "seconds since 1970 and a counter are wanted, each from 0 to 4294967295, such as"
                    + " {\"$timestamp\": {\"t\": 1767139200, \"i\": 1}}");

    private static final Map<String, Wrapper> ALL = Stream.of(
                    new Wrapper("$oid", "ObjectId", "24 hexadecimal digits in quotes are wanted"),
                    new Wrapper(
                            "$date",
                            "date",
                            "ISO 8601 with a time zone is wanted, such as {\"$date\": \"2026-01-31T00:00:00Z\"}, or"
                                    + " milliseconds since 1970, such as {\"$date\": {\"$numberLong\": \"-1\"}}"),
                    new Wrapper(
                            "$numberDecimal",
                            "Decimal128",
                            "a number of at most 34 digits in quotes is wanted, such as {\"$numberDecimal\": \"9.99\"}"),
                    new Wrapper(
                            "$numberDouble",
                            "double",
                            "a number in quotes is wanted, such as {\"$numberDouble\": \"1.5\"}, or NaN, Infinity or"
                                    + " -Infinity"),
                    new Wrapper(
                            "$numberLong",
                            "64-bit integer",
                            "a whole number in quotes is wanted, from -9223372036854775808 to 9223372036854775807"),
                    new Wrapper(
                            "$numberInt",
                            "32-bit integer",
                            "a whole number in quotes is wanted, from -2147483648 to 2147483647"),
                    new Wrapper(
                            "$uuid",
                            "UUID",
                            "32 hexadecimal digits in groups are wanted, such as"
                                    + " {\"$uuid\": \"3b241101-e2bb-4255-8caf-4136c566a962\"}"),
                    new Wrapper(
                            "$binary",
                            "binary",
                            "base64 and a subtype of two hexadecimal digits are wanted, such as"
                                    + " {\"$binary\": {\"base64\": \"AQID\", \"subType\": \"00\"}}"),
                    STAMP,
                    new Wrapper(
                            "$regularExpression",
                            "regular expression",
                            "a pattern and options are wanted, such as"
                                    + " {\"$regularExpression\": {\"pattern\": \"^a\", \"options\": \"i\"}}"),
                    new Wrapper(
                            "$dbPointer",
                            "DBPointer",
                            "a collection and an ObjectId are wanted, such as {\"$dbPointer\": {\"$ref\": \"shop.orders\","
                                    + " \"$id\": {\"$oid\": \"65a000000000000000000001\"}}}"),
                    new Wrapper("$code", "code", "a text is wanted, and an object as $scope where there is one"),
                    new Wrapper("$symbol", "symbol", "a text is wanted"),
                    new Wrapper("$undefined", "undefined value", "{\"$undefined\": true} is wanted"),
                    new Wrapper("$minKey", "MinKey", "{\"$minKey\": 1} is wanted"),
                    new Wrapper("$maxKey", "MaxKey", "{\"$maxKey\": 1} is wanted"))
            .collect(Collectors.toUnmodifiableMap(Wrapper::name, wrapper -> wrapper));

    /// In JSON a quote after a brace opens a name unless it ends a text, and no name follows the end of a text.
    private static final Pattern START = Pattern.compile("\\{\\s*\"(\\$[a-zA-Z]+)\"\\s*:");

    private static final Pattern TIMESTAMP = Pattern.compile("\\{\\s*\"\\$timestamp\"\\s*:\\s*(\\{[^{}]*})\\s*}");

    /// A wrapper that is none.
    ///
    /// @param start where in the JSON it begins
    record Bad(int start, String reason) {}

    /// The first object in some JSON that has the name of a wrapper and cannot be read.
    static Optional<Bad> bad(String json) {
        var starts = START.matcher(json);
        while (starts.find()) {
            var wrapper = ALL.get(starts.group(1));
            if (wrapper != null && !isReadable(json, starts.start()))
                return Optional.of(new Bad(starts.start(), wrapper.reason(shown(json, starts.start()))));
        }
        return Optional.empty();
    }

    /// The first timestamp whose numbers the driver would cut to 32 bits without a word.
    static Optional<Bad> wrong(String json) {
        if (!json.contains("\"$timestamp\"")) return Optional.empty();
        var found = TIMESTAMP.matcher(json);
        while (found.find()) {
            if (!isWhole(BsonDocument.parse(found.group(1))))
                return Optional.of(new Bad(found.start(), STAMP.reason(found.group())));
        }
        return Optional.empty();
    }

    private static boolean isWhole(BsonDocument timestamp) {
        return timestamp.values().stream()
                .allMatch(part -> part.isNumber() && part.asNumber().longValue() >>> 32 == 0);
    }

    private String reason(String shown) {
        return shown + " is no " + type + ": " + wanted;
    }

    /// The driver reads the whole of a wrapper when it is asked for its type; only a scope is a part of its own.
    private static boolean isReadable(String json, int start) {
        try (var reader = new JsonReader(Reader.of(CharBuffer.wrap(json, start, json.length())))) {
            if (reader.readBsonType() == BsonType.JAVASCRIPT_WITH_SCOPE) {
                reader.readJavaScriptWithScope();
                reader.readStartDocument();
            }
            return true;
        } catch (RuntimeException e) {
            if (Arguments.isUnreadable(e)) return false;
            throw e;
        }
    }

    /// The object that begins there, or the beginning of one that is long.
    private static String shown(String json, int start) {
        int end = Math.min(json.length(), start + LONGEST_SHOWN);
        int depth = 0;
        for (int i = start; i < end; i++) {
            if (json.charAt(i) == '{') depth++;
            if (json.charAt(i) == '}' && --depth == 0) return json.substring(start, i + 1);
        }
        return json.substring(start, end) + "…";
    }
}
