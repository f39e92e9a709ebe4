package nexus.tunnel;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// One question to a name server over TCP: each message follows its length in two bytes (RFC 7766, section 8).
final class DnsOverTcp {
    private static final int LENGTH = Short.BYTES;
    private static final int MOST = 0xffff;

    private DnsOverTcp() {}

    /// @param query a DNS message of at most 65535 bytes
    static byte[] ask(Wire wire, byte[] query) throws IOException {
        var framed = ByteBuffer.allocate(LENGTH + query.length)
                .putShort((short) query.length)
                .put(query);
        wire.write(framed.array(), framed.capacity());
        var reply = ByteBuffer.allocate(LENGTH + MOST);
        while (missing(reply) > 0) {
            var part = new byte[missing(reply)];
            int count = wire.read(part);
            if (count < 0) throw new EOFException("the name server hung up");
            reply.put(part, 0, count);
        }
        var answer = new byte[reply.position() - LENGTH];
        reply.get(LENGTH, answer);
        return answer;
    }

    private static int missing(ByteBuffer reply) {
        int had = reply.position();
        return had < LENGTH ? LENGTH - had : LENGTH + (reply.getShort(0) & MOST) - had;
    }
}
