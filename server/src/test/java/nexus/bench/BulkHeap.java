package nexus.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import nexus.tunnel.Lane;
import nexus.tunnel.Target;
import nexus.tunnel.Tunnel;

/// A process that does nothing but hold bulk channels of Nexus's tunnel, so that its heap is theirs. Answers `open`,
/// `read`, `stall` and `idle` with the most heap that was in use meanwhile, garbage included.
final class BulkHeap implements AutoCloseable {
    private static final Duration SETTLE = Duration.ofSeconds(4);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final Tunnel tunnel;
    private final Target flood;
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicLong peak = new AtomicLong();

    private BulkHeap(Tunnel tunnel, Target flood) {
        this.tunnel = tunnel;
        this.flood = flood;
    }

    /// Runs until its input ends.
    ///
    /// @param arguments the folder of the bastion, the port under which it is reached, and the port of a [Flood]
    public static void main(String... arguments) throws IOException, InterruptedException {
        var settings = Bastion.settings(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        var flood = new Target("127.0.0.1", Integer.parseInt(arguments[2]));
        int channels = settings.lanes().bulkChannels();
        try (var heap = new BulkHeap(Tunnel.open(settings, Set.of(flood)), flood);
                var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            Authenticator.setDefault(new Credentials(heap.tunnel.proxy(Lane.BULK)));
            Thread.ofPlatform().daemon().start(heap::watch);
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(heap.become(line, channels));
            }
        }
    }

    private long become(String state, int channels) throws IOException, InterruptedException {
        drop();
        if (!state.equals("idle")) connect(channels);
        if (state.equals("open")) drop();
        for (var socket : sockets) socket.getOutputStream().write('!');
        if (state.equals("read")) {
            for (var socket : sockets) Thread.ofPlatform().daemon().start(() -> read(socket));
        }
        peak.set(0);
        Thread.sleep(SETTLE);
        return peak.get();
    }

    /// All are open before the first one asks for bytes: a channel that nobody reads from holds up the answers to those
    /// that are being opened.
    private void connect(int count) throws IOException {
        var entrance = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), tunnel.proxy(Lane.BULK).port());
        for (int i = 0; i < count; i++) {
            var socket = new Socket(new Proxy(Proxy.Type.SOCKS, entrance));
            sockets.add(socket);
            socket.connect(InetSocketAddress.createUnresolved(flood.host(), flood.port()));
        }
    }

    private static void read(Socket socket) {
        var buffer = new byte[64 << 10];
        try {
            while (socket.getInputStream().read(buffer) >= 0) {}
        } catch (IOException e) {
            // It was dropped.
        }
    }

    private void drop() throws IOException, InterruptedException {
        for (var socket : sockets) socket.close();
        sockets.clear();
        long end = System.nanoTime() + LONGEST_END.toNanos();
        while (tunnel.stats().channels() > 0) {
            if (System.nanoTime() > end) throw new IOException("the channels do not end");
            Thread.sleep(10);
        }
    }

    /// The JDK has one way to tell a SOCKS proxy who we are: the same for all.
    private static final class Credentials extends Authenticator {
        private final nexus.tunnel.Proxy proxy;

        private Credentials(nexus.tunnel.Proxy proxy) {
            this.proxy = proxy;
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(
                    proxy.user(), proxy.password().value().toCharArray());
        }
    }

    private void watch() {
        var runtime = Runtime.getRuntime();
        try {
            while (true) {
                peak.accumulateAndGet(runtime.totalMemory() - runtime.freeMemory(), Math::max);
                Thread.sleep(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        for (var socket : sockets) socket.close();
        tunnel.close();
    }
}
