package nexus.backup;

import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nexus.config.Section;
import nexus.mongo.BulkClient;
import nexus.mongo.DatabaseException;
import nexus.mongo.HostPort;
import nexus.mongo.NameServer;
import nexus.mongo.Way;
import nexus.tunnel.Lane;
import nexus.tunnel.Target;
import nexus.tunnel.Tunnel;
import nexus.tunnel.TunnelException;

/// The database and the way to it, for whole collections: through the lane of the tunnel that is for bulk.
record Link(Optional<Tunnel> tunnel, MongoClient client) implements AutoCloseable {
    /// One database and the way to it.
    record Settings(String name, nexus.mongo.Settings mongo, Optional<nexus.tunnel.Settings> tunnel) {
        /// The servers, as the target of a restore is called.
        String servers() {
            return mongo.hosts().stream()
                    .map(host -> host.host() + ":" + host.port())
                    .sorted()
                    .collect(Collectors.joining(","));
        }

        static Settings read(String name, Section connection) {
            return new Settings(name, nexus.mongo.Settings.read(connection), nexus.tunnel.Settings.read(connection));
        }
    }

    /// Opens both.
    ///
    /// @param deadline for the bastion
    /// @param silence  how long the server may leave an operation without a byte
    /// @param sockets  most to a server
    /// @throws TunnelException   if the bastion cannot be passed
    /// @throws DatabaseException if the files of TLS cannot be used
    static Link open(Settings settings, Duration deadline, Duration silence, int sockets) {
        var tunnel = settings.tunnel()
                .map(way -> Tunnel.open(
                        settings.name(), way, targets(settings.mongo().hosts())));
        try {
            tunnel.ifPresent(open -> open.verify(deadline));
            var way = tunnel.map(open -> through(open, settings)).orElse(Way.DIRECT);
            return new Link(tunnel, BulkClient.open(settings.name(), settings.mongo(), way, silence, sockets));
        } catch (RuntimeException e) {
            tunnel.ifPresent(Tunnel::close);
            throw e;
        }
    }

    private static Way through(Tunnel tunnel, Settings settings) {
        var proxy = tunnel.proxy(Lane.BULK);
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

    @Override
    public void close() {
        client.close();
        tunnel.ifPresent(Tunnel::close);
    }
}
