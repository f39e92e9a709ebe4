package nexus.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Text of others, made fit for a terminal: a server that nobody trusts yet must not move its cursor, colour its lines
/// or turn them round.
final class Printable {
    /// Control, format, private and unassigned characters, and what ends a line or a paragraph.
    private static final Pattern HIDDEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private Printable() {}

    /// With a question mark for each character that shows nothing of its own.
    static String of(String text) {
        return HIDDEN.matcher(text).replaceAll("?");
    }

    /// As a text of JSON, which loses none of them.
    static String json(String text) {
        var escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return '"' + HIDDEN.matcher(escaped).replaceAll(found -> Matcher.quoteReplacement(escape(found.group()))) + '"';
    }

    private static String escape(String character) {
        return character
                .chars()
                .mapToObj(unit -> String.format(Locale.ROOT, "\\u%04x", unit))
                .collect(Collectors.joining());
    }
}
