package nexus.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import nexus.testing.Eventually;
import nexus.testing.SshPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// New keys in a mounted secret take over without a restart. The folder is laid out as a kubelet does it: the files are
/// links through `..data`, which is swapped at once.
class RotationTest {
    private SshPeer peer;
    private FarEnd echo;
    private Path mount;

    @BeforeEach
    void start() throws IOException {
        peer = SshPeer.start();
        echo = FarEnd.echo();
        mount = Files.createDirectory(peer.file("mount"));
        peer.key("first", "");
        peer.key("second", "");
        peer.authorize("restrict,port-forwarding", "first", "second");
        Files.createSymbolicLink(mount.resolve("key"), Path.of("..data", "key"));
        swapIn("first");
    }

    @AfterEach
    void stop() {
        if (echo != null) echo.close();
        if (peer != null) peer.close();
    }

    private void swapIn(String key) throws IOException {
        var version = Files.createDirectory(mount.resolve("..version-" + key));
        Files.copy(peer.file(key), version.resolve("key"));
        var link = Files.createSymbolicLink(mount.resolve("..next"), version.getFileName());
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Tunnel open() {
        return Tunnel.open(TunnelPeer.settings(peer, mount.resolve("key"), Optional.empty()), TunnelPeer.targets(echo));
    }

    /// Whether sshd has let this key in.
    private boolean wasUsed(String key) {
        return peer.log()
                .lines()
                .anyMatch(line -> line.contains("Accepted publickey") && line.contains(peer.fingerprint(key)));
    }

    @Test
    void whatIsOpenGoesOnAndWhatComesUsesTheNewKey() throws IOException {
        try (var tunnel = open();
                var old = SocksClient.ask(tunnel.proxy(), echo.target())) {
            swapIn("second");
            Eventually.holds("rotated", () -> tunnel.stats().reconnects().getOrDefault(Ending.ROTATED, 0L) == 1);
            assertTrue(wasUsed("second"));
            peer.authorize("restrict,port-forwarding", "second");
            try (var next = SocksClient.ask(tunnel.proxy(), echo.target())) {
                assertEquals("new", next.exchange("new"));
            }
            assertEquals("old", old.exchange("old"));
            Eventually.holds("the old session has drained", () -> peer.sessions() == 1);
        }
    }

    @Test
    void noConnectionFailsUnderLoad() throws Exception {
        var isOver = new AtomicBoolean();
        var failures = new AtomicInteger();
        var exchanges = new AtomicInteger();
        try (var tunnel = open()) {
            tunnel.verify(TunnelPeer.DEADLINE);
            var readers = new Thread[8];
            for (int i = 0; i < readers.length; i++) {
                readers[i] = Thread.startVirtualThread(() -> {
                    while (!isOver.get()) {
                        if (echoes(tunnel)) exchanges.incrementAndGet();
                        else failures.incrementAndGet();
                    }
                });
            }
            Eventually.holds("load", () -> exchanges.get() > 100);
            swapIn("second");
            Eventually.holds("rotated", () -> tunnel.stats().reconnects().getOrDefault(Ending.ROTATED, 0L) == 1);
            int before = exchanges.get();
            Eventually.holds("load after", () -> exchanges.get() > before + 100);
            Eventually.holds("the old session has drained", () -> peer.sessions() == 1);
            isOver.set(true);
            for (var reader : readers) reader.join();
        }
        assertEquals(0, failures.get());
    }

    private boolean echoes(Tunnel tunnel) {
        try (var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
            return client.exchange("hello").equals("hello");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aNewKeyThatIsRefusedChangesNothing() throws IOException {
        try (var tunnel = open()) {
            tunnel.verify(TunnelPeer.DEADLINE);
            peer.key("stranger", "");
            swapIn("stranger");
            Eventually.holds("it was tried", () -> tunnel.stats().rotationFailures() == 1);
            assertTrue(echoes(tunnel));
            assertEquals(State.UP, tunnel.status().state());
            swapIn("second");
            Eventually.holds("rotated", () -> tunnel.stats().reconnects().getOrDefault(Ending.ROTATED, 0L) == 1);
            assertEquals(1, tunnel.stats().rotationFailures());
        }
    }

    @Test
    void aNewKeyThatMayLogInButNotGoOnIsNotUsed() throws IOException {
        try (var tunnel = open()) {
            tunnel.verify(TunnelPeer.DEADLINE);
            peer.authorize("restrict", "second");
            swapIn("second");
            Eventually.holds("it was tried", () -> tunnel.stats().rotationFailures() == 1);
            assertTrue(echoes(tunnel));
            assertEquals(0, tunnel.stats().sessionsAfterTheFirst());
        }
    }
}
