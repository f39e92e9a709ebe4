package nexus.mongo;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/// Where a page begins: behind some sort values, and after so many documents more.
///
/// @param values of the fields of the sort, in its order; empty for the beginning
/// @param ids    of the documents with these values that were shown; empty where there can be no other
/// @param skip   documents to pass over from there
record Position(BsonArray values, BsonArray ids, long skip) {
    static final Position START = new Position(new BsonArray(), new BsonArray(), 0);

    private static final int LONGEST = 2 << 10;
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    /// Reads what [#text] wrote.
    ///
    /// @param text empty for the beginning
    static Position parse(String text) {
        if (text.isEmpty()) return START;
        if (text.charAt(0) != '{') return START.skipping(Long.parseLong(text));
        var document = BsonDocument.parse(text);
        return new Position(
                document.getArray("values"),
                document.getArray("ids"),
                document.getInt64("skip").getValue());
    }

    /// The position as a text: only the number to pass over where no values are known.
    String text() {
        if (isBeginning()) return Long.toString(skip);
        return new BsonDocument("values", values)
                .append("ids", ids)
                .append("skip", new BsonInt64(skip))
                .toJson(CANONICAL);
    }

    boolean isBeginning() {
        return values.isEmpty();
    }

    /// Whether a cursor may hold it.
    boolean isShort() {
        return text().length() <= LONGEST;
    }

    Position skipping(long more) {
        return new Position(values, ids, skip + more);
    }
}
