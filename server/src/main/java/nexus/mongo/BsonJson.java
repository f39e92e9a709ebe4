package nexus.mongo;

import java.util.Arrays;

/// Writes BSON bytes as relaxed Extended JSON v2 (MongoDB specification "extended-json", version 2.1), without a tree
/// and without a String a field.
final class BsonJson {
    private BsonJson() {}

    /// Writes one document; when the buffer is full afterwards, what was written is not complete.
    ///
    /// @throws DatabaseException if the bytes are not BSON, or nest deeper than [Bson#DEEPEST]
    static void write(byte[] bytes, int offset, int length, JsonBuffer out) {
        write(new BsonCursor(bytes, offset, length), out);
    }

    static void write(BsonCursor in, JsonBuffer out) {
        document(in, out, 1);
    }

    private static void document(BsonCursor in, JsonBuffer out, int depth) {
        int outer = enter(in, depth);
        out.write('{');
        int type = in.uint8();
        while (type != 0) {
            int start = in.position();
            JsonText.write(in.bytes(), start, in.name(), out);
            out.write(':');
            value(type, in, out, depth);
            if (out.isFull()) return;
            type = in.uint8();
            if (type != 0) out.write(',');
        }
        out.write('}');
        in.leave(outer);
    }

    private static void array(BsonCursor in, JsonBuffer out, int depth) {
        int outer = enter(in, depth);
        out.write('[');
        int type = in.uint8();
        while (type != 0) {
            in.name();
            value(type, in, out, depth);
            if (out.isFull()) return;
            type = in.uint8();
            if (type != 0) out.write(',');
        }
        out.write(']');
        in.leave(outer);
    }

    private static int enter(BsonCursor in, int depth) {
        if (depth > Bson.DEEPEST) throw DatabaseException.malformed("more than 200 levels", in.position());
        return in.enter();
    }

    static void value(int type, BsonCursor in, JsonBuffer out, int depth) {
        switch (type) {
            case Bson.STRING -> text(in, out);
            case Bson.INT32 -> out.number(in.int32());
            case Bson.INT64 -> out.number(in.int64());
            case Bson.DOUBLE -> JsonScalar.number(Double.longBitsToDouble(in.int64()), out);
            case Bson.BOOLEAN -> out.ascii(in.uint8() == 0 ? "false" : "true");
            case Bson.NULL -> out.ascii("null");
            case Bson.OBJECT_ID -> JsonScalar.objectId(in, out);
            case Bson.DATE -> JsonScalar.date(in.int64(), out);
            case Bson.DOCUMENT -> document(in, out, depth + 1);
            case Bson.ARRAY -> array(in, out, depth + 1);
            case Bson.BINARY -> JsonScalar.binary(in, out);
            case Bson.DECIMAL -> JsonScalar.decimal(in, out);
            case Bson.TIMESTAMP -> JsonScalar.timestamp(in.int64(), out);
            default -> rare(type, in, out, depth);
        }
    }

    private static void rare(int type, BsonCursor in, JsonBuffer out, int depth) {
        switch (type) {
            case Bson.REGEX -> regex(in, out);
            case Bson.CODE -> wrapped("{\"$code\":", in, out);
            case Bson.SYMBOL -> wrapped("{\"$symbol\":", in, out);
            case Bson.CODE_WITH_SCOPE -> codeWithScope(in, out, depth);
            case Bson.DB_POINTER -> dbPointer(in, out);
            case Bson.UNDEFINED -> out.ascii("{\"$undefined\":true}");
            case Bson.MIN_KEY -> out.ascii("{\"$minKey\":1}");
            case Bson.MAX_KEY -> out.ascii("{\"$maxKey\":1}");
            default -> throw DatabaseException.malformed("an unknown type " + type, in.position());
        }
    }

    private static void text(BsonCursor in, JsonBuffer out) {
        int length = in.textLength();
        JsonText.write(in.bytes(), in.skipText(length), length, out);
    }

    private static void wrapped(String before, BsonCursor in, JsonBuffer out) {
        out.ascii(before);
        text(in, out);
        out.write('}');
    }

    private static void codeWithScope(BsonCursor in, JsonBuffer out, int depth) {
        int outer = in.enter();
        out.ascii("{\"$code\":");
        text(in, out);
        out.ascii(",\"$scope\":");
        document(in, out, depth + 1);
        if (out.isFull()) return;
        out.write('}');
        in.leave(outer);
    }

    private static void dbPointer(BsonCursor in, JsonBuffer out) {
        out.ascii("{\"$dbPointer\":{\"$ref\":");
        text(in, out);
        out.ascii(",\"$id\":");
        JsonScalar.objectId(in, out);
        out.ascii("}}");
    }

    private static void regex(BsonCursor in, JsonBuffer out) {
        out.ascii("{\"$regularExpression\":{\"pattern\":");
        int start = in.position();
        JsonText.write(in.bytes(), start, in.name(), out);
        int options = in.position();
        var sorted = Arrays.copyOfRange(in.bytes(), options, options + in.name());
        Arrays.sort(sorted);
        out.ascii(",\"options\":");
        JsonText.write(sorted, 0, sorted.length, out);
        out.ascii("}}");
    }
}
