package nexus.mongo;

import java.time.DateTimeException;
import org.bson.BSONException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.json.JsonParseException;

/// Turns an argument written in Extended JSON into BSON.
final class Arguments {
    private static final int DEEPEST = 100;
    private static final int LONGEST_REASON = 300;

    private Arguments() {}

    /// @throws Refusal if it is not a document in Extended JSON
    static BsonDocument document(String json, String argument) {
        if (json.isEmpty()) return new BsonDocument();
        if (first(json) != '{') throw new Refusal(argument + " must be a JSON object, such as {\"name\": \"value\"}");
        checkDepth(json, argument);
        try {
            return BsonDocument.parse(json);
        } catch (JsonParseException | BSONException | IllegalArgumentException | DateTimeException e) {
            throw unreadable(argument, e);
        }
    }

    /// @throws Refusal if it is not an array in Extended JSON
    static BsonArray array(String json, String argument) {
        if (first(json) != '[') throw new Refusal(argument + " must be a JSON array, such as [{\"$match\": {}}]");
        checkDepth(json, argument);
        try {
            return BsonArray.parse(json);
        } catch (JsonParseException | BSONException | IllegalArgumentException | DateTimeException e) {
            throw unreadable(argument, e);
        }
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

    private static Refusal unreadable(String argument, RuntimeException e) {
        var reason = String.valueOf(e.getMessage());
        var shown = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason;
        return new Refusal(argument + " is not Extended JSON that MongoDB can read: " + shown
                + ". Write an id as {\"$oid\": \"24 hex digits\"}, a date as {\"$date\": \"2026-01-31T00:00:00Z\"}.");
    }
}
