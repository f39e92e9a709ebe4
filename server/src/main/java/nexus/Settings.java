package nexus;

import java.io.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nexus.access.grants.GrantsFile;
import nexus.config.Aliases;
import nexus.config.LogFormat;
import nexus.config.Profile;
import nexus.config.Section;
import nexus.http.FleetSettings;
import nexus.mcp.ResultForm;
import nexus.tools.Views;

/// Everything that can be set, room by room.
///
/// @param grants      the file that narrows callers; without it each may do what its rights allow
/// @param memory      bytes for all answers at work; a quarter of the heap where nothing is set
/// @param connections by name; empty where the embedded database stands in
/// @param embedded    what holds for every connection, for the embedded database
record Settings(
        Profile profile,
        Log log,
        nexus.http.Settings http,
        nexus.access.Settings access,
        nexus.access.limits.Settings limits,
        nexus.access.audit.Settings audit,
        Optional<Path> grants,
        nexus.ops.Settings ops,
        FleetSettings fleet,
        Start start,
        Stop stop,
        ResultForm results,
        Optional<Long> memory,
        Map<String, Link> connections,
        nexus.mongo.Settings embedded) {
    private static final String AUTHORITY =
            "the path of a readable file with the certificates of those who issue certificates to clients";

    /// Short names of environment variables, beside `NEXUS_` and the key in capitals.
    static final Map<String, String> ALIASES = Aliases.all(List.of(
            Map.of(
                    "NEXUS_CONFIG", "config",
                    "NEXUS_PROFILE", "profile",
                    "MCP_HOST", "http.host",
                    "MCP_PORT", "http.port",
                    "NEXUS_ALLOWED_HOSTS", "http.allowed-hosts",
                    "NEXUS_TOKENS_FILE", "auth.tokens-file",
                    "OPS_HOST", "ops.host",
                    "OPS_PORT", "ops.port",
                    "NEXUS_SEAL_KEYS", "fleet.seal-keys",
                    "POD_IP", "fleet.pod-ip"),
            GrantsFile.ALIASES,
            nexus.mongo.Settings.ALIASES,
            nexus.tunnel.Settings.ALIASES));

    /// How the log is written.
    record Log(LogFormat format, LogFormat.Threshold level) {}

    /// How long each phase of the start may take before it counts as failed and is tried again.
    record Start(Duration tunnel, Duration mongodb, Duration mcp) {}

    /// How the server stops.
    ///
    /// @param pause how long it goes on serving after `/ready` turned false, so that balancers notice
    /// @param grace how long calls at work may take after that
    record Stop(Duration pause, Duration grace) {}

    /// One database and the way to it.
    record Link(nexus.mongo.Settings mongo, Optional<nexus.tunnel.Settings> tunnel) {}

    static Settings read(Section root) {
        root.leave("backup");
        var http = nexus.http.Settings.read(root.section("http"));
        var access = nexus.access.Settings.read(root.section("auth"));
        if (!http.isLoopback() && !access.isChosen()) refuseOpenDoor(root, http);
        checkCertificates(root, http, access);
        var ops = nexus.ops.Settings.read(root.section("ops"));
        if (ops.port() != 0 && ops.port() == http.port()) {
            root.problem("ops.port", "it is the port of /mcp", "another one than http.port", "OPS_PORT=9090");
        }
        return new Settings(
                root.profile(),
                new Log(
                        root.choice("log.format", LogFormat.class),
                        root.choice("log.level", LogFormat.Threshold.class)),
                http,
                access,
                nexus.access.limits.Settings.read(root.section("auth").section("limits")),
                nexus.access.audit.Settings.read(root.section("audit")),
                GrantsFile.read(root.section("auth"), Views::problems),
                ops,
                fleet(root, ops),
                start(root.section("start")),
                stop(root.section("stop")),
                root.choice("mcp.results", ResultForm.class),
                root.bytesIfSet("mcp.answer-memory", 1 << 20, 64L << 30),
                connections(root),
                nexus.mongo.Settings.readDefaults(root.section("connection-defaults")));
    }

    /// The settings of a connection to the embedded database: what the operator set for all connections holds for it.
    Map<String, Link> toEmbedded(String uri) {
        return Map.of("default", new Link(embedded.withUri(uri), Optional.empty()));
    }

    private static void refuseOpenDoor(Section root, nexus.http.Settings http) {
        root.problem(
                "auth.mode",
                "/mcp would listen on " + http.host() + " without authentication",
                "token (with NEXUS_TOKENS_FILE), oauth, certificate, or none where something in front of the server checks callers",
                "NEXUS_AUTH_MODE=token");
    }

    private static void checkCertificates(Section root, nexus.http.Settings http, nexus.access.Settings access) {
        var isNamed = root.isSet("http.tls.client-ca-file", AUTHORITY);
        if (access.wantsCertificates() && !isNamed) {
            root.problem(
                    "http.tls.client-ca-file",
                    "auth.mode is certificate, so it is needed, with certificate-file and key-file",
                    AUTHORITY,
                    "http.tls.client-ca-file: /etc/nexus/tls/ca.crt");
        } else if (http.asksForCertificates() && !access.wantsCertificates()) {
            root.problem(
                    "auth.mode",
                    "http.tls.client-ca-file is set, but no certificate would be looked at",
                    "certificate, alone or beside token and oauth",
                    "NEXUS_AUTH_MODE=certificate");
        }
    }

    private static FleetSettings fleet(Section root, nexus.ops.Settings ops) {
        var fleet = FleetSettings.read(root.section("fleet"));
        if (fleet.podIp().isPresent() && ops.port() == 0)
            root.problem("ops.port", "other replicas could not know it", "a fixed port", "OPS_PORT=9090");
        return fleet;
    }

    private static Start start(Section section) {
        var shortest = Duration.ofMillis(100);
        var longest = Duration.ofMinutes(10);
        return new Start(
                section.duration("tunnel-deadline", shortest, longest),
                section.duration("mongodb-deadline", shortest, longest),
                section.duration("mcp-deadline", shortest, longest));
    }

    /// On a terminal there is no balancer that would have to notice.
    private static Stop stop(Section section) {
        var pause = section.durationIfSet("pause", Duration.ZERO, Duration.ofMinutes(10));
        var isTerminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        var preset = isTerminal ? Duration.ZERO : Duration.ofSeconds(5);
        return new Stop(
                pause.orElse(preset), section.duration("grace", Duration.ofMillis(100), Duration.ofMinutes(10)));
    }

    private static Map<String, Link> connections(Section root) {
        var links = new TreeMap<String, Link>();
        root.entries("connections", "connection-defaults").forEach((name, section) -> links.put(name, link(section)));
        if (links.isEmpty() && root.profile() == Profile.PRODUCTION) {
            root.problem(
                    "connections.default.uri",
                    "it is needed in the production profile: only development has an embedded database",
                    "a mongodb:// or mongodb+srv:// URI",
                    "MONGO_URI=mongodb://user:password@mongo-a:27017/?replicaSet=rs0");
        }
        return Map.copyOf(links);
    }

    private static Link link(Section section) {
        var link = new Link(nexus.mongo.Settings.read(section), nexus.tunnel.Settings.read(section));
        link.tunnel().ifPresent(way -> check(section, link.mongo(), way));
        return link;
    }

    /// What only both rooms together can know.
    private static void check(Section section, nexus.mongo.Settings mongo, nexus.tunnel.Settings way) {
        switch (way) {
            case nexus.tunnel.Settings.External _ -> checkExternal(section, mongo);
            case nexus.tunnel.Settings.Ssh ssh -> checkDrain(section, mongo, ssh);
        }
        if (mongo.hosts().stream().anyMatch(host -> host.host().contains(":"))) {
            section.problem(
                    "uri",
                    "an IPv6 address cannot be reached through a tunnel: the driver mangles it",
                    "host names or IPv4 addresses",
                    "mongodb://mongo-a:27017/");
        }
    }

    private static void checkExternal(Section section, nexus.mongo.Settings mongo) {
        if (mongo.isSrv() || mongo.hosts().size() > 1) {
            section.problem(
                    "tunnel.host",
                    "a tunnel that someone else holds open leads to one host, but the URI names several",
                    "a mongodb:// URI with one host, or ssh.host for a tunnel of Nexus's own",
                    "mongodb://mongo-a:27017/?directConnection=true");
        }
    }

    /// Sockets that outlive the session they run through are cut in the middle of an operation.
    private static void checkDrain(Section section, nexus.mongo.Settings mongo, nexus.tunnel.Settings.Ssh ssh) {
        if (mongo.pace().connectionLife().compareTo(ssh.pace().drain()) >= 0) {
            section.problem(
                    "connection-life",
                    "connections would still be open when ssh.drain is over, and be cut after a change of keys",
                    "less than ssh.drain",
                    "connection-life: 5m and ssh.drain: 6m");
        }
    }
}
