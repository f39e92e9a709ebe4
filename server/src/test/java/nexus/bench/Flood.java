package nexus.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Sends zeros without end to everybody who connects and sends a byte, in a process of its own.
final class Flood {
    private static final int CHUNK = 64 << 10;

    private Flood() {}

    /// Prints its port, and serves until its input ends.
    public static void main(String... arguments) throws IOException {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(server));
            System.out.println(server.getLocalPort());
            while (System.in.read() >= 0) {}
        }
    }

    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofPlatform().daemon().start(() -> pour(client));
            } catch (IOException e) {
                System.err.println("not accepted: " + e);
            }
        }
    }

    private static void pour(Socket client) {
        var zeros = new byte[CHUNK];
        try (client) {
            if (client.getInputStream().read() < 0) return;
            while (true) client.getOutputStream().write(zeros);
        } catch (IOException e) {
            // The client has seen enough.
        }
    }
}
