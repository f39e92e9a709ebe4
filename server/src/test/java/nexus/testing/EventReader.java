package nexus.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Reads server-sent events strictly: whatever is not a comment, or a field that MCP uses, is an error.
public final class EventReader {
    private static final String FIELDS = "(event: message|data:.*|id:.*|retry: ?[0-9]+|:.*)";

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final InputStream in;

    public EventReader(InputStream in) {
        this.in = in;
    }

    /// The data of the next event that has any.
    ///
    /// @return nothing at the end of the stream
    /// @throws SocketTimeoutException if there is neither within half a minute, whatever signs of life come
    public Optional<String> next() throws IOException {
        var data = new StringBuilder();
        var end = Instant.now().plus(DEADLINE);
        while (true) {
            if (Instant.now().isAfter(end)) throw new SocketTimeoutException("no event within " + DEADLINE);
            var line = line();
            if (line.isEmpty() && !data.isEmpty()) throw new IOException("the stream ends within an event: " + data);
            if (line.isEmpty()) return Optional.empty();
            if (line.get().isEmpty() && !data.isEmpty()) return Optional.of(data.toString());
            data.append(data(line.get()));
        }
    }

    private static String data(String line) throws IOException {
        if (!line.isEmpty() && !line.matches(FIELDS)) throw new IOException("not a line of an event: " + line);
        return line.startsWith("data:") ? line.substring(5).strip() : "";
    }

    private Optional<String> line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 && bytes.size() == 0) return Optional.empty();
            if (c < 0)
                throw new IOException("the stream ends within a line: " + bytes.toString(StandardCharsets.UTF_8));
            if (c != '\r') bytes.write(c);
        }
        var decoder = StandardCharsets.UTF_8.newDecoder();
        return Optional.of(decoder.decode(ByteBuffer.wrap(bytes.toByteArray())).toString());
    }
}
