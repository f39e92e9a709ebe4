package nexus.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/// Server-sent events, as the WHATWG HTML standard writes them.
final class Events {
    /// Says nothing, but shows whether the client is there.
    static final byte[] COMMENT = ": \n\n".getBytes(US_ASCII);

    private static final byte[] START = "event: message\ndata: ".getBytes(US_ASCII);
    private static final byte[] NEXT_LINE = "\ndata: ".getBytes(US_ASCII);
    private static final byte[] END = "\n\n".getBytes(US_ASCII);

    private Events() {}

    /// One event. A line feed, which JSON may have between its tokens, begins another line of data.
    static byte[] event(byte[] json) {
        var event = new ByteArrayOutputStream(json.length + 32);
        event.writeBytes(START);
        int from = 0;
        for (int i = 0; i < json.length; i++) {
            if (json[i] != '\n' && json[i] != '\r') continue;
            event.write(json, from, i - from);
            event.writeBytes(NEXT_LINE);
            from = i + 1;
        }
        event.write(json, from, json.length - from);
        event.writeBytes(END);
        return event.toByteArray();
    }
}
