package nexus.mongo;

/// JSON in one spelling, so that two writers can be compared byte by byte.
final class Json {
    private Json() {}

    /// Without white space between tokens, and with every character of a text as itself unless JSON forbids that.
    static String plain(String json) {
        var out = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (!quoted) {
                if (c == ' ') continue;
                quoted = c == '"';
                out.append(c);
            } else if (c == '"') {
                quoted = false;
                out.append(c);
            } else if (c == '\\' && json.charAt(i + 1) == 'u') {
                character((char) Integer.parseInt(json.substring(i + 2, i + 6), 16), out);
                i += 5;
            } else if (c == '\\') {
                character(letter(json.charAt(++i)), out);
            } else {
                character(c, out);
            }
        }
        return out.toString();
    }

    private static char letter(char escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> escaped;
        };
    }

    private static void character(char c, StringBuilder out) {
        if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
        } else {
            if (c == '"' || c == '\\') out.append('\\');
            out.append(c);
        }
    }
}
