package nexus.backup.dump;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BSONException;
import org.bson.BsonBinaryReader;
import org.bson.BsonType;
import org.bson.RawBsonDocument;

/// The documents of one reply, in the bytes in which it came.
final class Batch {
    /// Where the documents stand: an array of BSON.
    private record Place(int start, int end) {}

    private static final int EMPTY = 5;

    private final byte[] bytes;
    private final ByteBuffer numbers;
    private final int end;
    private final int size;
    private int next;
    private int offset;
    private int length;

    private Batch(byte[] bytes, Place place) {
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.next = place.start + Integer.BYTES;
        this.end = place.end - 1;
        this.size = place.end - place.start - EMPTY;
    }

    /// The batch of a reply to `find` or `getMore`.
    ///
    /// @param cursor its part `cursor`
    /// @throws DumpException if it has none
    static Batch of(RawBsonDocument cursor) {
        return new Batch(cursor.getBackingArray(), place(cursor));
    }

    private static Place place(RawBsonDocument cursor) {
        var buffer = ByteBuffer.wrap(cursor.getBackingArray(), cursor.getByteOffset(), cursor.getByteLength())
                .order(ByteOrder.LITTLE_ENDIAN);
        try (var reader = new BsonBinaryReader(buffer)) {
            reader.readStartDocument();
            for (var type = reader.readBsonType(); type != BsonType.END_OF_DOCUMENT; type = reader.readBsonType()) {
                if (type == BsonType.ARRAY && reader.readName().endsWith("Batch")) {
                    int start = reader.getBsonInput().getPosition();
                    reader.skipValue();
                    return new Place(start, reader.getBsonInput().getPosition());
                }
                if (type != BsonType.ARRAY) reader.skipName();
                reader.skipValue();
            }
        } catch (BSONException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // The driver's reader throws any of these where lengths are wrong.
        }
        throw malformed();
    }

    /// Goes to the next document, if there is one.
    boolean next() {
        if (next >= end) return false;
        if (bytes[next] != (byte) BsonType.DOCUMENT.getValue()) throw malformed();
        int at = next + 1;
        while (at < end && bytes[at] != 0) at++;
        offset = at + 1;
        length = offset + Integer.BYTES <= end ? numbers.getInt(offset) : -1;
        if (length < EMPTY || length > end - offset) throw malformed();
        next = offset + length;
        return true;
    }

    private static DumpException malformed() {
        return new DumpException("the server sent a reply that is no list of documents: try again, and if it stays so"
                + " look for what sits between it and this program");
    }

    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /// Bytes of all its documents, about.
    int size() {
        return size;
    }
}
