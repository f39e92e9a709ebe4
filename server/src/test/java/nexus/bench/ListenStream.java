package nexus.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/// One client of MCP 2026-07-28 that listens.
///
/// @param id of its request
record ListenStream(Socket socket, int id) implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";

    /// Begins to listen, and returns once that is acknowledged.
    static ListenStream open(int port, int id) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(Dialect.listen("/mcp", id));
            var stream = new ListenStream(socket, id);
            stream.awaitAcknowledgement();
            return stream;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void awaitAcknowledgement() throws IOException {
        var text = new StringBuilder();
        var buffer = new byte[1024];
        while (text.indexOf(ACKNOWLEDGED) < 0) {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) throw new IOException("not acknowledged: " + text);
            text.append(new String(buffer, 0, count, UTF_8));
        }
    }

    /// Reads to the end, over all signs of life.
    boolean endsWithItsResult() throws IOException {
        var rest = new String(socket.getInputStream().readAllBytes(), UTF_8);
        return rest.contains("\"id\":" + id + ",\"result\":{\"resultType\":\"complete\"");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
