package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/// One value of a field, short enough to stand as an example.
final class SchemaExample {
    private static final int LONGEST_TEXT = 60;
    private static final int LONGEST = 100;
    private static final byte[] MORE = "…\"".getBytes(UTF_8);

    private SchemaExample() {}

    /// The value as relaxed Extended JSON; nothing for documents, arrays, null, and what is too long.
    static Optional<String> of(int type, BsonCursor in) {
        var out = new JsonBuffer(LONGEST);
        switch (type) {
            case Bson.DOCUMENT, Bson.ARRAY, Bson.NULL, Bson.UNDEFINED -> out.fill();
            case Bson.STRING -> text(in, out);
            default -> BsonJson.value(type, in, out, 1);
        }
        return out.isFull() ? Optional.empty() : Optional.of(new String(out.toBytes(), UTF_8));
    }

    private static void text(BsonCursor in, JsonBuffer out) {
        int length = in.textLength();
        int start = in.skipText(length);
        int kept = JsonText.writeSome(in.bytes(), start, length, LONGEST_TEXT, out);
        if (kept == length) return;
        out.rollBack(out.size() - 1);
        out.write(MORE, 0, MORE.length);
    }
}
