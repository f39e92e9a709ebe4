package nexus.backup.dump;

import org.bson.BsonBinaryReader;
import org.bson.BsonReader;
import org.bson.BsonSerializationException;
import org.bson.BsonWriter;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.RawBsonDocumentCodec;

/// Copies a whole reply once, into as much memory as it takes. That of the driver takes up to twice as much.
final class ReplyCodec implements Codec<RawBsonDocument> {
    /// The largest message of MongoDB.
    private static final int LARGEST = 48_000_000;

    private static final int SMALLEST = 5;

    @Override
    public RawBsonDocument decode(BsonReader reader, DecoderContext context) {
        var input = ((BsonBinaryReader) reader).getBsonInput();
        var beginning = input.getMark(Integer.BYTES);
        int length = input.readInt32();
        beginning.reset();
        if (length < SMALLEST || length > LARGEST)
            throw new BsonSerializationException("a reply of " + length + " bytes");
        ReplyMemory.take(length);
        var bytes = new byte[length];
        input.readBytes(bytes);
        return new RawBsonDocument(bytes);
    }

    @Override
    public void encode(BsonWriter writer, RawBsonDocument document, EncoderContext context) {
        new RawBsonDocumentCodec().encode(writer, document, context);
    }

    @Override
    public Class<RawBsonDocument> getEncoderClass() {
        return RawBsonDocument.class;
    }
}
