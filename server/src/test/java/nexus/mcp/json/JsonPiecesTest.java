package nexus.mcp.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonPiecesTest {
    private static String text(JsonPieces pieces) {
        return new String(pieces.bytes(), UTF_8);
    }

    @Test
    void areJoinedInTheirOrder() {
        var inner = new JsonPieces().raw("[1").raw(",2]".getBytes(UTF_8));
        assertEquals(
                "{\"a\":[1,2]}", text(new JsonPieces().raw("{\"a\":").raw(inner).raw("}")));
    }

    @Test
    void becomeAStringThatHoldsThem() {
        var json = new JsonPieces().raw("{\"a\":\"\\n ").raw("\\\"\"}");
        assertEquals("\"{\\\"a\\\":\\\"\\\\n \\\\\\\"\\\"}\"", text(new JsonPieces().stringOf(json)));
        assertEquals("\"\"", text(new JsonPieces().stringOf(new JsonPieces())));
    }

    @Test
    void becomeAStringTwice() {
        var once = new JsonPieces().stringOf(new JsonPieces().raw("\"a\""));
        assertEquals("\"\\\"\\\\\\\"a\\\\\\\"\\\"\"", text(new JsonPieces().stringOf(once)));
    }

    static List<JsonPieces> written() {
        var large = ("\"" + "\\".repeat(40_000) + "x".repeat(100_000) + "\"").getBytes(UTF_8);
        return List.of(
                new JsonPieces(),
                new JsonPieces().raw("{}"),
                new JsonPieces().raw(large),
                new JsonPieces()
                        .raw("[")
                        .stringOf(new JsonPieces().raw(large).raw(large))
                        .raw("]"));
    }

    @ParameterizedTest
    @MethodSource("written")
    void haveTheSizeThatIsWritten(JsonPieces pieces) throws IOException {
        var out = new ByteArrayOutputStream();
        pieces.writeTo(out);
        assertEquals(pieces.size(), out.size());
        assertArrayEquals(pieces.bytes(), out.toByteArray());
    }
}
