package nexus.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import nexus.mcp.Reply;

/// Server-sent events, as the WHATWG HTML standard writes them.
final class Events {
    /// Says nothing, but shows whether the client is there.
    static final byte[] COMMENT = ": \n\n".getBytes(US_ASCII);

    private static final byte[] START = "event: message\ndata: ".getBytes(US_ASCII);
    private static final byte[] NEXT_LINE = "\ndata: ".getBytes(US_ASCII);
    private static final byte[] END = "\n\n".getBytes(US_ASCII);

    /// What is gathered before it is sent.
    static final int BUFFER = 32 << 10;

    private Events() {}

    /// One event. A line feed, which JSON may have between its tokens, begins another line of data.
    static byte[] event(byte[] json) {
        var event = new ByteArrayOutputStream(json.length + 32);
        event.writeBytes(START);
        try (var lines = new Lines(event)) {
            lines.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        event.writeBytes(END);
        return event.toByteArray();
    }

    /// The same, written as it comes.
    static void write(Reply.Body json, OutputStream out) throws IOException {
        var buffer = new BufferedOutputStream(out, BUFFER);
        buffer.write(START);
        json.writeTo(new Lines(buffer));
        buffer.write(END);
        buffer.flush();
    }

    /// Begins another line of data at a line feed.
    private static final class Lines extends FilterOutputStream {
        Lines(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int from = offset;
            for (int i = offset; i < offset + length; i++) {
                if (bytes[i] != '\n' && bytes[i] != '\r') continue;
                out.write(bytes, from, i - from);
                out.write(NEXT_LINE);
                from = i + 1;
            }
            out.write(bytes, from, offset + length - from);
        }
    }
}
