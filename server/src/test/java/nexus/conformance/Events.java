package nexus.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Optional;

/// The data of a stream of server-sent events, one event after the other.
final class Events implements AutoCloseable {
    private static final String DATA = "data:";

    private final BufferedReader lines;

    Events(InputStream stream) {
        lines = new BufferedReader(new InputStreamReader(stream, UTF_8));
    }

    /// The data of the next event that has any; nothing at the end of the stream.
    Optional<String> next() {
        try {
            var data = new StringBuilder();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(DATA))
                    data.append(line.substring(DATA.length()).stripLeading());
                else if (line.isEmpty() && !data.isEmpty()) return Optional.of(data.toString());
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
