package nexus.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.BadRequestException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/// Reads a body within a deadline: a client that stalls would hold its connection for ever.
record BodyReader(Duration timeout, Deadlines deadlines) {
    byte[] read(ServerRequest request) {
        return deadlines.within(timeout, () -> {
            try (var in = request.content().inputStream()) {
                return in.readAllBytes();
            } catch (DataReader.InsufficientDataAvailableException
                    | DataReader.IncorrectNewLineException
                    | NumberFormatException e) {
                // Helidon 4.5.0 takes these for failures of its own.
                throw new BadRequestException("the body ends early, or in broken chunks", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
