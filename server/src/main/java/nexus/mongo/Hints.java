package nexus.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/// Guesses why a filter found nothing: texts that look like an id or a date are compared as texts.
final class Hints {
    private static final int MOST = 3;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,14})(\\.\\d{1,10})?");

    private Hints() {}

    static List<String> of(BsonValue query) {
        var hints = new ArrayList<String>();
        walk("", query, hints);
        return hints;
    }

    private static void walk(String field, BsonValue value, List<String> hints) {
        if (hints.size() == MOST) return;
        switch (value) {
            case BsonDocument document ->
                document.forEach((name, child) -> walk(QueryRules.isOperator(name) ? field : name, child, hints));
            case BsonArray array -> array.forEach(child -> walk(field, child, hints));
            case BsonString text -> hint(field, text.getValue(), hints);
            default -> {}
        }
    }

    private static void hint(String field, String text, List<String> hints) {
        if (isObjectId(text)) {
            hints.add("\"" + field + "\" is compared with a text that looks like an id: if it is an ObjectId, write "
                    + "{\"$oid\": \"" + text + "\"}");
        } else if (isDate(text)) {
            hints.add("\"" + field + "\" is compared with a text that looks like a date: if it is a date, write "
                    + "{\"$date\": \"" + whole(text) + "\"}");
        } else if (NUMBER.matcher(text).matches()) {
            hints.add("\"" + field + "\" is compared with a text that looks like a number: if it is a number, write "
                    + text + " without quotes");
        }
    }

    private static boolean isObjectId(String text) {
        return text.length() == 24 && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    /// `2026-01-31`, or the same with a time after a T.
    private static boolean isDate(String text) {
        if (text.length() < 10 || text.length() > 35) return false;
        for (int i = 0; i < 10; i++) {
            char c = text.charAt(i);
            boolean fits = (i == 4 || i == 7) ? c == '-' : (c >= '0' && c <= '9');
            if (!fits) return false;
        }
        return text.length() == 10
                || (text.charAt(10) == 'T' && text.chars().allMatch(c -> "0123456789-:.+TZ".indexOf(c) >= 0));
    }

    private static String whole(String text) {
        return text.length() == 10 ? text + "T00:00:00Z" : text;
    }
}
