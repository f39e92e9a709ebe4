package nexus.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A TCP way to a server that a test can hold: while it is held, not a byte passes.
public final class GatePeer implements AutoCloseable {
    private final ServerSocket listener;
    private final String uri;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Object lock = new Object();
    private boolean held;

    private GatePeer(ServerSocket listener, String uri) {
        this.listener = listener;
        this.uri = uri;
    }

    /// A way to the port of a `mongodb://` URI on loopback.
    public static GatePeer to(String uri) throws IOException {
        var gate = new GatePeer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), uri);
        Thread.ofVirtual().start(gate::accept);
        return gate;
    }

    /// The server's URI, but by this way.
    public String uri() {
        var way = uri.replace(":" + target(), ":" + listener.getLocalPort());
        return uri.contains("?") ? way : way + "/?directConnection=true";
    }

    private int target() {
        return URI.create(uri).getPort();
    }

    public void hold() {
        synchronized (lock) {
            held = true;
        }
    }

    public void release() {
        synchronized (lock) {
            held = false;
            lock.notifyAll();
        }
    }

    private void accept() {
        try {
            while (true) {
                var near = listener.accept();
                var far = new Socket(InetAddress.getLoopbackAddress(), target());
                sockets.add(near);
                sockets.add(far);
                pump(near.getInputStream(), far.getOutputStream());
                pump(far.getInputStream(), near.getOutputStream());
            }
        } catch (IOException e) {
            close();
        }
    }

    private void pump(InputStream from, OutputStream to) {
        Thread.ofVirtual().start(() -> {
            var buffer = new byte[16_384];
            try (from;
                    to) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    pass();
                    to.write(buffer, 0, n);
                }
            } catch (IOException | InterruptedException e) {
                // The other side is gone, and so is this one.
            }
        });
    }

    private void pass() throws InterruptedException {
        synchronized (lock) {
            while (held) lock.wait();
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
