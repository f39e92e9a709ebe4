package nexus.mongo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Walks BSON bytes; every step is checked against the end of the document it is in.
final class BsonCursor {
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int position;
    private int end;

    BsonCursor(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    /// Goes to a place inside the document it is in.
    void seek(int to) {
        position = to;
    }

    /// Enters a document or array and returns what [#leave] wants.
    int enter() {
        int start = position;
        int length = int32();
        if (length < 5 || length > end - start) throw DatabaseException.malformed("a wrong length", start);
        int outer = end;
        end = start + length;
        return outer;
    }

    void leave(int outer) {
        if (position != end) throw DatabaseException.malformed("a document that ends too early", position);
        end = outer;
    }

    int uint8() {
        return bytes[skip(1)] & 0xff;
    }

    int int32() {
        return (int) INT32.get(bytes, skip(4));
    }

    long int64() {
        return (long) INT64.get(bytes, skip(8));
    }

    /// Steps over bytes and returns where they begin.
    int skip(int count) {
        if (count < 0 || count > end - position) throw DatabaseException.malformed("too few bytes", position);
        int start = position;
        position += count;
        return start;
    }

    /// Steps over a text that ends with a zero byte and returns its length without it.
    int name() {
        int start = position;
        for (int i = start; i < end; i++) {
            if (bytes[i] == 0) {
                position = i + 1;
                return i - start;
            }
        }
        throw DatabaseException.malformed("a name without an end", start);
    }

    /// Reads the length of a text and returns how many bytes it has before its zero byte; [#skipText] steps over it.
    int textLength() {
        int length = int32();
        if (length < 1 || length > end - position || bytes[position + length - 1] != 0) {
            throw DatabaseException.malformed("a text with a wrong length", position);
        }
        return length - 1;
    }

    int skipText(int length) {
        return skip(length + 1);
    }

    /// Steps over a value.
    void skipValue(int type) {
        switch (type) {
            case Bson.NULL, Bson.UNDEFINED, Bson.MIN_KEY, Bson.MAX_KEY -> {}
            case Bson.BOOLEAN -> skip(1);
            case Bson.INT32 -> skip(4);
            case Bson.DOUBLE, Bson.DATE, Bson.TIMESTAMP, Bson.INT64 -> skip(8);
            case Bson.OBJECT_ID -> skip(12);
            case Bson.DECIMAL -> skip(16);
            case Bson.STRING, Bson.CODE, Bson.SYMBOL -> skipText(textLength());
            case Bson.DB_POINTER -> {
                skipText(textLength());
                skip(12);
            }
            case Bson.REGEX -> {
                name();
                name();
            }
            case Bson.BINARY -> {
                skip(int32());
                skip(1);
            }
            case Bson.DOCUMENT, Bson.ARRAY, Bson.CODE_WITH_SCOPE -> skip(lengthAhead());
            default -> throw DatabaseException.malformed("an unknown type " + type, position);
        }
    }

    private int lengthAhead() {
        int length = int32();
        position -= 4;
        return Math.max(length, 5);
    }
}
