package nexus.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.config.ConfigException;
import nexus.config.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String AT = "connections.main.";

    @TempDir
    private Path folder;

    @Test
    void isNothingWhereNeitherHostIsSet() {
        assertEquals(Optional.empty(), read(Map.of()));
    }

    @Test
    void readsABastionWithItsDefaults() throws IOException {
        var login = new Settings.Login("nexus", file("key"), Optional.empty(), Optional.empty(), file("hosts"));
        var pace = new Settings.Pace(
                Duration.ofSeconds(8),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                2,
                Duration.ofSeconds(10),
                Duration.ofMinutes(6));
        var hops = List.of(new Settings.Hop("bastion", 22, login));
        assertEquals(
                Optional.of(new Settings.Ssh(hops, pace, TunnelPeer.LANES, List.of(), Optional.empty())),
                read(bastion(Map.of())));
    }

    @Test
    void readsATunnelOfSomeoneElse() {
        var settings = new Settings.External("127.0.0.1", 27017, Duration.ofSeconds(3), List.of());
        assertEquals(Optional.of(settings), read(Map.of("tunnel.host", "127.0.0.1")));
    }

    @Test
    void readsFurtherTargets() throws IOException {
        var settings = read(bastion(Map.of("ssh.allowed-targets", "*.Mongo.internal:27017,10.0.0.7:27018")));
        assertEquals(
                List.of(new TargetPattern(true, ".mongo.internal", 27017), new TargetPattern(false, "10.0.0.7", 27018)),
                settings.orElseThrow().allowedTargets());
    }

    @Test
    void readsJumpHostsInTheirOrderWithTheirOwnKey() throws IOException {
        var settings = (Settings.Ssh) read(bastion(Map.of(
                        "ssh.jump-hosts",
                        "gate,ops@10.0.0.7:2222",
                        "ssh.jump-key-file",
                        file("jump").toString())))
                .orElseThrow();
        assertEquals(
                List.of("nexus@gate:22 jump", "ops@10.0.0.7:2222 jump", "nexus@bastion:22 key"),
                settings.hops().stream()
                        .map(hop -> hop.login().user() + "@" + hop.where() + " "
                                + hop.login().keyFile().getFileName())
                        .toList());
    }

    @Test
    void takesTheCertificateThatLiesBesideItsKey() throws IOException {
        var settings = bastion(Map.of());
        var beside = file("key-cert.pub");
        assertEquals(
                Optional.of(beside),
                ((Settings.Ssh) read(settings).orElseThrow()).bastion().login().certificateFile());
    }

    /// There is no such key: host keys are always checked.
    @ParameterizedTest(name = "strict-host-key-checking: {0}")
    @ValueSource(strings = {"no", "off", "accept-new", "ask", "yes", "YES", "true"})
    void knowsNoWayToTurnTheCheckOfHostKeysOff(String spelling) throws IOException {
        for (var key : List.of("ssh.strict-host-key-checking", "ssh.StrictHostKeyChecking")) {
            var settings = bastion(Map.of(key, spelling));
            var failure = assertThrows(ConfigException.class, () -> read(settings));
            assertTrue(failure.problems().getFirst().toString().contains(key), failure.problems()::toString);
        }
    }

    /// @param changes what differs from a bastion that works; an empty value takes the key away
    record Row(String name, Map<String, String> changes, List<String> problems) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Row> rows() {
        var file = " (not set anywhere): it is needed. Allowed: the path of a readable file. Example: ";
        return List.of(
                new Row(
                        "no user",
                        Map.of("ssh.user", ""),
                        List.of("ssh.user (not set anywhere): it is needed. Allowed: a user name on the bastion."
                                + " Example: user: nexus")),
                new Row(
                        "no files",
                        Map.of("ssh.key-file", "", "ssh.known-hosts-file", ""),
                        List.of(
                                "ssh.key-file" + file + "key-file: /etc/nexus/ssh/key-file",
                                "ssh.known-hosts-file" + file + "known-hosts-file: /etc/nexus/ssh/known-hosts-file")),
                new Row(
                        "a key that is not there",
                        Map.of("ssh.key-file", "/no/key"),
                        List.of(
                                "ssh.key-file (-Dnexus.connections.main.ssh.key-file): there is no readable file at /no/key."
                                        + " Allowed: the path of a readable file. Example: connections.main.ssh.key-file: /etc/nexus/key-file")),
                new Row(
                        "both kinds of tunnel",
                        Map.of("tunnel.host", "localhost"),
                        List.of(
                                "tunnel.host (-Dnexus.connections.main.tunnel.host): ssh.host is set too. Allowed: ssh.host"
                                        + " for a tunnel of Nexus's own, or tunnel.host for one that someone else holds open."
                                        + " Example: ssh.host: bastion.example.org")),
                new Row(
                        "a key but no bastion",
                        Map.of("ssh.host", ""),
                        List.of("ssh.host (not set anywhere): ssh.user is set, so it is needed. Allowed: a host name or"
                                + " an address. Example: host: bastion.example.org")),
                new Row(
                        "a jump host that is none",
                        Map.of("ssh.jump-hosts", "-oProxyCommand=sh"),
                        List.of(
                                "ssh.jump-hosts (-Dnexus.connections.main.ssh.jump-hosts): \"-oProxyCommand=sh\" cannot be used."
                                        + " Allowed: [user@]host[:port] with a name or an IPv4 address. Example: jump-hosts:"
                                        + " [nexus@gate.example.org:22]")),
                new Row(
                        "a jump key's passphrase without the key",
                        Map.of("ssh.jump-key-passphrase-file", "/etc/hostname"),
                        List.of(
                                "ssh.jump-key-passphrase-file (-Dnexus.connections.main.ssh.jump-key-passphrase-file): it"
                                        + " belongs to ssh.jump-key-file, which is not set. Allowed: only beside ssh.jump-key-file."
                                        + " Example: jump-key-file: /etc/nexus/ssh/jump-key")),
                new Row(
                        "a name server without a port",
                        Map.of("ssh.dns-server", "10.0.0.2"),
                        List.of("ssh.dns-server (-Dnexus.connections.main.ssh.dns-server): \"10.0.0.2\" cannot be used."
                                + " Allowed: host:port of a name server, as the bastion sees it. Example: dns-server:"
                                + " \"10.0.0.2:53\"")),
                new Row(
                        "an IPv6 literal",
                        Map.of("ssh.allowed-targets", "[::1]:27017"),
                        List.of(
                                "ssh.allowed-targets (-Dnexus.connections.main.ssh.allowed-targets): \"[::1]:27017\" cannot"
                                        + " be used. Allowed: host:port or *.suffix:port with a name or an IPv4 address; not an"
                                        + " IPv6 literal. Example: allowed-targets: [\"*.mongo.internal:27017\"]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void saysWhatIsWrong(Row row) throws IOException {
        var settings = bastion(row.changes());
        var failure = assertThrows(ConfigException.class, () -> read(settings));
        assertEquals(
                row.problems().stream().map(problem -> AT + problem).toList(),
                failure.problems().stream().map(Object::toString).toList());
    }

    @ParameterizedTest(name = "window {0}")
    @ValueSource(strings = {"32KiB", "65MiB"})
    void refusesAWindowOutOfBounds(String window) throws IOException {
        var settings = bastion(Map.of("ssh.window", window));
        assertThrows(ConfigException.class, () -> read(settings));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"::1", "[::1]", "", "a b", "*.internal"})
    void aTargetIsANameOrAnIpv4Address(String host) {
        assertThrows(TunnelException.class, () -> new Target(host, 27017));
    }

    private Map<String, String> bastion(Map<String, String> changes) throws IOException {
        var settings = new HashMap<>(Map.of(
                "ssh.host",
                "bastion",
                "ssh.user",
                "nexus",
                "ssh.key-file",
                file("key").toString(),
                "ssh.known-hosts-file",
                file("hosts").toString()));
        settings.putAll(changes);
        settings.values().removeIf(String::isEmpty);
        return settings;
    }

    private Path file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "");
    }

    private static Optional<Settings> read(Map<String, String> settings) {
        var properties = new HashMap<String, String>();
        properties.put("nexus." + AT + "uri", "mongodb://mongo-a");
        settings.forEach((key, value) -> properties.put("nexus." + AT + key, value));
        return Sources.open(properties, Map.of(), Map.of()).read(root -> {
            var connection = root.entries("connections", "connection-defaults").get("main");
            connection.text("uri", "a MongoDB URI", "");
            return Settings.read(connection);
        });
    }
}
