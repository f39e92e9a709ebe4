package nexus.fuzz;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import nexus.testing.RawAnswer;
import nexus.testing.RawHttp;

/// The way to the server that a client keeps open for as long as the server lets it.
final class Link implements AutoCloseable {
    private final int port;
    private Optional<RawHttp> connection = Optional.empty();

    Link(int port) {
        this.port = port;
    }

    /// Sends a request and reads the head of its answer. A server may close a connection that was idle; on a new one it
    /// must answer.
    ///
    /// @return nothing where it does not
    Optional<RawAnswer> ask(Request request) throws IOException {
        if (connection.isPresent()) {
            var answer = askAgain(request);
            if (answer.isPresent()) return answer;
            drop();
        }
        return send(request);
    }

    private Optional<RawAnswer> askAgain(Request request) throws IOException {
        try {
            return send(request);
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    private Optional<RawAnswer> send(Request request) throws IOException {
        open().send(request.bytes());
        return open().answer(!request.verb().equals("HEAD"));
    }

    /// Sends a request and is gone.
    void sendAndVanish(Request request) throws IOException {
        open().send(request.bytes());
        cut();
    }

    void patience(Duration patience) throws IOException {
        open().patience(patience);
    }

    private RawHttp open() throws IOException {
        if (connection.isEmpty()) connection = Optional.of(RawHttp.open(port));
        return connection.get();
    }

    void drop() throws IOException {
        if (connection.isPresent()) connection.get().close();
        connection = Optional.empty();
    }

    void cut() throws IOException {
        if (connection.isPresent()) connection.get().cut();
        connection = Optional.empty();
    }

    @Override
    public void close() throws IOException {
        drop();
    }
}
