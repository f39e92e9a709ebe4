package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Writes the fields that were found as one JSON object of about 32 KiB at most.
final class SchemaJson {
    private static final int MOST_NAMED = 200;
    private static final int BYTES = 32 << 10;
    private static final int KEPT_FOR_NOTES = 2 << 10;

    private final SchemaFields fields;
    private final List<String> notes;
    private final JsonBuffer out = new JsonBuffer(BYTES);
    private final Set<String> queryable = new LinkedHashSet<>();

    SchemaJson(SchemaFields fields, List<String> notes) {
        this.fields = fields;
        this.notes = new ArrayList<>(notes);
    }

    Answer.Schema write(String collection) {
        out.ascii("{\"collection\":");
        text(collection);
        out.ascii(",\"sampled\":");
        out.number(fields.documents());
        out.ascii(",\"fields\":[");
        fields();
        out.ascii("],\"notes\":[");
        notes();
        out.ascii("]}");
        return new Answer.Schema(out.toBytes(), List.copyOf(queryable), fields.documents());
    }

    private void fields() {
        out.limit(BYTES - KEPT_FOR_NOTES);
        var found = fields.byFrequency();
        int written = 0;
        while (written < Math.min(found.size(), MOST_NAMED) && field(found.get(written), written > 0)) written++;
        out.limit(BYTES);
        int left = found.size() - written;
        if (left > 0) notes.add("The " + left + " least frequent fields are not shown.");
    }

    /// @return whether it fits
    private boolean field(SchemaFields.Named named, boolean comma) {
        int mark = out.size();
        if (comma) out.write(',');
        out.ascii("{\"path\":");
        text(named.path());
        out.ascii(",\"types\":{");
        types(named.field());
        out.ascii("},\"presence\":");
        out.ascii(Double.toString(Math.round(100.0 * named.field().documents() / fields.documents()) / 100.0));
        out.ascii(",\"examples\":[");
        json(String.join(",", named.field().examples()));
        out.ascii("]}");
        if (out.isFull()) {
            out.rollBack(mark);
            return false;
        }
        queryable(named.path());
        return true;
    }

    private void types(SchemaField field) {
        var between = "";
        for (var type : field.types().entrySet()) {
            out.ascii(between);
            text(type.getKey());
            out.write(':');
            out.number(type.getValue());
            between = ",";
        }
    }

    /// A query goes into arrays by itself; names that look like operators cannot be queried by name.
    private void queryable(String path) {
        var dotted = path.replace("[]", "");
        boolean isOdd = dotted.startsWith("$") || dotted.contains(".$") || ("." + dotted + ".").contains("..");
        if (!isOdd) queryable.add(dotted);
    }

    private void notes() {
        for (int i = 0; i < notes.size(); i++) {
            if (i > 0) out.write(',');
            text(notes.get(i));
        }
    }

    private void text(String text) {
        var bytes = text.getBytes(UTF_8);
        JsonText.write(bytes, 0, bytes.length, out);
    }

    private void json(String json) {
        var bytes = json.getBytes(UTF_8);
        out.write(bytes, 0, bytes.length);
    }
}
