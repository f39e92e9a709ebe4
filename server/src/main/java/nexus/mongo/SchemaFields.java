package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.RawBsonDocument;

/// The fields of the documents it was shown, within bounds that no document can break.
final class SchemaFields {
    static final int MOST_FIELDS = 1_000;
    static final int DEEPEST = 10;
    static final int MOST_ELEMENTS = 100;

    private static final int MOST_BYTES = 8 << 20;
    private static final int LONGEST_PATH = 200;

    private final Map<String, SchemaField> fields = new HashMap<>();
    private int documents;
    private int bytes;
    private boolean leftOutFields;
    private boolean leftOutDeeper;
    private boolean leftOutElements;

    /// A field with its path.
    record Named(String path, SchemaField field) {}

    /// Adds a document and says whether another may be offered.
    boolean add(RawBsonDocument document) {
        var in = new BsonCursor(document.getBackingArray(), document.getByteOffset(), document.getByteLength());
        document(in, "", 1);
        documents++;
        bytes += document.getByteLength();
        return bytes < MOST_BYTES;
    }

    int documents() {
        return documents;
    }

    /// The most frequent first, those of the same frequency by their path.
    List<Named> byFrequency() {
        var named = new ArrayList<Named>();
        fields.forEach((path, field) -> named.add(new Named(path, field)));
        named.sort(
                Comparator.comparingInt((Named one) -> -one.field().documents()).thenComparing(Named::path));
        return named;
    }

    /// What was not looked at, in sentences.
    List<String> notes() {
        var notes = new ArrayList<String>();
        if (bytes >= MOST_BYTES) notes.add("The documents are large: sampling stopped after " + bytes + " bytes.");
        if (leftOutFields)
            notes.add("Fields after the first " + MOST_FIELDS + ", or with very long names, were left out.");
        if (leftOutDeeper) notes.add("Fields nested deeper than " + DEEPEST + " levels were left out.");
        if (leftOutElements) notes.add("Of each array only the first " + MOST_ELEMENTS + " elements were looked at.");
        return notes;
    }

    private void document(BsonCursor in, String path, int depth) {
        int outer = in.enter();
        for (int type = in.uint8(); type != 0; type = in.uint8()) {
            int start = in.position();
            var name = new String(in.bytes(), start, in.name(), UTF_8);
            value(type, in, path.isEmpty() ? name : path + "." + name, depth);
        }
        in.leave(outer);
    }

    private void array(BsonCursor in, String path, int depth) {
        int outer = in.enter();
        int elements = 0;
        for (int type = in.uint8(); type != 0; type = in.uint8()) {
            in.name();
            if (++elements <= MOST_ELEMENTS) value(type, in, path + "[]", depth);
            else in.skipValue(type);
        }
        if (elements > MOST_ELEMENTS) leftOutElements = true;
        in.leave(outer);
    }

    private void value(int type, BsonCursor in, String path, int depth) {
        int start = in.position();
        in.skipValue(type);
        int end = in.position();
        if (!see(type, new BsonCursor(in.bytes(), start, end - start), path)) return;
        in.seek(start);
        if (type != Bson.DOCUMENT && type != Bson.ARRAY) in.seek(end);
        else if (depth < DEEPEST) inside(type, in, path, depth + 1);
        else {
            leftOutDeeper = true;
            in.seek(end);
        }
    }

    private void inside(int type, BsonCursor in, String path, int depth) {
        if (type == Bson.ARRAY) array(in, path, depth);
        else document(in, path, depth);
    }

    /// @return whether the field is among those that are counted
    private boolean see(int type, BsonCursor value, String path) {
        var field = fields.get(path);
        if (field == null) {
            if (fields.size() == MOST_FIELDS || path.length() > LONGEST_PATH) {
                leftOutFields = true;
                return false;
            }
            field = new SchemaField();
            fields.put(path, field);
        }
        field.see(documents, Bson.alias(type));
        SchemaExample.of(type, value).ifPresent(field::example);
        return true;
    }
}
