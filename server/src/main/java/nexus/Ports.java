package nexus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Looks at ports before Helidon opens them: it logs a stack trace instead of saying which one is taken.
final class Ports {
    private Ports() {}

    /// Does nothing when the port can be listened on.
    ///
    /// @param variable that sets it
    /// @throws IllegalStateException if it cannot
    static void requireFree(String variable, String host, int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral(host))) {
            return;
        } catch (IOException e) {
            throw new IllegalStateException(
                    host + ":" + port + " cannot be listened on (" + e.getMessage() + "): set " + variable
                            + " to a free port, or call ops/run --port N",
                    e);
        }
    }
}
