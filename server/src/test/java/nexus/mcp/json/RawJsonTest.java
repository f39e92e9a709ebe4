package nexus.mcp.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import nexus.mcp.json.RawJson.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Values as the bytes in which they were sent.
class RawJsonTest {
    private static RawObject parse(String json) throws BadJson {
        var bytes = ("xx" + json + "yy").getBytes(UTF_8);
        return RawObject.parse(bytes, 2, bytes.length - 2);
    }

    /// One row: a value on the wire, and what is read from it.
    record Row(String json, Kind kind, String text, OptionalLong whole) {
        static Row of(String json, Kind kind) {
            return new Row(json, kind, json, OptionalLong.empty());
        }

        static Row number(String json, long whole) {
            return new Row(json, Kind.NUMBER, json, OptionalLong.of(whole));
        }

        static Row string(String json, String text) {
            return new Row(json, Kind.STRING, text, OptionalLong.empty());
        }
    }

    static List<Row> rows() {
        return List.of(
                Row.of("{\"a\": [1 ]}", Kind.OBJECT),
                Row.of("[ ]", Kind.ARRAY),
                Row.of("true", Kind.BOOLEAN),
                Row.of("false", Kind.BOOLEAN),
                Row.of("null", Kind.NULL),
                Row.of("1.5", Kind.NUMBER),
                Row.of("1e3", Kind.NUMBER),
                Row.of("1234567890123456789", Kind.NUMBER),
                Row.number("0", 0),
                Row.number("-7", -7),
                Row.number("2.000", 2),
                Row.number("123456789012345678", 123456789012345678L),
                Row.string("\"\"", ""),
                Row.string("\"7\"", "7"),
                Row.string("\"grün 🌍\"", "grün 🌍"),
                Row.string("\"\\u0061\\n\\\"\\\\\"", "a\n\"\\"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void areReadWithoutTheirNeighbours(Row row) throws BadJson {
        var value = parse("{\"ä\" : 1 , \"value\" : " + row.json() + " , \"last\" : \"x\" }")
                .field("value")
                .orElseThrow();
        assertEquals(row, new Row(value.json(), value.kind(), value.text(), value.whole()));
    }

    @Test
    void areTakenFromAnArrayInOrder() throws BadJson {
        var bytes = "[ 1,\"a\" ,{\"b\":[2]},[], null ]".getBytes(UTF_8);
        var seen = new ArrayList<String>();
        for (var element : RawObject.elements(bytes, 0, bytes.length)) seen.add(element.json());
        assertEquals(List.of("1", "\"a\"", "{\"b\":[2]}", "[]", "null"), seen);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"[]", "1", "{\"a\":1", "{\"a\":1}}", "{\"a\":1,\"a\":1}", "{\"a\":01}", "{a:1}", ""})
    void areNotTakenFromWhatIsNoObject(String json) {
        assertThrows(BadJson.class, () -> parse(json));
    }

    @Test
    void comeFromAStringOnlyAsText() throws BadJson {
        var object = parse("{\"a\":\"x\",\"b\":1,\"c\":null,\"d\":{}}");
        assertEquals("x", object.text("a").orElse(""));
        assertEquals("", object.text("b").orElse(""));
        assertEquals("", object.text("c").orElse(""));
        assertEquals(
                List.of(true, false, false),
                List.of(object.object("d").isPresent(), object.object("a").isPresent(), object.has("e")));
    }
}
