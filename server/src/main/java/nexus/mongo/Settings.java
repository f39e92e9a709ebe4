package nexus.mongo;

import com.mongodb.ServerAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.config.Secret;
import nexus.config.Section;

/// How to reach one MongoDB deployment and what a read of it may cost.
///
/// @param uri      connection string
/// @param remote   stands in for the host of the connection string
/// @param tls      the files of TLS, where the connection string turns it on
/// @param pace     how long things may take
/// @param poolSize most sockets to one server
/// @param limits   what one read or write may cost
/// @param writes   whether agents may change it at all
public record Settings(
        Secret uri, Optional<HostPort> remote, Tls tls, Pace pace, int poolSize, Limits limits, boolean writes) {
    /// Short names of environment variables for the connection `default`.
    public static final Map<String, String> ALIASES = Map.of(
            "MONGO_URI", "connections.default.uri",
            "REMOTE_HOST", "connections.default.remote-host",
            "REMOTE_PORT", "connections.default.remote-port",
            "NEXUS_WRITES", "connection-defaults.writes");

    private static final String EXAMPLE = "uri: mongodb://reader:secret@db.example:27017/?authSource=admin";
    private static final Secret STAND_IN = new Secret("mongodb://localhost");

    /// A connection that is only read.
    public Settings(Secret uri, Optional<HostPort> remote, Tls tls, Pace pace, int poolSize, Limits limits) {
        this(uri, remote, tls, pace, poolSize, limits, false);
    }

    /// How long things may take.
    ///
    /// @param connectTimeout         for opening a socket
    /// @param serverSelectionTimeout how long an operation waits for a server to be there
    /// @param heartbeat              how often each server is asked how it is
    /// @param connectionLife         after which a socket is replaced by a new one
    public record Pace(
            Duration connectTimeout, Duration serverSelectionTimeout, Duration heartbeat, Duration connectionLife) {
        private static Pace read(Section section) {
            return new Pace(
                    section.duration("connect-timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                    section.duration("server-selection-timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                    section.duration("heartbeat", Duration.ofMillis(500), Duration.ofMinutes(1)),
                    section.duration("connection-life", Duration.ofSeconds(10), Duration.ofHours(24)));
        }
    }

    /// Reads the section of one connection.
    public static Settings read(Section section) {
        var uri = uri(section);
        var settings = read(section, uri, remote(section, uri));
        if (!uri.equals(STAND_IN)) settings.tls().check(section.section("tls"), settings.speaksTls());
        return settings;
    }

    /// Reads what holds for every connection, for a database of our own.
    public static Settings readDefaults(Section section) {
        return read(section, STAND_IN, Optional.empty());
    }

    private static Settings read(Section section, Secret uri, Optional<HostPort> remote) {
        return new Settings(
                uri,
                remote,
                Tls.read(section.section("tls")),
                Pace.read(section),
                section.integer("pool-size", 1, 1_000),
                Limits.read(section.section("limits")),
                section.flag("writes"));
    }

    /// The same for another database, without TLS.
    public Settings withUri(String other) {
        return new Settings(new Secret(other), remote, Tls.USUAL, pace, poolSize, limits, writes);
    }

    /// What is wrong with a connection string; nothing if it can be used.
    public static Optional<String> trouble(Secret uri) {
        return Uri.trouble(uri.value());
    }

    private static Secret uri(Section section) {
        var uri = section.secretIfSet("uri", Uri.ALLOWED);
        var trouble = uri.map(secret -> Uri.trouble(secret.value())).orElse(Optional.of("it is needed"));
        trouble.ifPresent(what -> section.problem("uri", what, Uri.ALLOWED, EXAMPLE));
        return trouble.isPresent() ? STAND_IN : uri.orElse(STAND_IN);
    }

    private static Optional<HostPort> remote(Section section, Secret uri) {
        var host = section.textIfSet("remote-host", "the name or address of one host");
        var port = section.integerIfSet("remote-port", 1, 65_535);
        if (host.isEmpty() && port.isEmpty()) return Optional.empty();
        var string = Uri.parse(uri.value());
        if (string.isSrvProtocol() || string.getHosts().size() > 1) {
            var key = host.isPresent() ? "remote-host" : "remote-port";
            var what = "it stands in for the one host of uri, which is mongodb+srv:// or names several";
            section.problem(key, what, "only with a mongodb:// uri of one host", "uri: mongodb://db.example:27017");
            return Optional.empty();
        }
        var written = address(string.getHosts().getFirst());
        return Optional.of(new HostPort(host.orElse(written.host()), port.orElse(written.port())));
    }

    /// The servers named, for the allow-list of a tunnel; empty for `mongodb+srv://`, whose servers DNS names later.
    public List<HostPort> hosts() {
        if (remote.isPresent()) return List.of(remote.get());
        var string = Uri.parse(uri.value());
        if (string.isSrvProtocol()) return List.of();
        return string.getHosts().stream().map(Settings::address).toList();
    }

    /// Whether the servers are found by DNS (`mongodb+srv://`).
    public boolean isSrv() {
        return uri.value().startsWith("mongodb+srv://");
    }

    private boolean speaksTls() {
        return Boolean.TRUE.equals(Uri.parse(uri.value()).getSslEnabled());
    }

    private static HostPort address(String host) {
        var address = new ServerAddress(host);
        return new HostPort(address.getHost(), address.getPort());
    }
}
