package nexus.access.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Pattern;
import nexus.mcp.json.JsonText;

/// One line of the audit in the making. What is empty is left out.
final class Line {
    /// The longest name that MongoDB has.
    static final int MOST_TEXT = 255;

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private final StringBuilder json = new StringBuilder(384);

    private Line(Instant time) {
        json.append("{\"audit\":true,\"time\":\"");
        TIME.formatTo(time, json);
        json.append('"');
    }

    static Line at(Instant time) {
        return new Line(time);
    }

    /// Whether a client's own name for a request is fit to be kept.
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// At most 255 characters of a text.
    Line text(String name, String value) {
        if (value.isEmpty()) return this;
        json.append(",\"").append(name).append("\":");
        quote(shorten(value));
        return this;
    }

    Line number(String name, long value) {
        json.append(",\"").append(name).append("\":").append(value);
        return this;
    }

    Line flag(String name, boolean value) {
        json.append(",\"").append(name).append("\":").append(value);
        return this;
    }

    /// Milliseconds with three digits after the point.
    Line millis(String name, long nanos) {
        long micros = nanos / 1000;
        json.append(",\"").append(name).append("\":").append(micros / 1000).append('.');
        json.append((char) ('0' + micros / 100 % 10)).append((char) ('0' + micros / 10 % 10));
        json.append((char) ('0' + micros % 10));
        return this;
    }

    Line texts(String name, Iterable<String> values) {
        var separator = ",\"" + name + "\":[";
        var isEmpty = true;
        for (var value : values) {
            json.append(separator);
            quote(shorten(value));
            separator = ",";
            isEmpty = false;
        }
        if (!isEmpty) json.append(']');
        return this;
    }

    private static String shorten(String text) {
        if (text.length() <= MOST_TEXT) return text;
        return text.substring(0, Character.isHighSurrogate(text.charAt(MOST_TEXT - 1)) ? MOST_TEXT - 1 : MOST_TEXT)
                + "…";
    }

    /// Nearly all texts are plain.
    private void quote(String text) {
        if (isPlain(text)) json.append('"').append(text).append('"');
        else json.append(JsonText.quoted(text));
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') return false;
        }
        return true;
    }

    /// The line with its end.
    byte[] bytes() {
        return json.append("}\n").toString().getBytes(UTF_8);
    }
}
