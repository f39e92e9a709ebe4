package nexus.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/// A command as it came over the wire.
///
/// @param id      the client's number for it
/// @param code    that of OP_MSG, or of the OP_QUERY that greets
/// @param command its first document
record WireMessage(int id, int code, BsonDocument command) {
    private static final int REPLY = 1;
    private static final int MSG = 2013;
    private static final int HEADER = 16;

    static WireMessage read(DataInputStream in) throws IOException {
        var header = ByteBuffer.wrap(in.readNBytes(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        if (header.limit() < HEADER) throw new IOException("the client has gone");
        int length = header.getInt();
        int id = header.getInt();
        header.getInt();
        int code = header.getInt();
        var body = ByteBuffer.wrap(in.readNBytes(length - HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        return new WireMessage(id, code, code == MSG ? message(body) : query(body));
    }

    /// Flags, then a section of kind 0 with the command; what may follow it is not read.
    private static BsonDocument message(ByteBuffer body) throws IOException {
        body.getInt();
        if (body.get() != 0) throw new IOException("the first section is no document");
        return document(body);
    }

    /// Flags, a name that ends with a zero, two numbers, then the command.
    private static BsonDocument query(ByteBuffer body) {
        body.getInt();
        while (body.get() != 0) {}
        body.getLong();
        return document(body);
    }

    private static BsonDocument document(ByteBuffer body) {
        var bytes = new byte[body.getInt(body.position())];
        body.get(bytes);
        return new RawBsonDocument(bytes).decode(new BsonDocumentCodec());
    }

    byte[] reply(int number, BsonDocument document) throws IOException {
        var bytes = new BasicOutputBuffer();
        new BsonDocumentCodec()
                .encode(
                        new BsonBinaryWriter(bytes),
                        document,
                        EncoderContext.builder().build());
        // OP_REPLY: flags, cursor, first, count. OP_MSG: flags, kind of the section.
        int before = code == MSG ? 5 : 20;
        var out = ByteBuffer.allocate(HEADER + before + bytes.size()).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(out.capacity()).putInt(number).putInt(id).putInt(code == MSG ? MSG : REPLY);
        if (code != MSG) out.putInt(HEADER + 16, 1);
        out.position(HEADER + before).put(bytes.toByteArray());
        return out.array();
    }
}
