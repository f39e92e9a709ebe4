package nexus.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// Proxies that hold back all that passes for half of a round trip each way, in a process of their own. They stand for
/// a distance, not for a network: nothing is lost, and bandwidth has no limit.
final class DelayProxy {
    private DelayProxy() {}

    /// Where one leads, and how far away that is.
    record Road(String host, int port, Duration roundTrip) {
        /// The argument of [#main] that asks for it.
        String word() {
            return host + ":" + port + ":" + roundTrip.toMillis();
        }

        private static Road parse(String word) {
            var parts = word.split(":", -1);
            return new Road(parts[0], Integer.parseInt(parts[1]), Duration.ofMillis(Long.parseLong(parts[2])));
        }
    }

    /// Prints the port of each proxy in a line of its own, in order, and serves until its input ends.
    public static void main(String... arguments) throws IOException {
        var spare = new Lag.Spare();
        for (var argument : arguments) {
            var server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread.ofPlatform().daemon().start(() -> serve(server, Road.parse(argument), spare));
            System.out.println(server.socket().getLocalPort());
        }
        while (System.in.read() >= 0) {}
    }

    private static void serve(ServerSocketChannel server, Road road, Lag.Spare spare) {
        while (true) {
            try {
                join(server.accept(), road, spare);
            } catch (IOException e) {
                System.err.println("not connected: " + e);
            }
        }
    }

    private static void join(SocketChannel near, Road road, Lag.Spare spare) throws IOException {
        var far = SocketChannel.open();
        try {
            far.connect(new InetSocketAddress(road.host(), road.port()));
            near.setOption(StandardSocketOptions.TCP_NODELAY, true);
            far.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            near.close();
            far.close();
            throw e;
        }
        long oneWay = road.roundTrip().toNanos() / 2;
        new Lag(near, far, oneWay, spare).start();
        new Lag(far, near, oneWay, spare).start();
    }
}
