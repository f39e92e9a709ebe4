package nexus.tunnel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/// How the socket under an SSH session is connected.
@FunctionalInterface
interface Way {
    void connect(Socket socket, String host, int port) throws IOException;

    /// Over the network.
    static Way direct(Duration timeout) {
        return (socket, host, port) -> {
            socket.connect(resolved(host, port, timeout), Math.toIntExact(timeout.toMillis()));
        };
    }

    private static InetSocketAddress resolved(String host, int port, Duration timeout) throws IOException {
        try {
            return new InetSocketAddress(Reach.resolve(host, timeout), port);
        } catch (TunnelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Over a channel of another session. JSch needs a real socket, or its keepalive goes silent: so the channel ends
    /// in a connection on loopback that nobody else can be at the other end of.
    static Way over(Wire wire, Crew crew) {
        return (socket, _, _) -> {
            var client = pair(socket);
            crew.start("tunnel-jump", () -> {
                try {
                    Relay.run(client, wire, new Meter(), crew);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        };
    }

    private static Socket pair(Socket socket) throws IOException {
        var loopback = InetAddress.ofLiteral("127.0.0.1");
        try (var listener = new ServerSocket(0, 1, loopback)) {
            listener.setSoTimeout(1_000);
            socket.connect(listener.getLocalSocketAddress(), 1_000);
            while (true) {
                var accepted = listener.accept();
                if (accepted.getPort() == socket.getLocalPort()) {
                    accepted.setTcpNoDelay(true);
                    return accepted;
                }
                accepted.close();
            }
        }
    }
}
