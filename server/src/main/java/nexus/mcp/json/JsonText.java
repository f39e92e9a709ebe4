package nexus.mcp.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.io.JsonStringEncoder;

/// Writes JSON text by putting pieces together: most of a reply is bytes that are JSON already.
public final class JsonText {
    private static final int MOST_SHOWN = 100;

    private final ByteArrayOutputStream out;

    /// Starts an empty text.
    ///
    /// @param expected about how many bytes it will have
    public JsonText(int expected) {
        out = new ByteArrayOutputStream(expected);
    }

    /// Adds JSON as it is.
    public JsonText raw(String json) {
        return raw(json.getBytes(UTF_8));
    }

    /// Adds JSON as it is.
    public JsonText raw(byte[] json) {
        out.writeBytes(json);
        return this;
    }

    /// Adds a value as it was sent.
    public JsonText raw(RawJson json) {
        out.write(json.bytes(), json.from(), json.to() - json.from());
        return this;
    }

    /// Adds a string with its quotes and escapes.
    public JsonText string(String text) {
        out.write('"');
        // The encoder throws at half a surrogate pair, which a client may send; through UTF-8 it becomes "?".
        var whole = new String(text.getBytes(UTF_8), UTF_8);
        out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(whole));
        out.write('"');
        return this;
    }

    /// Adds a string whose text is UTF-8 already.
    public JsonText utf8(byte[] text) {
        return string(new String(text, UTF_8));
    }

    /// All that was written, in UTF-8.
    public byte[] bytes() {
        return out.toByteArray();
    }

    /// A string with its quotes and escapes.
    public static String quoted(String text) {
        return new String(new JsonText(text.length() + 16).string(text).bytes(), UTF_8);
    }

    /// Keeps what a client sent from filling the answer: at most 100 characters of it.
    public static String shorten(String text) {
        if (text.length() <= MOST_SHOWN) return text;
        var end = Character.isHighSurrogate(text.charAt(MOST_SHOWN - 1)) ? MOST_SHOWN - 1 : MOST_SHOWN;
        return text.substring(0, end) + "…";
    }
}
