package nexus.tunnel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nexus.config.Section;

/// Reads every key whether it is needed or not, so that the documentation lists them all.
final class SettingsReader {
    private static final String HOST = "a host name or an address";

    private SettingsReader() {}

    static Optional<Settings> read(Section connection) {
        var ssh = connection.section("ssh");
        var tunnel = connection.section("tunnel");
        var bastion = ssh.textIfSet("host", HOST);
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
        return Optional.empty();
    }

    private static Settings.Ssh ssh(Section ssh, String host) {
        var isWanted = !host.isEmpty();
        var user = ssh.textIfSet("user", "a user name on the bastion");
        var key = ssh.fileIfSet("key-file");
        var knownHosts = ssh.fileIfSet("known-hosts-file");
        if (isWanted && !ssh.isSet("user", ""))
            ssh.problem("user", "it is needed", "a user name on the bastion", "user: nexus");
        Stream.of("key-file", "known-hosts-file")
                .filter(name -> isWanted && !ssh.isSet(name, ""))
                .forEach(name -> ssh.problem(
                        name, "it is needed", "the path of a readable file", name + ": /etc/nexus/ssh/" + name));
        var login = new Settings.Login(
                user.orElse(""),
                key.orElse(Path.of("")),
                ssh.fileIfSet("key-passphrase-file"),
                knownHosts.orElse(Path.of("")));
        int port = ssh.integer("port", 1, 65_535);
        int window = (int) ssh.bytes("window", 64L << 10, 64L << 20);
        return new Settings.Ssh(host, port, login, pace(ssh), window, patterns(ssh));
    }

    private static Settings.Pace pace(Section ssh) {
        var second = Duration.ofSeconds(1);
        return new Settings.Pace(
                ssh.duration("connect-timeout", second, Duration.ofMinutes(2)),
                ssh.duration("open-timeout", second, Duration.ofMinutes(1)),
                ssh.duration("keepalive", second, Duration.ofMinutes(10)),
                ssh.integer("keepalive-misses", 1, 10));
    }

    private static Settings.External external(Section tunnel, Section ssh) {
        var host = tunnel.textIfSet("host", HOST).orElse("");
        int port = tunnel.integer("port", 1, 65_535);
        // One timeout for both kinds: it has to stay below the driver's connect timeout, whoever opens the channel.
        var openTimeout = ssh.duration("open-timeout", Duration.ofSeconds(1), Duration.ofMinutes(1));
        return new Settings.External(host, port, openTimeout, patterns(tunnel));
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
        Stream.of("user", "key-file", "known-hosts-file")
                .filter(key -> ssh.isSet(key, ""))
                .findFirst()
                .ifPresent(key -> ssh.problem(
                        "host", "ssh." + key + " is set, so it is needed", HOST, "host: bastion.example.org"));
    }
}
