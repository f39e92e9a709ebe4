package nexus.tunnel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.Random;
import java.util.Set;
import nexus.testing.Eventually;
import nexus.testing.SshPeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TunnelTest {
    private static SshPeer peer;

    @BeforeAll
    static void start() {
        peer = SshPeer.start();
    }

    @AfterAll
    static void stop() {
        if (peer != null) peer.close();
    }

    @Test
    void carriesBytesToATargetBehindTheBastion() throws IOException {
        try (var echo = FarEnd.echo();
                var tunnel = TunnelPeer.open(peer, echo)) {
            tunnel.verify(TunnelPeer.DEADLINE);
            try (var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
                assertEquals("hello", client.exchange("hello"));
            }
            assertEquals(State.UP, tunnel.status().state());
            assertEquals(5, tunnel.stats().bytesIn());
            assertEquals(5, tunnel.stats().bytesOut());
            assertTrue(tunnel.stats().roundTrip().isPositive());
        }
    }

    @Test
    void connectsOnTheFirstRequestWithoutBeingTold() throws IOException {
        try (var echo = FarEnd.echo();
                var tunnel = TunnelPeer.open(peer, echo)) {
            assertEquals(State.DOWN, tunnel.status().state());
            try (var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
                assertEquals("hello", client.exchange("hello"));
            }
        }
    }

    @Test
    void keepsEightMebibytesIntactBothWays() throws Exception {
        var sent = new byte[8 << 20];
        new Random(42).nextBytes(sent);
        try (var echo = FarEnd.echo();
                var tunnel = TunnelPeer.open(peer, echo);
                var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
            var writer = Thread.startVirtualThread(() -> {
                try {
                    client.socket().getOutputStream().write(sent);
                    client.socket().shutdownOutput();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertArrayEquals(sent, client.socket().getInputStream().readAllBytes());
            writer.join();
        }
    }

    @Test
    void reconnectsAfterItsSessionWasKilled() throws IOException {
        try (var echo = FarEnd.echo();
                var tunnel = TunnelPeer.open(peer, echo)) {
            tunnel.verify(TunnelPeer.DEADLINE);
            for (int round = 1; round <= 3; round++) {
                peer.killSessions();
                try (var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
                    assertEquals(0, client.reply(), () -> tunnel.lastRefusal().orElse(""));
                }
                long reconnects = round;
                Eventually.holds("reconnected", () -> tunnel.stats().sessionsAfterTheFirst() >= reconnects);
            }
        }
    }

    @Test
    void returnsByItselfAfterADropWithoutAnyRequest() {
        try (var echo = FarEnd.echo();
                var tunnel = TunnelPeer.open(peer, echo)) {
            tunnel.verify(TunnelPeer.DEADLINE);
            peer.killSessions();
            Eventually.holds("reconnected", () -> tunnel.stats().sessionsAfterTheFirst() == 1);
            Eventually.holds("up", () -> tunnel.status().state() == State.UP);
        }
    }

    @Test
    void endsOpenConnectionsWhenTheSessionDies() throws IOException {
        try (var echo = FarEnd.echo();
                var tunnel = TunnelPeer.open(peer, echo);
                var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
            peer.killSessions();
            assertEquals(-1, client.socket().getInputStream().read());
            Eventually.holds("no channel is left", () -> tunnel.stats().channels() == 0);
        }
    }

    @Test
    void givesUpAStalledConsumerAloneAndServesTheOthers() throws IOException {
        try (var flood = FarEnd.flood();
                var echo = FarEnd.echo();
                var tunnel = TunnelPeer.open(peer, flood, echo);
                var stalled = SocksClient.ask(tunnel.proxy(), flood.target());
                var other = SocksClient.ask(tunnel.proxy(), echo.target())) {
            assertEquals(0, stalled.reply());
            Eventually.holds("both are open", () -> tunnel.stats().channels() == 2);
            // The flood is far more than every buffer on the way holds, and nobody reads it.
            assertEquals("still here", other.exchange("still here"));
            Eventually.holds("the flood is given up", () -> tunnel.stats().channels() == 0);
            assertEquals(0, tunnel.stats().sessionsAfterTheFirst());
        }
    }

    @Test
    void replacesASessionWhoseBastionIsFrozenInTheMiddleOfAnUpload() throws Exception {
        try (var swallow =
                        FarEnd.serving(client -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
                var tunnel = Tunnel.open(TunnelPeer.impatient(peer), TunnelPeer.targets(swallow));
                var client = SocksClient.ask(tunnel.proxy(), swallow.target())) {
            var upload = Thread.startVirtualThread(() -> upload(client));
            Eventually.holds("bytes flow", () -> tunnel.stats().bytesOut() > 8 << 20);
            peer.freezeSessions();
            Eventually.holds("reconnected", () -> tunnel.stats().sessionsAfterTheFirst() == 1);
            upload.join();
            try (var next = SocksClient.ask(tunnel.proxy(), swallow.target())) {
                assertEquals(0, next.reply());
            }
        }
    }

    /// Sends until it is cut off.
    private static void upload(SocksClient client) {
        try {
            var zeros = new byte[64 << 10];
            while (true) client.socket().getOutputStream().write(zeros);
        } catch (IOException e) {
            // The end.
        }
    }

    @Test
    void leavesNoThreadAndNoSocketBehind() throws IOException {
        try (var echo = FarEnd.echo()) {
            var tunnel = TunnelPeer.open(peer, echo);
            var client = SocksClient.ask(tunnel.proxy(), echo.target());
            tunnel.close();
            assertEquals(0, tunnel.threads());
            assertEquals(0, tunnel.stats().channels());
            assertEquals(State.DOWN, tunnel.status().state());
            assertEquals(-1, client.socket().getInputStream().read());
            assertThrows(ConnectException.class, () -> SocksClient.ask(tunnel.proxy(), echo.target()));
            client.close();
        }
    }

    @Test
    void comesUpByItselfOnceTheBastionIsThere() throws IOException {
        try (var late = SshPeer.prepare();
                var echo = FarEnd.echo();
                var tunnel = TunnelPeer.open(late, echo)) {
            try (var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
                assertEquals(1, client.reply());
            }
            assertEquals(
                    "the bastion 127.0.0.1:" + late.port()
                            + " refuses connections: is sshd running there and the port right?",
                    tunnel.lastRefusal().orElseThrow());
            late.restart();
            Eventually.holds("up", () -> tunnel.status().state() == State.UP);
            try (var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
                assertEquals("hello", client.exchange("hello"));
            }
            assertTrue(tunnel.lastRefusal().isEmpty());
        }
    }

    @Test
    void tellsAForbiddenTargetFromOneThatIsDown() throws IOException {
        var closed = new Target("127.0.0.1", 1);
        try (var strict = SshPeer.start("PermitOpen 127.0.0.1:1");
                var echo = FarEnd.echo();
                var tunnel = Tunnel.open(TunnelPeer.settings(strict), Set.of(echo.target(), closed))) {
            try (var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
                assertEquals(2, client.reply());
            }
            assertEquals(
                    "the bastion 127.0.0.1:" + strict.port() + " does not allow user " + strict.user() + " to reach "
                            + echo.target()
                            + ": permitopen in authorized_keys or PermitOpen in sshd_config must name it so",
                    tunnel.lastRefusal().orElseThrow());
            try (var client = SocksClient.ask(tunnel.proxy(), closed)) {
                assertEquals(5, client.reply());
            }
            assertEquals(
                    "the bastion 127.0.0.1:" + strict.port()
                            + " cannot connect to 127.0.0.1:1: is it running there, and does the name resolve?",
                    tunnel.lastRefusal().orElseThrow());
            assertEquals(0, echo.connections());
        }
    }
}
