package nexus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// What a call for many documents came to, read token by token, since it may be large.
///
/// @param bytes as it was sent
record LargeAnswer(Ending ending, long bytes) {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /// How it ended.
    enum Ending {
        /// Every document that matches is there.
        WHOLE,
        /// It says that there are more, and how to go on.
        CUT,
        /// It is an error for the model, which says what to do.
        REFUSED
    }

    /// Reads the answer of a tool.
    ///
    /// @param isStream whether it is an event stream
    /// @throws AssertionError if it is not well formed, or does not say how to go on
    static LargeAnswer read(byte[] sent, boolean isStream) {
        var json = isStream ? lastEvent(new String(sent, UTF_8)) : new String(sent, UTF_8);
        var text = "";
        var isError = false;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() != JsonToken.PROPERTY_NAME) continue;
                var name = parser.currentName();
                parser.nextToken();
                if (name.equals("text") && text.isEmpty()) text = parser.getString();
                if (name.equals("isError")) isError = parser.getBooleanValue();
            }
        }
        if (isError) {
            assertTrue(text.startsWith("there is no room for this answer now: "), text);
            return new LargeAnswer(Ending.REFUSED, sent.length);
        }
        return new LargeAnswer(documents(text) ? Ending.CUT : Ending.WHOLE, sent.length);
    }

    private static String lastEvent(String stream) {
        assertTrue(stream.endsWith("\n\n"), "the stream was broken off");
        return stream.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    /// @return whether there are more
    private static boolean documents(String text) {
        var ids = new ArrayList<Integer>();
        var notes = new ArrayList<String>();
        int count = -1;
        boolean hasMore = false;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING && isNote(parser)) notes.add(parser.getString());
                if (parser.currentToken() != JsonToken.PROPERTY_NAME) continue;
                var name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "_id" -> ids.add(parser.getIntValue());
                    case "count" -> count = parser.getIntValue();
                    case "hasMore" -> hasMore = parser.getBooleanValue();
                    default -> {}
                }
            }
        }
        assertEquals(count, ids.size());
        for (int i = 0; i < count; i++) assertEquals(i, ids.get(i));
        assertFalse(count == 0, "an answer without a document");
        if (hasMore) goesOn(notes);
        return hasMore;
    }

    private static boolean isNote(JsonParser parser) {
        return parser.streamReadContext().inArray();
    }

    private static void goesOn(List<String> notes) {
        assertTrue(
                notes.stream().anyMatch(note -> note.contains(": go on with ") && note.contains("nextCursor")),
                notes::toString);
    }
}
