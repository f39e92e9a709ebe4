package nexus.tunnel;

import static java.lang.System.Logger.Level.WARNING;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import nexus.config.Secret;
import org.jspecify.annotations.Nullable;

/// The entrance of the tunnel on loopback. Every process on the machine can connect to it: hence the credentials.
final class SocksServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Tunnel.class.getName());
    private static final Duration HANDSHAKE = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(100);
    static final int MOST_CLIENTS = 512;

    private final ServerSocket server;
    private final Function<Socks5.Wish, Dialed> dial;
    private final Meter meter;
    private final Crew crew;
    private final Map<Lane, Proxy> proxies = new EnumMap<>(Lane.class);
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(MOST_CLIENTS);
    private volatile @Nullable String lastRefusal;

    private SocksServer(ServerSocket server, Function<Socks5.Wish, Dialed> dial, Meter meter, Crew crew) {
        this.server = server;
        this.dial = dial;
        this.meter = meter;
        this.crew = crew;
        for (var lane : Lane.values()) {
            proxies.put(lane, new Proxy(server.getLocalPort(), "nexus-" + random(4), new Secret(random(24))));
        }
    }

    /// Listens on a port of the system's choice.
    static SocksServer open(Function<Socks5.Wish, Dialed> dial, Meter meter, Crew crew) {
        try {
            var socket = new ServerSocket();
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 128);
            var opened = new SocksServer(socket, dial, meter, crew);
            crew.start("tunnel-accept", opened::accept);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1", e);
        }
    }

    private static String random(int bytes) {
        var value = new byte[bytes];
        new SecureRandom().nextBytes(value);
        return HexFormat.of().formatHex(value);
    }

    Proxy proxy(Lane lane) {
        return Objects.requireNonNull(proxies.get(lane));
    }

    Optional<String> lastRefusal() {
        return Optional.ofNullable(lastRefusal);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                admit(server.accept());
            } catch (IOException | RuntimeException e) {
                if (server.isClosed()) return;
                LOG.log(WARNING, "the tunnel's proxy could not accept a connection", e);
                // Out of file descriptors, most likely: trying at once would only burn a core.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void admit(Socket client) {
        if (!room.tryAcquire()) {
            new SocketWire(client).close();
            return;
        }
        clients.add(client);
        crew.start("tunnel-client", () -> {
            try {
                if (!server.isClosed()) serve(client);
            } catch (IOException e) {
                // The client is gone or was too slow: it has been told all there is to tell.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                new SocketWire(client).close();
                clients.remove(client);
                room.release();
            }
        });
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        client.setTcpNoDelay(true);
        var socks = new Socks5(new DataInputStream(client.getInputStream()), client.getOutputStream());
        var wish = handshake(client, socks);
        if (wish.isEmpty()) return;
        switch (dial.apply(wish.get())) {
            case Dialed.Failed(var refusal, var reason) -> {
                lastRefusal = reason;
                socks.reply(refusal.reply());
            }
            case Dialed.Opened(var wire) -> {
                lastRefusal = null;
                try (wire) {
                    socks.reply(Socks5.SUCCEEDED);
                    Relay.run(client, wire, meter, crew);
                }
            }
        }
    }

    /// The whole handshake has one deadline: a client must not hold a place by sending a byte now and then.
    private Optional<Socks5.Wish> handshake(Socket client, Socks5 socks) throws IOException {
        try (var _ = Deadline.start(crew, HANDSHAKE, () -> new SocketWire(client).close())) {
            return socks.read(proxies);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        clients.forEach(client -> new SocketWire(client).close());
    }
}
