package nexus.backup.dump;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.bson.BSONException;
import org.bson.BsonBinaryReader;
import org.bson.BsonType;
import org.bson.RawBsonDocument;

/// Takes the `_id` out of a document without a look at its value: it stays the same to the last bit.
final class DocumentId {
    private static final String ID = "_id";

    private DocumentId() {}

    /// A document that has nothing but the `_id` of another, whose `_id` may stand anywhere.
    static Optional<RawBsonDocument> of(byte[] bytes, int offset, int length) {
        var buffer = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
        try (var reader = new BsonBinaryReader(buffer)) {
            var input = reader.getBsonInput();
            reader.readStartDocument();
            int start = input.getPosition();
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                boolean isId = reader.readName().equals(ID);
                reader.skipValue();
                if (isId) return Optional.of(alone(bytes, start, input.getPosition()));
                start = input.getPosition();
            }
        } catch (BSONException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Its bytes are no BSON; they are kept as they are.
        }
        return Optional.empty();
    }

    private static RawBsonDocument alone(byte[] bytes, int start, int end) {
        int length = Integer.BYTES + end - start + 1;
        var document = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        document.putInt(length).put(bytes, start, end - start);
        return new RawBsonDocument(document.array());
    }

    /// Whether two of [#of] have the same bytes.
    static boolean areSame(RawBsonDocument one, RawBsonDocument other) {
        return Arrays.equals(one.getBackingArray(), other.getBackingArray());
    }
}
