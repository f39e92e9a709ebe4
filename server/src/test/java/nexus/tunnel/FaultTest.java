package nexus.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import nexus.testing.Eventually;
import nexus.testing.SshPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a tunnel does when a bastion falls silent or a client does not read, and how much it carries.
class FaultTest {
    private SshPeer peer;
    private FarEnd echo;

    @BeforeEach
    void start() {
        peer = SshPeer.start("RekeyLimit 16M");
        echo = FarEnd.echo();
    }

    @AfterEach
    void stop() {
        if (echo != null) echo.close();
        if (peer != null) peer.close();
    }

    private static void assertEchoes(Tunnel tunnel, FarEnd echo) throws IOException {
        try (var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
            assertEquals(0, client.reply(), () -> tunnel.lastRefusal().orElse(""));
            assertEquals("hello", client.exchange("hello"));
        }
    }

    @Test
    void replacesTheSessionOfABastionThatIsFrozenWhileIdle() throws IOException {
        try (var tunnel = Tunnel.open(TunnelPeer.impatient(peer), TunnelPeer.targets(echo))) {
            tunnel.verify(TunnelPeer.DEADLINE);
            peer.freezeSessions();
            Eventually.holds("suspect", () -> tunnel.status().state() == State.SUSPECT);
            Eventually.holds("cut", () -> tunnel.stats().reconnects().getOrDefault(Ending.SILENT, 0L) == 1);
            assertEchoes(tunnel, echo);
        }
    }

    @Test
    void believesABastionThatAnswersAgain() throws IOException {
        try (var tunnel = Tunnel.open(TunnelPeer.impatient(peer), TunnelPeer.targets(echo));
                var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
            peer.freezeSessions();
            Eventually.holds("suspect", () -> tunnel.status().state() == State.SUSPECT);
            peer.thawSessions();
            Eventually.holds("up", () -> tunnel.status().state() == State.UP);
            assertEquals("hello", client.exchange("hello"));
            assertEquals(0, tunnel.stats().sessionsAfterTheFirst());
        }
    }

