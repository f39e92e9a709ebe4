package nexus.mcp.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.RawObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// When two calls are the same.
class DigestTest {
    private static String digest(String json) throws BadJson {
        var bytes = json.getBytes(UTF_8);
        return Digest.of(RawObject.parse(bytes, 0, bytes.length), "confirm");
    }

    /// One row: two texts, and how they differ.
    record Pair(String how, String one, String other) {
        @Override
        public String toString() {
            return how;
        }
    }

    static List<Pair> same() {
        return List.of(
                new Pair("order", "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}"),
                new Pair("spaces", "{\"a\":[1,{\"b\":null}]}", " { \"a\" :\n[ 1 , {\t\"b\" : null } ] } "),
                new Pair("escapes", "{\"a\":\"é/\\\"\"}", "{\"\\u0061\":\"\\u00E9\\/\\u0022\"}"),
                new Pair("escapes beyond 16 bits", "{\"a\":\"🌍\"}", "{\"a\":\"\\ud83c\\udf0d\"}"),
                new Pair("the exception", "{\"a\":1}", "{\"confirm\":\"x\",\"a\":1}"),
                new Pair("the exception alone", "{}", "{\"confirm\":{\"a\":1}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("same")
    void doesNotDependOn(Pair pair) throws BadJson {
        assertEquals(digest(pair.one()), digest(pair.other()));
    }

    static List<Pair> different() {
        return List.of(
                new Pair("the value", "{\"a\":1}", "{\"a\":2}"),
                new Pair("the name", "{\"a\":1}", "{\"b\":1}"),
                new Pair("the kind", "{\"a\":1}", "{\"a\":\"1\"}"),
                new Pair("true and the word", "{\"a\":true}", "{\"a\":\"true\"}"),
                new Pair("null and absence", "{\"a\":null}", "{}"),
                new Pair("nothing and nothing", "{\"a\":{}}", "{\"a\":[]}"),
                new Pair("capitals", "{\"a\":\"x\"}", "{\"a\":\"X\"}"),
                new Pair("spaces in a string", "{\"a\":\"x\"}", "{\"a\":\"x \"}"),
                new Pair("the order of an array", "{\"a\":[1,2]}", "{\"a\":[2,1]}"),
                new Pair("order further down", "{\"a\":[{\"b\":1,\"c\":2}]}", "{\"a\":[{\"c\":2,\"b\":1}]}"),
                new Pair("depth", "{\"a\":[1,2]}", "{\"a\":[[1],2]}"),
                new Pair("where a field is", "{\"a\":{\"b\":1}}", "{\"a\":{},\"b\":1}"),
                new Pair("JSON in a string", "{\"a\":\"1\",\"b\":\"2\"}", "{\"a\":\"1\\\",\\\"b\\\":\\\"2\"}"),
                new Pair("the exception further down", "{\"a\":{\"confirm\":1}}", "{\"a\":{}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("different")
    void dependsOn(Pair pair) throws BadJson {
        assertNotEquals(digest(pair.one()), digest(pair.other()));
    }

    @Test
    void isOneOfSha256InBase64() throws BadJson {
        assertEquals(43, digest("{\"a\":1}").length());
    }

    @Test
    void refusesAFieldTwiceFurtherDown() {
        assertThrows(BadJson.class, () -> digest("{\"a\":[{\"b\":1,\"b\":2}]}"));
    }
}
