package nexus.tunnel;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The way to the database: a SOCKS5 proxy on loopback in front of an SSH session, or of a tunnel someone else holds
/// open. It reconnects by itself and never dials around the tunnel.
public final class Tunnel implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Crew crew;
    private final Dialer dialer;
    private final Meter meter;
    private final AllowList allowed;
    private final SocksServer server;

    private Tunnel(Crew crew, Dialer dialer, Meter meter, AllowList allowed) {
        this.crew = crew;
        this.dialer = dialer;
        this.meter = meter;
        this.allowed = allowed;
        this.server = SocksServer.open(wish -> dial(wish.lane(), wish.target()), meter, crew);
    }

    /// Opens the proxy. The bastion is connected by [#verify], or by the first connection through the proxy.
    ///
    /// @param targets the hosts of the database, tried in this order by [#verify]; the settings may allow more
    public static Tunnel open(Settings settings, Set<Target> targets) {
        return open("", settings, targets);
    }

    /// The same, with a name for the log.
    public static Tunnel open(String name, Settings settings, Set<Target> targets) {
        var crew = new Crew();
        var meter = new Meter();
        var allowed = new AllowList(targets, settings.allowedTargets());
        var dialer = switch (settings) {
            case Settings.Ssh ssh -> new SshDialer(name, ssh, allowed::known, meter, crew);
            case Settings.External external -> new FixedDialer(name, external, meter);
        };
        return new Tunnel(crew, dialer, meter, allowed);
    }

    /// Where to connect to for small things.
    public Proxy proxy() {
        return proxy(Lane.CONTROL);
    }

    /// Where to connect to for a lane; its session is opened by the first connection.
    public Proxy proxy(Lane lane) {
        return server.proxy(lane);
    }

    /// Lets further targets be asked for, in place of those that were let so before: what the name service gives for a
    /// `mongodb+srv` name.
    public void allow(Set<Target> more) {
        allowed.learn(more);
    }

    /// Asks a name server at the far end over TCP (RFC 7766).
    ///
    /// @param query a DNS message without its length
    /// @return the answer, as sent
    /// @throws TunnelException if none came in time, with the reason
    public byte[] ask(Target nameServer, byte[] query, Duration patience) {
        return switch (dialer.dial(Lane.CONTROL, nameServer)) {
            case Dialed.Failed failed -> {
                meter.refused(failed.refusal());
                throw new TunnelException(failed.reason());
            }
            case Dialed.Opened(var wire) -> {
                try (var _ = Deadline.start(crew, patience, wire::close);
                        wire) {
                    yield DnsOverTcp.ask(wire, query);
                } catch (IOException e) {
                    throw new TunnelException("the name server " + nameServer + " gave no answer"
                            + (e instanceof EOFException ? ", but hung up" : " within " + patience.toSeconds() + " s")
                            + ": is it one, and does it speak TCP?");
                }
            }
        };
    }

    /// Connects, and proves that a target answers: the first one, or else the next that does.
    ///
    /// @throws TunnelException with one sentence if that is not so by the deadline
    public void verify(Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        dialer.connect(deadline);
        var reason = Optional.<String>empty();
        for (var target : allowed.targets()) {
            switch (dialer.probe(target)) {
                case Dialed.Opened(var wire) -> {
                    wire.close();
                    return;
                }
                case Dialed.Failed failed -> reason = reason.or(() -> Optional.of(failed.reason()));
            }
            if (System.nanoTime() > end) break;
        }
        if (reason.isPresent()) throw new TunnelException(reason.get());
    }

    /// Why a target cannot be reached now; nothing if it can.
    public Optional<String> refusal(Target target) {
        return switch (dial(Lane.CONTROL, target)) {
            case Dialed.Failed failed -> Optional.of(failed.reason());
            case Dialed.Opened(var wire) -> {
                wire.close();
                yield Optional.empty();
            }
        };
    }

    private Dialed dial(Lane lane, Target target) {
        var dialed = allowed.permits(target) ? dialer.dial(lane, target) : notAllowed(target);
        if (dialed instanceof Dialed.Failed failed) meter.refused(failed.refusal());
        return dialed;
    }

    private static Dialed notAllowed(Target target) {
        return new Dialed.Failed(
                Refusal.NOT_ALLOWED,
                target + " is not among the targets of this tunnel: add it to allowed-targets if it is a member of the"
                        + " database");
    }

    /// Of the control lane.
    public Status status() {
        return status(Lane.CONTROL);
    }

    /// Of a lane; the bulk lane is DOWN until it is asked for.
    public Status status(Lane lane) {
        return dialer.status(lane);
    }

    public Stats stats() {
        return dialer.stats();
    }

    /// Why the most recent connection through the proxy failed, for callers that see only a timeout; nothing once one
    /// has succeeded.
    public Optional<String> lastRefusal() {
        return server.lastRefusal();
    }

    /// Ends everything at once: connections are cut, not drained.
    @Override
    public void close() {
        dialer.close();
        server.close();
        try {
            var _ = crew.awaitEnd(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Threads that still run, for tests.
    int threads() {
        return crew.alive();
    }
}
