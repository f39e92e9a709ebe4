package nexus.mcp.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/// One JSON value as the bytes in which it was sent. Nothing is decoded until somebody asks, so a filter travels from
/// the socket to the database's parser as it is.
public final class RawJson {
    private static final Pattern WHOLE = Pattern.compile("(-?\\d{1,18})(?:\\.0+)?");

    private final byte[] bytes;
    private final int from;
    private final int to;

    /// @param from first byte of the value
    /// @param to   the byte after its last
    public RawJson(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /// What kind of value it is, told by its first byte.
    public Kind kind() {
        return switch (bytes[from]) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            default -> Kind.NUMBER;
        };
    }

    /// The value as it was sent.
    public String json() {
        return new String(bytes, from, to - from, UTF_8);
    }

    /// A string without its quotes and escapes; any other value as it was sent.
    public String text() {
        if (kind() != Kind.STRING) return json();
        for (int i = from + 1; i < to - 1; i++) {
            if (bytes[i] == '\\') return unescaped();
        }
        return new String(bytes, from + 1, to - from - 2, UTF_8);
    }

    private String unescaped() {
        try (JsonParser parser = RawObject.FACTORY.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            parser.nextToken();
            return parser.getString();
        }
    }

    /// A whole number of at most 18 digits; nothing for all else. `2.0` is whole too, as JSON Schema has it.
    public OptionalLong whole() {
        var text = WHOLE.matcher(kind() == Kind.NUMBER ? json() : "");
        return text.matches() ? OptionalLong.of(Long.parseLong(text.group(1))) : OptionalLong.empty();
    }

    /// The fields of an object.
    ///
    /// @throws BadJson if it is not an object, or names a field twice
    public RawObject object() throws BadJson {
        return RawObject.parse(bytes, from, to);
    }

    /// The whole body that the value is a part of; not to be changed.
    public byte[] bytes() {
        return bytes;
    }

    /// Where the value begins.
    public int from() {
        return from;
    }

    /// Where the value ends: the byte after its last.
    public int to() {
        return to;
    }

    /// The kinds of JSON values, with the words for a message.
    public enum Kind {
        OBJECT("an object"),
        ARRAY("an array"),
        STRING("a string"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        NULL("null");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /// "an object", "a string", …
        public String words() {
            return words;
        }
    }
}
