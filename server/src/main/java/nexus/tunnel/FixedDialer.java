package nexus.tunnel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;

/// Dials the end of a tunnel that someone else holds open, whatever the target.
final class FixedDialer implements Dialer {
    /// MongoDB never speaks first: an end within this time means that nothing is behind the tunnel.
    private static final Duration LISTEN = Duration.ofMillis(300);

    private final Settings.External settings;
    private final Meter meter;
    private final Board board;

    FixedDialer(String name, Settings.External settings, Meter meter) {
        this.board = new Board(name, Lane.CONTROL);
        this.settings = settings;
        this.meter = meter;
    }

    @Override
    public Dialed dial(Lane lane, Target target) {
        var socket = new Socket();
        long start = System.nanoTime();
        try {
            socket.setTcpNoDelay(true);
            // Resolved anew for each dial: the other side may move.
            var address = Reach.resolve(settings.host(), settings.openTimeout());
            socket.connect(
                    new InetSocketAddress(address, settings.port()),
                    Math.toIntExact(settings.openTimeout().toMillis()));
            meter.roundTrip(Duration.ofNanos(System.nanoTime() - start));
            board.become(State.UP, "the tunnel at " + where() + " accepts connections");
            return new Dialed.Opened(new SocketWire(socket));
        } catch (IOException | TunnelException e) {
            new SocketWire(socket).close();
            return failed("the tunnel at " + where() + " cannot be reached: " + e.getMessage());
        }
    }

    @Override
    public Dialed probe(Target target) {
        return switch (dial(Lane.CONTROL, target)) {
            case Dialed.Opened(SocketWire(var socket))
            when endsAtOnce(socket) -> {
                new SocketWire(socket).close();
                yield failed("the tunnel at " + where() + " hangs up at once: its own far end does not answer");
            }
            case Dialed dialed -> dialed;
        };
    }

    private static boolean endsAtOnce(Socket socket) {
        try {
            socket.setSoTimeout(Math.toIntExact(LISTEN.toMillis()));
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private Dialed failed(String reason) {
        board.become(State.BACKOFF, reason);
        return new Dialed.Failed(Refusal.DOWN, reason);
    }

    private String where() {
        return settings.host() + ":" + settings.port();
    }

    /// There is nothing to connect before a target is asked for.
    @Override
    public void connect(Duration deadline) {}

    @Override
    public Status status(Lane lane) {
        return board.status();
    }

    @Override
    public Stats stats() {
        return meter.stats(Instant.EPOCH);
    }

    @Override
    public void close() {
        board.close();
    }
}
