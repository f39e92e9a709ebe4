package nexus.backup.age;

import java.util.List;

/// The part of a header for one recipient.
///
/// @param arguments at least one, which names the kind of recipient
/// @param body      canonical Base64, its lines joined
record Stanza(List<String> arguments, String body) {
    private static final int COLUMNS = 64;

    Stanza {
        arguments = List.copyOf(arguments);
    }

    String kind() {
        return arguments.getFirst();
    }

    /// As it stands in a header. The last line of a body is shorter than the others, if need be empty.
    String text() {
        var text = new StringBuilder("-> ").append(String.join(" ", arguments)).append('\n');
        for (int from = 0; from <= body.length(); from += COLUMNS)
            text.append(body, from, Math.min(body.length(), from + COLUMNS)).append('\n');
        return text.toString();
    }
}
