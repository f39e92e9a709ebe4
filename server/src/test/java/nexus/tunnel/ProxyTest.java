package nexus.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import nexus.testing.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The entrance on loopback, in front of a tunnel that someone else holds open.
class ProxyTest {
    private static final Target MONGO = new Target("mongo-a.internal", 27017);

    private FarEnd echo;
    private Tunnel tunnel;

    @BeforeEach
    void start() {
        echo = FarEnd.echo();
        tunnel = Tunnel.open(external(echo.target()), Set.of(MONGO));
    }

    private static Settings.External external(Target end) {
        var pattern = TargetPattern.parse("*.shard.internal:27018").orElseThrow();
        return new Settings.External(end.host(), end.port(), Duration.ofSeconds(3), List.of(pattern));
    }

    @AfterEach
    void stop() {
        tunnel.close();
        echo.close();
        assertEquals(0, tunnel.threads());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mongo-a.internal:27017", "MONGO-A.internal:27017", "a.shard.internal:27018"})
    void dialsTheGivenAddressForEveryAllowedTarget(String address) throws IOException {
        try (var client = SocksClient.ask(tunnel.proxy(), target(address))) {
            assertEquals("hello", client.exchange("hello"));
        }
        assertEquals(State.UP, tunnel.status().state());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "mongo-b.internal:27017",
                "mongo-a.internal:27018",
                "shard.internal:27018",
                "notshard.internal:27018",
                "169.254.169.254:80"
            })
    void neverDialsATargetOffTheAllowList(String address) throws IOException {
        try (var client = SocksClient.ask(tunnel.proxy(), target(address))) {
            assertEquals(2, client.reply());
        }
        assertEquals(
                address + " is not among the targets of this tunnel: add it to allowed-targets if it is a member of the"
                        + " database",
                tunnel.lastRefusal().orElseThrow());
        assertEquals(0, echo.connections());
    }

    @Test
    void refusesWrongCredentials() throws IOException {
        var proxy = tunnel.proxy();
        var password = proxy.password().value();
        try (var user = SocksClient.ask(proxy.port(), "nexus", password, MONGO);
                var secret = SocksClient.ask(proxy.port(), proxy.user(), password + "0", MONGO);
                var nothing = SocksClient.ask(proxy.port(), "", "", MONGO)) {
            assertEquals(SocksClient.BAD_CREDENTIALS, user.reply());
            assertEquals(SocksClient.BAD_CREDENTIALS, secret.reply());
            assertEquals(SocksClient.BAD_CREDENTIALS, nothing.reply());
        }
        assertEquals(0, echo.connections());
    }

    @Test
    void refusesAClientThatOffersNoPassword() throws IOException {
        try (var client = connect()) {
            client.getOutputStream().write(new byte[] {5, 1, 0});
            assertEquals(5, client.getInputStream().read());
            assertEquals(0xff, client.getInputStream().read());
            assertEquals(-1, client.getInputStream().read());
        }
    }

    @Test
    void makesCredentialsAnewAndNeverPrintsThem() {
        try (var other = Tunnel.open(external(echo.target()), Set.of(MONGO))) {
            assertNotEquals(tunnel.proxy().password(), other.proxy().password());
        }
        assertFalse(tunnel.proxy().toString().contains(tunnel.proxy().password().value()));
    }

    @Test
    void listensOnLoopbackOnly() throws IOException {
        for (var address : InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
            if (address.isLoopbackAddress()) continue;
            assertThrows(
                    IOException.class, () -> new Socket(address, tunnel.proxy().port()).close());
        }
    }

    @Test
    void survivesRandomHandshakes() throws IOException {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            var bytes = new byte[1 + random.nextInt(600)];
            random.nextBytes(bytes);
            // Half of them begin well, to come further.
            if (round % 2 == 0) bytes[0] = 5;
            try (var client = connect()) {
                client.getOutputStream().write(bytes);
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
            } catch (SocketException e) {
                // Hung up on while it was still talking.
            }
        }
        assertEquals(0, echo.connections());
        Eventually.holds("the clients are gone", () -> tunnel.threads() == 1);
        try (var client = SocksClient.ask(tunnel.proxy(), MONGO)) {
            assertEquals("hello", client.exchange("hello"));
        }
    }

    @Test
    void hangsUpOnAClientThatNeverSpeaks() throws IOException {
        try (var client = connect()) {
            assertEquals(-1, client.getInputStream().read());
        }
    }

    @Test
    void saysThatTheOtherTunnelIsNotThere() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (var closed = Tunnel.open(external(new Target("127.0.0.1", port)), Set.of(MONGO))) {
            var failure = assertThrows(TunnelException.class, () -> closed.verify(TunnelPeer.DEADLINE));
            assertEquals(
                    "the tunnel at 127.0.0.1:" + port + " cannot be reached: Connection refused", failure.getMessage());
            assertEquals(State.BACKOFF, closed.status().state());
        }
    }

    @Test
    void saysThatTheOtherTunnelLeadsNowhere() {
        try (var mute = FarEnd.serving(_ -> {});
                var broken = Tunnel.open(external(mute.target()), Set.of(MONGO))) {
            var failure = assertThrows(TunnelException.class, () -> broken.verify(TunnelPeer.DEADLINE));
            assertEquals(
                    "the tunnel at " + mute.target() + " hangs up at once: its own far end does not answer",
                    failure.getMessage());
        }
    }

    @Test
    void verifiesATunnelThatWaitsForUsToSpeak() {
        tunnel.verify(TunnelPeer.DEADLINE);
        assertTrue(tunnel.lastRefusal().isEmpty());
    }

    private static Target target(String address) {
        int colon = address.lastIndexOf(':');
        return new Target(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    private Socket connect() throws IOException {
        var socket =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), tunnel.proxy().port());
        socket.setSoTimeout(30_000);
        return socket;
    }
}
