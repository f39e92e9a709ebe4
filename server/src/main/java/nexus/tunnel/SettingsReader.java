package nexus.tunnel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nexus.config.Section;

/// Reads every key whether it is needed or not, so that the documentation lists them all.
final class SettingsReader {
    private static final String HOST = "a host name or an address";
    private static final int SSH = 22;
    private static final int MONGODB = 27_017;

    private SettingsReader() {}

    static Optional<Settings> read(Section connection) {
        var ssh = connection.section("ssh");
        var tunnel = connection.section("tunnel");
        var bastion = host(ssh);
        var settings = ssh(ssh, bastion.orElse(""));
        var external = external(tunnel, ssh);
        if (bastion.isPresent() && !external.host().isEmpty()) {
            tunnel.problem(
                    "host",
                    "ssh.host is set too",
                    "ssh.host for a tunnel of Nexus's own, or tunnel.host for one that someone else holds open",
                    "ssh.host: bastion.example.org");
        }
        if (bastion.isPresent()) return Optional.of(settings);
        if (!external.host().isEmpty()) return Optional.of(external);
        demandHost(ssh);
        demandHostOfPort(ssh, external.port());
        return Optional.empty();
    }

    private static Optional<String> host(Section section) {
        var host = section.textIfSet("host", HOST);
        host.filter(text -> !Target.isHost(text) && !isIpv6(text))
                .ifPresent(text -> section.problem(
                        "host",
                        "\"" + text + "\" cannot be used",
                        HOST + ", without a port",
                        "host: bastion.example.org"));
        return host;
    }

    private static boolean isIpv6(String text) {
        try {
            return InetAddress.ofLiteral(text) instanceof Inet6Address;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Settings.Ssh ssh(Section ssh, String host) {
        var logins = LoginReader.read(ssh, !host.isEmpty());
        var hops = new ArrayList<>(jumps(ssh, logins));
        hops.add(new Settings.Hop(host, ssh.integer("port", 1, 65_535), logins.bastion()));
        return new Settings.Ssh(hops, pace(ssh), lanes(ssh), patterns(ssh), dnsServer(ssh));
    }

    private static List<Settings.Hop> jumps(Section ssh, LoginReader logins) {
        return ssh.list("jump-hosts", JumpHost.ALLOWED).stream()
                .flatMap(text -> jump(ssh, text).stream())
                .map(jump -> new Settings.Hop(jump.host(), jump.port(), logins.jump(jump.user())))
                .toList();
    }

    private static Optional<JumpHost> jump(Section ssh, String text) {
        var jump = JumpHost.parse(text);
        if (jump.isEmpty())
            ssh.problem(
                    "jump-hosts",
                    "\"" + text + "\" cannot be used",
                    JumpHost.ALLOWED,
                    "jump-hosts: [nexus@gate.example.org:22]");
        return jump;
    }

    private static Settings.Pace pace(Section ssh) {
        var second = Duration.ofSeconds(1);
        return new Settings.Pace(
                ssh.duration("connect-timeout", second, Duration.ofMinutes(2)),
                ssh.duration("open-timeout", second, Duration.ofMinutes(1)),
                ssh.duration("keepalive", second, Duration.ofMinutes(10)),
                ssh.integer("keepalive-misses", 1, 10),
                ssh.duration("watch", Duration.ofMillis(100), Duration.ofHours(1)),
                ssh.duration("drain", second, Duration.ofHours(24)));
    }

    private static Settings.Lanes lanes(Section ssh) {
        return new Settings.Lanes(
                (int) ssh.bytes("window", 64L << 10, 64L << 20),
                (int) ssh.bytes("bulk-window", 64L << 10, 64L << 20),
                ssh.integer("bulk-channels", 1, 64),
                (int) ssh.bytes("buffer", 1L << 20, 1L << 30));
    }

    private static Settings.External external(Section tunnel, Section ssh) {
        var host = host(tunnel).orElse("");
        int port = tunnel.integer("port", 1, 65_535);
        // One timeout for both kinds: it has to stay below the driver's connect timeout, whoever opens the channel.
        var openTimeout = ssh.duration("open-timeout", Duration.ofSeconds(1), Duration.ofMinutes(1));
        return new Settings.External(host, port, openTimeout, patterns(tunnel));
    }

    private static Optional<Target> dnsServer(Section ssh) {
        var allowed = "host:port of a name server, as the bastion sees it";
        var text = ssh.textIfSet("dns-server", allowed);
        var server = text.flatMap(TargetPattern::parse).filter(pattern -> !pattern.isWildcard());
        if (text.isPresent() && server.isEmpty())
            ssh.problem("dns-server", "\"" + text.get() + "\" cannot be used", allowed, "dns-server: \"10.0.0.2:53\"");
        return server.map(pattern -> new Target(pattern.suffix(), pattern.port()));
    }

    private static List<TargetPattern> patterns(Section section) {
        var texts = section.list("allowed-targets", TargetPattern.ALLOWED);
        texts.stream()
                .filter(text -> TargetPattern.parse(text).isEmpty())
                .forEach(text -> section.problem(
                        "allowed-targets",
                        "\"" + text + "\" cannot be used",
                        TargetPattern.ALLOWED + "; not an IPv6 literal",
                        "allowed-targets: [\"*.mongo.internal:27017\"]"));
        return texts.stream()
                .flatMap(text -> TargetPattern.parse(text).stream())
                .toList();
    }

    /// Half a tunnel must not turn into a direct connection without a word.
    private static void demandHost(Section ssh) {
        Stream.of(
                        "user",
                        "key-file",
                        "key-passphrase-file",
                        "certificate-file",
                        "known-hosts-file",
                        "jump-hosts",
                        "jump-key-file",
                        "dns-server",
                        "allowed-targets")
                .filter(key -> ssh.isSet(key, ""))
                .findFirst()
                .ifPresent(key -> ssh.problem(
                        "host", "ssh." + key + " is set, so it is needed", HOST, "host: bastion.example.org"));
    }

    /// A blank host beside a port of its own is a slip, and would lead around the tunnel.
    private static void demandHostOfPort(Section ssh, int tunnelPort) {
        if (ssh.integer("port", 1, 65_535) != SSH)
            ssh.problem("host", "ssh.port is set, so it is needed", HOST, "host: bastion.example.org");
        if (tunnelPort != MONGODB)
            ssh.problem(
                    "host", "tunnel.port is set, so it or tunnel.host is needed", HOST, "SSH_TUNNEL_HOST=127.0.0.1");
    }
}
