package nexus.tunnel;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on loopback that does one thing with every connection and counts them.
final class FarEnd implements AutoCloseable {
    /// What it does.
    interface Manner {
        void serve(Socket client) throws IOException;
    }

    /// Connections of our own that keep a deaf one deaf.
    static final int FILLERS = 2;

    private final ServerSocket server;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    private FarEnd(ServerSocket server) {
        this.server = server;
    }

    /// Sends everything back.
    static FarEnd echo() {
        return serving(client -> {
            client.getInputStream().transferTo(client.getOutputStream());
            client.shutdownOutput();
        });
    }

    /// Sends zeros without end.
    static FarEnd flood() {
        return serving(client -> {
            var zeros = new byte[64 << 10];
            while (!client.isClosed()) client.getOutputStream().write(zeros);
        });
    }

    /// Answers no attempt to connect: its queue of one is full, and Linux drops what does not fit.
    static FarEnd deaf() {
        try {
            var end = new FarEnd(new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1")));
            for (int i = 0; i < FILLERS; i++) {
                var filler = new Socket();
                filler.connect(end.server.getLocalSocketAddress(), 1_000);
                end.clients.add(filler);
            }
            return end;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lets a deaf one serve whoever has knocked and knocks again, until they hang up.
    void hear() throws IOException {
        for (var filler : clients) filler.close();
        Thread.startVirtualThread(
                () -> accept(client -> client.getInputStream().transferTo(OutputStream.nullOutputStream())));
    }

    static FarEnd serving(Manner manner) {
        try {
            var end = new FarEnd(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")));
            Thread.startVirtualThread(() -> end.accept(manner));
            return end;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(Manner manner) {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                connections.incrementAndGet();
                open.incrementAndGet();
                clients.add(client);
                Thread.startVirtualThread(() -> serve(manner, client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Manner manner, Socket client) {
        try (client) {
            manner.serve(client);
        } catch (IOException e) {
            // The client has gone.
        } finally {
            open.decrementAndGet();
        }
    }

    Target target() {
        return new Target("127.0.0.1", server.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    /// Connections that are open now.
    int open() {
        return open.get();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var client : clients) client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
