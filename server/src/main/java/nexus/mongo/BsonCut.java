package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/// Writes a document that is larger than its budget: fields that fit are whole, larger ones get an equal share each.
final class BsonCut {
    /// Below this many bytes a share shows nothing useful; then fields are taken in their order while they fit.
    private static final int SMALLEST_SHARE = 64;

    private static final int MOST_FIELDS = 50_000;

    private final byte[] bytes;
    private final JsonBuffer out;
    private final Cuts cuts;

    BsonCut(byte[] bytes, JsonBuffer out, Cuts cuts) {
        this.bytes = bytes;
        this.out = out;
        this.cuts = cuts;
    }

    /// @param type  its type byte
    /// @param name  where its name stands
    /// @param value where its value stands
    /// @param next  where the next field stands
    /// @param size  bytes of JSON with its name and a comma, or one more than the budget if there are more
    private record Field(int type, int name, int value, int next, int size) {
        int length() {
            return next - value;
        }
    }

    /// Writes a document that does not fit into `budget` bytes of JSON.
    void document(int offset, int length, int budget, String path, int depth) {
        int outerLimit = out.limit();
        out.limit(Math.min(outerLimit, out.size() + budget));
        var in = cursor(offset, length, depth);
        var fields = new ArrayList<Field>();
        int unseen = fields(in, budget, fields);
        int share = Math.max(share(fields, budget - 2), SMALLEST_SHARE);
        out.write('{');
        int first = out.size();
        for (var field : fields) field(field, Math.min(share, out.room() - 1), out.size() > first, path, depth);
        out.write('}');
        cuts.leftOut(unseen);
        out.limit(outerLimit);
    }

    private BsonCursor cursor(int offset, int length, int depth) {
        if (depth > Bson.DEEPEST) throw DatabaseException.malformed("more than 200 levels", offset);
        var in = new BsonCursor(bytes, offset, length);
        in.enter();
        return in;
    }

    /// Collects the first fields and returns how many more there are.
    private int fields(BsonCursor in, int budget, List<Field> fields) {
        // A field takes at least 5 bytes of JSON: what comes after so many cannot fit.
        int most = Math.min(budget / 5 + 1, MOST_FIELDS);
        var scratch = new JsonBuffer(budget, out.share());
        int unseen = 0;
        for (int type = in.uint8(); type != 0; type = in.uint8()) {
            int name = in.position();
            int nameLength = in.name();
            int value = in.position();
            in.skipValue(type);
            if (fields.size() == most) {
                unseen++;
                continue;
            }
            scratch.rollBack(0);
            JsonText.write(bytes, name, nameLength, scratch);
            BsonJson.value(type, new BsonCursor(bytes, value, in.position() - value), scratch, 1);
            int size = scratch.isFull() ? budget + 1 : scratch.size() + 2;
            fields.add(new Field(type, name, value, in.position(), size));
        }
        scratch.drop();
        return unseen;
    }

    /// The largest share so that every field no larger than it is whole, and all of them fit (max-min fairness).
    private static int share(List<Field> fields, int room) {
        int[] sizes = fields.stream().mapToInt(Field::size).sorted().toArray();
        int rest = room;
        for (int i = 0; i < sizes.length; i++) {
            int share = rest / (sizes.length - i);
            if (sizes[i] > share) return share;
            rest -= sizes[i];
        }
        return room;
    }

    private void field(Field field, int share, boolean comma, String path, int depth) {
        int mark = out.size();
        int nameLength = field.value() - field.name() - 1;
        if (comma) out.write(',');
        JsonText.write(bytes, field.name(), nameLength, out);
        out.write(':');
        int room = share - (out.size() - mark);
        // The size counts a comma, which the first field does not have.
        if (field.size() - (comma ? 0 : 1) <= share) {
            BsonJson.value(field.type(), new BsonCursor(bytes, field.value(), field.length()), out, depth);
            return;
        }
        var name = new String(bytes, field.name(), nameLength, UTF_8);
        var here = path.isEmpty() ? name : path + "." + name;
        if (out.isFull() || !cut(field.type(), field.value(), field.length(), room, here, depth)) {
            out.rollBack(mark);
            cuts.leftOut(here, field.type(), field.length());
        }
    }

    /// @return whether anything of the value could be shown
    private boolean cut(int type, int value, int length, int room, String path, int depth) {
        if (room < 2) return false;
        return switch (type) {
            case Bson.STRING -> text("", "", type, value, room, path);
            case Bson.CODE -> text("{\"$code\":", "}", type, value, room, path);
            case Bson.SYMBOL -> text("{\"$symbol\":", "}", type, value, room, path);
            case Bson.BINARY -> binary(value, length, room, path);
            case Bson.ARRAY -> array(value, length, room, path, depth + 1);
            case Bson.DOCUMENT -> {
                document(value, length, room, path, depth + 1);
                yield true;
            }
            default -> false;
        };
    }

    private boolean text(String before, String after, int type, int value, int room, String path) {
        int inside = room - before.length() - after.length();
        if (inside < 3) return false;
        int length = new BsonCursor(bytes, value, bytes.length - value).textLength();
        out.ascii(before);
        int kept = JsonText.writeSome(bytes, value + 4, length, inside, out);
        out.ascii(after);
        cuts.shortened(path, type, length, kept);
        return true;
    }

    private boolean binary(int value, int length, int room, String path) {
        int around = "{\"$binary\":{\"base64\":\"\",\"subType\":\"00\"}}".length();
        int kept = (room - around) / 4 * 3;
        if (kept <= 0) return false;
        JsonScalar.writeSome(new BsonCursor(bytes, value, length), kept, out);
        cuts.shortened(path, Bson.BINARY, length - 5, kept);
        return true;
    }

    private boolean array(int value, int length, int room, String path, int depth) {
        int outerLimit = out.limit();
        out.limit(Math.min(outerLimit, out.size() + room) - 1);
        var in = cursor(value, length, depth);
        int elements = 0;
        int kept = 0;
        out.write('[');
        for (int type = in.uint8(); type != 0; type = in.uint8()) {
            in.name();
            int start = in.position();
            in.skipValue(type);
            boolean before = kept == elements;
            elements++;
            if (before && element(type, start, in.position() - start, kept, path, depth)) kept++;
        }
        out.limit(outerLimit);
        out.write(']');
        if (kept < elements) cuts.shortened(path, elements, kept);
        return true;
    }

    private boolean element(int type, int start, int length, int index, String path, int depth) {
        int mark = out.size();
        if (index > 0) out.write(',');
        int value = out.size();
        BsonJson.value(type, new BsonCursor(bytes, start, length), out, depth);
        if (!out.isFull()) return true;
        out.rollBack(value);
        if (out.room() >= SMALLEST_SHARE && cut(type, start, length, out.room(), path + "[" + index + "]", depth)) {
            // Nothing comes after a cut element, so that the array shows a beginning and not a selection.
            out.limit(out.size());
            return true;
        }
        out.rollBack(mark);
        return false;
    }
}