    @Test
    void cutsASessionThatEightUploadsHaveBlocked() throws Exception {
        try (var swallow =
                        FarEnd.serving(client -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
                var tunnel = Tunnel.open(TunnelPeer.impatient(peer), TunnelPeer.targets(swallow, echo))) {
            var uploads = new ArrayList<Thread>();
            for (int i = 0; i < 8; i++) uploads.add(upload(SocksClient.ask(tunnel.proxy(), swallow.target())));
            Eventually.holds("bytes flow", () -> tunnel.stats().bytesOut() > 8 << 20);
            peer.freezeSessions();
            Eventually.holds("reconnected", () -> tunnel.stats().sessionsAfterTheFirst() == 1);
            for (var upload : uploads) upload.join();
            assertEchoes(tunnel, echo);
            Eventually.holds("no channel is left", () -> tunnel.stats().channels() == 0);
        }
    }

    private static Thread upload(SocksClient client) {
        return Thread.startVirtualThread(() -> {
            try (client) {
                var zeros = new byte[64 << 10];
                while (true) client.socket().getOutputStream().write(zeros);
            } catch (IOException e) {
                // Cut off, as it should be.
            }
        });
    }

    @Test
    void aClientThatNeverReadsItsAnswerHoldsUpNobody() throws IOException {
        try (var answer = FarEnd.serving(client -> {
                    client.getOutputStream().write(new byte[40_000_000]);
                    client.getInputStream().transferTo(OutputStream.nullOutputStream());
                });
                var tunnel = TunnelPeer.open(peer, answer, echo);
                var stalled = SocksClient.ask(tunnel.proxy(), answer.target())) {
            for (int i = 0; i < 200; i++) assertEchoes(tunnel, echo);
            // It was not given up meanwhile: whoever comes back late still gets the whole answer.
            Eventually.holds("one is left", () -> tunnel.stats().channels() == 1);
            assertEquals(40_000_000, stalled.socket().getInputStream().readNBytes(40_000_000).length);
        }
    }

    @Test
    void givesUpTheFullestWhenAllTogetherHoldTooMuch() throws IOException {
        var lanes = new Settings.Lanes(1 << 20, 1 << 20, 16, 4 << 20);
        var settings = TunnelPeer.settings(TunnelPeer.settings(peer).hops(), lanes);
        try (var flood = FarEnd.flood();
                var tunnel = Tunnel.open(settings, TunnelPeer.targets(flood, echo));
                var first = SocksClient.ask(tunnel.proxy(), flood.target());
                var second = SocksClient.ask(tunnel.proxy(), flood.target())) {
            assertEquals(List.of(0, 0), List.of(first.reply(), second.reply()));
            assertEchoes(tunnel, echo);
            Eventually.holds("both floods are given up", () -> tunnel.stats().channels() == 0);
            assertEquals(0, tunnel.stats().sessionsAfterTheFirst());
        }
    }

    @Test
    void theBulkLaneHasASessionOfItsOwn() throws IOException {
        try (var flood = FarEnd.flood();
                var tunnel = TunnelPeer.open(peer, flood, echo);
                var stalled = SocksClient.ask(tunnel.proxy(Lane.BULK), flood.target())) {
            assertEquals(0, stalled.reply());
            for (int i = 0; i < 20; i++) assertEchoes(tunnel, echo);
            assertEquals(2, peer.sessions());
            Eventually.holds(
                    "the stalled one is still there", () -> tunnel.stats().channels() == 1);
        }
    }

    @Test
    void theBulkLaneTakesOnlySoManyChannels() throws IOException {
        var lanes = new Settings.Lanes(1 << 20, 1 << 20, 2, 4 << 20);
        var settings = TunnelPeer.settings(TunnelPeer.settings(peer).hops(), lanes);
        try (var tunnel = Tunnel.open(settings, TunnelPeer.targets(echo))) {
            var first = SocksClient.ask(tunnel.proxy(Lane.BULK), echo.target());
            try (first;
                    var second = SocksClient.ask(tunnel.proxy(Lane.BULK), echo.target());
                    var third = SocksClient.ask(tunnel.proxy(Lane.BULK), echo.target())) {
                assertEquals("a", second.exchange("a"));
                assertEquals(1, third.reply());
                assertTrue(tunnel.lastRefusal().orElseThrow().contains("ssh.bulk-channels"));
                assertEquals(1, tunnel.stats().openFailures().get(Refusal.FULL));
            }
            Eventually.holds("there is room again", () -> {
                try (var next = SocksClient.ask(tunnel.proxy(Lane.BULK), echo.target())) {
                    return next.reply() == 0;
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }

    @Test
    void carriesTwoHundredChannelsAtOnce() throws IOException {
        try (var tunnel = TunnelPeer.open(peer, echo)) {
            var clients = new ArrayList<SocksClient>();
            for (int i = 0; i < 200; i++) clients.add(SocksClient.ask(tunnel.proxy(), echo.target()));
            Eventually.holds("all are open", () -> tunnel.stats().channels() == 200);
            for (var client : clients) assertEquals("hello", client.exchange("hello"));
            for (var client : clients) client.close();
            Eventually.holds("all are closed", () -> tunnel.stats().channels() == 0);
        }
    }

    /// The peer renews its keys every 16 MiB.
    @Test
    void staysWholeWhileTheKeysAreRenewed() throws Exception {
        try (var tunnel = TunnelPeer.open(peer, echo)) {
            var copies = new ArrayList<Thread>();
            var wholes = new AtomicInteger();
            for (int i = 0; i < 4; i++) {
                var client = SocksClient.ask(tunnel.proxy(), echo.target());
                copies.add(Thread.startVirtualThread(() -> {
                    if (client.echoes(24 << 20)) wholes.incrementAndGet();
                }));
            }
            for (var copy : copies) copy.join();
            assertEquals(4, wholes.get());
            assertEquals(0, tunnel.stats().sessionsAfterTheFirst());
        }
    }

    /// sshd goes on trying after we have given up. What it then opens must not stay open for ever.
    @Test
    void closesWhatTheBastionOpensTooLate() throws IOException {
        try (var late = FarEnd.deaf();
                var tunnel = TunnelPeer.open(peer, late, echo)) {
            try (var client = SocksClient.ask(tunnel.proxy(), late.target())) {
                assertEquals(6, client.reply());
            }
            late.hear();
            Eventually.holds(
                    "it was opened and closed again", () -> late.connections() > FarEnd.FILLERS && late.open() == 0);
            assertEchoes(tunnel, echo);
        }
    }

    @Test
    void anInterruptedCallerEndsOnlyItsOwnWait() throws Exception {
        try (var deaf = FarEnd.deaf();
                var tunnel = TunnelPeer.open(peer, deaf, echo);
                var other = SocksClient.ask(tunnel.proxy(), echo.target())) {
            var caller = Thread.startVirtualThread(() -> {
                var _ = tunnel.refusal(deaf.target());
            });
            caller.interrupt();
            caller.join();
            assertEquals("hello", other.exchange("hello"));
            assertEquals(0, tunnel.stats().sessionsAfterTheFirst());
        }
    }

    @Test
    void aTargetThatIsSilentDoesNotBringTheSessionDown() throws IOException {
        try (var deaf = FarEnd.deaf();
                var tunnel = TunnelPeer.open(peer, deaf, echo);
                var other = SocksClient.ask(tunnel.proxy(), echo.target())) {
            try (var client = SocksClient.ask(tunnel.proxy(), deaf.target())) {
                assertEquals(6, client.reply());
            }
            assertEquals(1, tunnel.stats().openFailures().get(Refusal.SILENT));
            assertEquals("hello", other.exchange("hello"));
            assertEquals(0, tunnel.stats().sessionsAfterTheFirst());
            assertEquals(State.UP, tunnel.status().state());
        }
    }
}
