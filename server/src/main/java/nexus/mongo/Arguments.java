package nexus.mongo;

import java.time.DateTimeException;
import java.util.function.Function;
import org.bson.BSONException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.json.JsonParseException;

/// Turns an argument written in Extended JSON into BSON.
final class Arguments {
    private static final int DEEPEST = 100;
    private static final int LONGEST_REASON = 300;

    /// Stands for the one argument where several are read at once.
    private static final String ALL = "arguments";

    private Arguments() {}

    /// All arguments of a tool in one object; whatever is wrong is said of the one in which it stands.
    ///
    /// @throws Refusal if it is not a document in Extended JSON
    static BsonDocument all(String json) {
        return document(json, ALL);
    }

    /// @throws Refusal if it is not a document in Extended JSON
    static BsonDocument document(String json, String argument) {
        if (json.isEmpty()) return new BsonDocument();
        if (first(json) != '{') throw new Refusal(argument + " must be a JSON object, such as {\"name\": \"value\"}");
        checkDepth(json, argument);
        return parsed(json, argument, BsonDocument::parse);
    }

    /// @throws Refusal if it is not an array in Extended JSON
    static BsonArray array(String json, String argument) {
        if (first(json) != '[') throw new Refusal(argument + " must be a JSON array, such as [{\"$match\": {}}]");
        checkDepth(json, argument);
        return parsed(json, argument, BsonArray::parse);
    }

    private static <T> T parsed(String json, String argument, Function<String, T> parser) {
        T value;
        try {
            value = parser.apply(json);
        } catch (RuntimeException e) {
            if (isUnreadable(e)) throw unreadable(json, argument, e);
            throw e;
        }
        Wrapper.wrong(json).ifPresent(bad -> refuse(json, argument, bad));
        return value;
    }

    /// Whether an exception says that the driver cannot read some JSON.
    static boolean isUnreadable(RuntimeException e) {
        return e instanceof JsonParseException
                || e instanceof BSONException
                || e instanceof IllegalArgumentException
                || e instanceof DateTimeException;
    }

    private static char first(String json) {
        int i = 0;
        while (i < json.length() && Character.isWhitespace(json.charAt(i))) i++;
        return i < json.length() ? json.charAt(i) : '\0';
    }

    /// The parser calls itself for every level, so the depth is counted before.
    private static void checkDepth(String json, String argument) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted) {
                if (c == '\\') i++;
                if (c == '"') quoted = false;
            } else if (c == '"') {
                quoted = true;
            } else if (c == '\'' || c == '/') {
                // The parser also reads the shell's texts and patterns, which could hide brackets from this count.
                throw new Refusal(argument + " is not JSON: texts stand in double quotes");
            } else if (c == '{' || c == '[') {
                if (++depth > DEEPEST) throw new Refusal(argument + " is nested deeper than 100 levels: flatten it");
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
    }

    private static Refusal unreadable(String json, String argument, RuntimeException e) {
        Wrapper.bad(json).ifPresent(bad -> refuse(json, argument, bad));
        if (e instanceof NumberFormatException) {
            return new Refusal(
                    argument + ": a whole number is beyond 64 bits: write it as {\"$numberDecimal\": \"…\"}");
        }
        var reason = String.valueOf(e.getMessage());
        var shown = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason;
        return new Refusal(argument + " is not Extended JSON that MongoDB can read: " + shown);
    }

    private static void refuse(String json, String argument, Wrapper.Bad bad) {
        var named = argument.equals(ALL) ? top(json, bad.start()) : argument;
        throw new Refusal(named + ": " + bad.reason());
    }

    /// The name at the top of an object below which a position stands: of the texts at the top the last one before it.
    private static String top(String json, int position) {
        int depth = 0;
        var name = ALL;
        for (int i = 0; i < position; i++) {
            char c = json.charAt(i);
            if (c == '{' || c == '[') depth++;
            if (c == '}' || c == ']') depth--;
            if (c != '"') continue;
            int end = textEnd(json, i);
            if (depth == 1) name = json.substring(i + 1, end);
            i = end;
        }
        return name;
    }

    /// Where the quote stands that ends a text.
    private static int textEnd(String json, int start) {
        int i = start + 1;
        while (json.charAt(i) != '"') i += json.charAt(i) == '\\' ? 2 : 1;
        return i;
    }
}
