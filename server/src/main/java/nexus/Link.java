package nexus;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nexus.health.Finding;
import nexus.mongo.Connection;
import nexus.mongo.DatabaseException;
import nexus.mongo.Events;
import nexus.mongo.HostPort;
import nexus.mongo.NameServer;
import nexus.mongo.Way;
import nexus.mongo.view.View;
import nexus.tools.Sources;
import nexus.tunnel.Lane;
import nexus.tunnel.State;
import nexus.tunnel.Status;
import nexus.tunnel.Target;
import nexus.tunnel.Tunnel;
import nexus.tunnel.TunnelException;

/// One connection at work: the database and, where there is one, the tunnel to it. The two know nothing of each other;
/// the driver is handed the tunnel's proxy address.
record Link(String name, Optional<Tunnel> tunnel, Connection connection) implements AutoCloseable {
    private static final String SILENT = "MongoDB does not answer";
    private static final Duration LONGEST_PING = Duration.ofSeconds(2);

    static Link open(String name, Settings.Link settings, Events events) {
        var tunnel = settings.tunnel()
                .map(way -> Tunnel.open(name, way, targets(settings.mongo().hosts())));
        var way = tunnel.map(open -> through(open, settings)).orElse(Way.DIRECT);
        try {
            return new Link(name, tunnel, Connection.open(name, settings.mongo(), way, events));
        } catch (RuntimeException e) {
            tunnel.ifPresent(Tunnel::close);
            throw e;
        }
    }

    /// How the servers of a database are reached once the tunnel to it is open.
    static Way through(Tunnel tunnel, Settings.Link settings) {
        var proxy = tunnel.proxy(Lane.CONTROL);
        var names = settings.tunnel()
                .flatMap(Link::dnsServer)
                .map(server -> names(tunnel, server, settings.mongo().pace().connectTimeout()));
        return new Way(
                Optional.of(new nexus.mongo.Proxy("127.0.0.1", proxy.port(), proxy.user(), proxy.password())),
                names,
                servers -> tunnel.allow(targets(servers)));
    }

    private static Optional<Target> dnsServer(nexus.tunnel.Settings settings) {
        return switch (settings) {
            case nexus.tunnel.Settings.Ssh ssh -> ssh.dnsServer();
            case nexus.tunnel.Settings.External _ -> Optional.empty();
        };
    }

    private static NameServer names(Tunnel tunnel, Target server, Duration patience) {
        return query -> {
            try {
                return tunnel.ask(server, query, patience);
            } catch (TunnelException e) {
                throw new DatabaseException(String.valueOf(e.getMessage()));
            }
        };
    }

    private static Set<Target> targets(Collection<HostPort> hosts) {
        return hosts.stream().map(host -> new Target(host.host(), host.port())).collect(Collectors.toUnmodifiableSet());
    }

    /// The database as the tools see it.
    Sources.Source source() {
        return new Sources.Source(
                connection.reader(),
                connection.editor(),
                connection.changes(),
                this::troubleOnTheWay,
                this::trouble,
                this::isShut,
                View.WHOLE);
    }

    private boolean isShut() {
        return tunnel.filter(open -> open.status().state().isTerminal()).isPresent();
    }

    private Optional<String> troubleOnTheWay() {
        return tunnelDown().or(() -> tunnel.flatMap(Tunnel::lastRefusal));
    }

    private Optional<String> tunnelDown() {
        return tunnel.map(Tunnel::status)
                .filter(status -> status.state() != State.UP)
                .map(Status::reason);
    }

    /// Why the database cannot be reached now, if so, without asking it.
    Optional<String> trouble() {
        if (connection.isUsable()) return tunnelDown();
        return troubleOnTheWay().or(connection::trouble).or(() -> Optional.of(SILENT));
    }

    Finding database() {
        var trouble = trouble();
        if (trouble.isPresent()) return new Finding(false, Map.of("error", trouble.get()));
        try {
            return new Finding(
                    true, Map.of("latency", connection.ping(LONGEST_PING).toMillis()));
        } catch (RuntimeException e) {
            return new Finding(false, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    Finding way() {
        if (tunnel.isEmpty()) return new Finding(true, Map.of("mode", "none"));
        var status = tunnel.get().status();
        var isUp = status.state() == State.UP;
        return new Finding(
                isUp,
                isUp ? Map.of("state", "UP") : Map.of("state", status.state().name(), "error", status.reason()));
    }

    @Override
    public void close() {
        connection.close();
        tunnel.ifPresent(Tunnel::close);
    }
}
