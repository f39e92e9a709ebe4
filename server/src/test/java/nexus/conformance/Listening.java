package nexus.conformance;

import java.io.InputStream;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/// An open stream of changes.
final class Listening implements AutoCloseable {
    private final CheckedWire wire;
    private final HttpResponse<InputStream> response;
    private final String method;
    private final Events events;

    Listening(CheckedWire wire, HttpResponse<InputStream> response, String method) {
        this.wire = wire;
        this.response = response;
        this.method = method;
        events = new Events(response.body());
    }

    int status() {
        return response.statusCode();
    }

    /// Whether it is a stream at all.
    boolean isOpen() {
        return CheckedWire.isStream(response);
    }

    /// Waits for the next message.
    JsonNode next() {
        return wire.next(events, method);
    }

    @Override
    public void close() {
        events.close();
    }
}
