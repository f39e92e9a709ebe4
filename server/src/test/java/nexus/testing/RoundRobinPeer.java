package nexus.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A balancer without sticky sessions: each request goes to the next server, streams pass as they come, and a server
/// that nobody listens at is passed over.
public final class RoundRobinPeer implements AutoCloseable {
    private final ServerSocket listener;
    private final List<Integer> ports;
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    private RoundRobinPeer(ServerSocket listener, List<Integer> ports) {
        this.listener = listener;
        this.ports = List.copyOf(ports);
    }

    /// A balancer before servers on loopback.
    public static RoundRobinPeer before(List<Integer> ports) throws IOException {
        var peer = new RoundRobinPeer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), ports);
        Thread.ofVirtual().start(peer::accept);
        return peer;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// How many requests it has passed on.
    public int requests() {
        return next.get();
    }

    private void accept() {
        try {
            while (true) {
                var near = listener.accept();
                sockets.add(near);
                Thread.ofVirtual().start(() -> serve(near));
            }
        } catch (IOException e) {
            close();
        }
    }

    /// One request, which is the only one of its connection.
    private void serve(Socket near) {
        try (near;
                var far = connect()) {
            sockets.add(far);
            var in = new BufferedInputStream(near.getInputStream());
            far.getOutputStream().write(request(in));
            // A client that goes away takes its request with it.
            Thread.ofVirtual().start(() -> closeAtTheEndOf(in, far));
            far.getInputStream().transferTo(near.getOutputStream());
        } catch (IOException e) {
            // One of the two is gone, and so is the other.
        } finally {
            sockets.remove(near);
        }
    }

    private Socket connect() throws IOException {
        IOException refused = new IOException("there is no server");
        for (int i = 0; i < ports.size(); i++) {
            try {
                int port = ports.get(Math.floorMod(next.getAndIncrement(), ports.size()));
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException e) {
                refused = e;
            }
        }
        throw refused;
    }

    /// The request with its body, which asks for the connection to be closed after the answer.
    private static byte[] request(InputStream in) throws IOException {
        var head = new StringBuilder();
        int length = 0;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var name = line.substring(0, Math.max(0, line.indexOf(':')));
            if (name.equalsIgnoreCase("Content-Length"))
                length = Integer.parseInt(line.substring(name.length() + 1).strip());
            if (name.equalsIgnoreCase("Transfer-Encoding")) throw new IOException("chunks are not passed on");
            if (!name.equalsIgnoreCase("Connection")) head.append(line).append("\r\n");
        }
        var body = new String(in.readNBytes(length), ISO_8859_1);
        return (head + "Connection: close\r\n\r\n" + body).getBytes(ISO_8859_1);
    }

    private static String line(InputStream in) throws IOException {
        return RawHttp.line(in).orElseThrow(() -> new IOException("the client is gone"));
    }

    private static void closeAtTheEndOf(InputStream in, Socket far) {
        try (far) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It came to its end the hard way.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (var socket : sockets) socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
