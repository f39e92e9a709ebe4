package nexus.backup.drill;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.bson.BSONException;
import org.bson.BsonBinaryReader;
import org.bson.BsonType;

/// Finds the timestamps on the top level of a document: MongoDB puts the time of the insert in the place of one that
/// is zero, except in `_id`.
final class Timestamps {
    static final int BYTES = 8;

    private Timestamps() {}

    /// Where they are, from the document's first byte.
    static List<Integer> of(byte[] bytes, int offset, int length) {
        var places = new ArrayList<Integer>();
        var buffer = ByteBuffer.wrap(bytes, offset, length).slice().order(ByteOrder.LITTLE_ENDIAN);
        try (var reader = new BsonBinaryReader(buffer)) {
            reader.readStartDocument();
            for (var type = reader.readBsonType(); type != BsonType.END_OF_DOCUMENT; type = reader.readBsonType()) {
                var name = reader.readName();
                int place = reader.getBsonInput().getPosition();
                reader.skipValue();
                if (type == BsonType.TIMESTAMP && !name.equals("_id") && place + BYTES <= length) places.add(place);
            }
        } catch (BSONException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Its bytes are no BSON: they are compared as they are.
        }
        return places;
    }

    static boolean isZero(byte[] bytes, int offset) {
        for (int i = 0; i < BYTES; i++) if (bytes[offset + i] != 0) return false;
        return true;
    }
}
