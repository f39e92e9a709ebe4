package nexus.mongo;

import java.util.Optional;
import org.bson.BsonBinaryReader;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.codecs.BsonValueCodecProvider;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;

/// What became of one document of a reply. The driver decodes a whole reply at once, up to 16 MiB of it: each document
/// is written as JSON to the page of its call right then, and none is kept.
enum Row {
    /// It is on the page, and another may be offered.
    TAKEN,
    /// It, and all that follow, are not.
    LEFT;

    /// Codecs of BSON values and of rows.
    static final CodecRegistry CODECS = CodecRegistries.fromRegistries(
            CodecRegistries.fromCodecs(new RowCodec()), CodecRegistries.fromProviders(new BsonValueCodecProvider()));

    /// The largest message of MongoDB.
    private static final int LARGEST = 48_000_000;

    private static final class RowCodec implements Codec<Row> {
        @Override
        public Row decode(BsonReader reader, DecoderContext context) {
            var page = Page.current();
            var input = ((BsonBinaryReader) reader).getBsonInput();
            int position = input.getPosition();
            var beginning = input.getMark(Integer.BYTES);
            int length = input.readInt32();
            beginning.reset();
            if (length < Bson.SMALLEST || length > LARGEST)
                throw DatabaseException.malformed("a wrong length", position);
            var desk = page.wants(length) ? page.desk(length) : Optional.<byte[]>empty();
            desk.ifPresent(bytes -> input.readBytes(bytes, 0, length));
            beginning.reset();
            reader.skipValue();
            return desk.isPresent() && page.add(desk.get(), 0, length) ? TAKEN : LEFT;
        }

        @Override
        public void encode(BsonWriter writer, Row row, EncoderContext context) {
            throw new UnsupportedOperationException("rows are only read");
        }

        @Override
        public Class<Row> getEncoderClass() {
            return Row.class;
        }
    }
}
