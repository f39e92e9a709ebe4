package nexus.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nexus.testing.Eventually;
import nexus.testing.SshPeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which private keys and certificates can be used.
class KeyTest {
    private static final String SECRET = "open sesame";

    private static SshPeer peer;
    private FarEnd echo;

    @BeforeAll
    static void startPeer() {
        peer = SshPeer.prepare();
        peer.key("ca", "");
        peer.configure("TrustedUserCAKeys " + peer.file("ca.pub"));
        peer.restart();
    }

    @AfterAll
    static void stopPeer() {
        if (peer != null) peer.close();
    }

    @BeforeEach
    void start() {
        echo = FarEnd.echo();
    }

    @AfterEach
    void stop() {
        echo.close();
    }

    private static Settings.Ssh settings(Path key, Optional<Path> passphrase, Optional<Path> certificate) {
        return TunnelPeer.settings(
                peer, new Settings.Login(peer.user(), key, passphrase, certificate, peer.knownHostsFile()));
    }

    private void assertOpens(Settings.Ssh settings) {
        try (var tunnel = Tunnel.open(settings, TunnelPeer.targets(echo))) {
            tunnel.verify(TunnelPeer.DEADLINE);
            assertEquals(State.UP, tunnel.status().state());
        }
    }

    private String assertRefused(Settings.Ssh settings) {
        try (var tunnel = Tunnel.open(settings, TunnelPeer.targets(echo))) {
            var failure = assertThrows(TunnelException.class, () -> tunnel.verify(TunnelPeer.DEADLINE));
            assertEquals(State.AUTH_FAILED, tunnel.status().state(), failure.getMessage());
            return failure.getMessage();
        }
    }

    private static String name(String options) {
        return options.replaceAll("[^a-z0-9]+", "_") + System.nanoTime();
    }

    @ParameterizedTest(name = "ssh-keygen {0}")
    @ValueSource(
            strings = {
                "-t ed25519",
                "-t rsa -b 3072",
                "-t rsa -b 2048 -m PEM",
                "-t rsa -b 2048 -m PKCS8",
                "-t ecdsa -b 256",
                "-t ecdsa -b 384 -m PEM",
                "-t ecdsa -b 521 -m PKCS8"
            })
    void aKeyInEachFormat(String options) {
        var name = name(options);
        var key = peer.key(name, "", options.split(" ", -1));
        peer.authorize("restrict,port-forwarding", name);
        assertOpens(settings(key, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest(name = "ssh-keygen {0}")
    @ValueSource(
            strings = {
                "-t ed25519",
                "-t ed25519 -Z aes256-gcm@openssh.com",
                "-t ed25519 -Z aes256-cbc",
                "-t rsa -b 2048 -m PEM",
                "-t rsa -b 2048 -m PKCS8",
                "-t ecdsa -b 256 -m PKCS8"
            })
    void anEncryptedKeyAndItsThreeEnds(String options) throws IOException {
        var name = name(options);
        var key = peer.key(name, SECRET, options.split(" ", -1));
        peer.authorize("restrict,port-forwarding", name);
        var right = Files.writeString(peer.file("right"), SECRET + "\n");
        var wrong = Files.writeString(peer.file("wrong"), "open barley\n");
        assertOpens(settings(key, Optional.of(right), Optional.empty()));
        assertEquals(
                "the passphrase in " + wrong + " does not open the key " + key,
                assertRefused(settings(key, Optional.of(wrong), Optional.empty())));
        assertEquals(
                "the key file " + key + " is encrypted: set ssh.key-passphrase-file",
                assertRefused(settings(key, Optional.empty(), Optional.empty())));
    }

    @Test
    void aCipherThatCannotBeUndoneIsNamedWithTheWayOut() throws IOException {
        var key = peer.key("chacha", SECRET, "-t", "ed25519", "-Z", "chacha20-poly1305@openssh.com");
        var file = Files.writeString(peer.file("chacha-passphrase"), SECRET);
        assertEquals(
                "the key file " + key + " is encrypted with a cipher that Nexus cannot undo: encrypt it with another,"
                        + " ssh-keygen -p -Z aes256-ctr -f " + key,
                assertRefused(settings(key, Optional.of(file), Optional.empty())));
    }

    @ParameterizedTest(name = "a certificate of ssh-keygen {0}")
    @ValueSource(strings = {"-t ed25519", "-t rsa -b 2048", "-t ecdsa -b 256"})
    void aCertificateOpensWhereTheKeyAloneDoesNot(String options) {
        var name = name(options);
        var key = peer.key(name, "", options.split(" ", -1));
        var certificate = peer.sign("ca", name, "-n", peer.user());
        peer.authorize("restrict,port-forwarding", "user");
        assertRefused(settings(key, Optional.empty(), Optional.empty()));
        assertOpens(settings(key, Optional.empty(), Optional.of(certificate)));
    }

    @Test
    void anExpiredCertificateIsRefusedWithAWordOnHowToLookAtIt() {
        var key = peer.key("old", "");
        var certificate = peer.sign("ca", "old", "-n", peer.user(), "-V", "20200101:20200102");
        var reason = assertRefused(settings(key, Optional.empty(), Optional.of(certificate)));
        assertTrue(reason.contains("ssh-keygen -L -f " + certificate), reason);
    }

    @Test
    void aCertificateForSomebodyElseIsRefused() {
        var key = peer.key("guest", "");
        var certificate = peer.sign("ca", "guest", "-n", "somebody-else");
        assertRefused(settings(key, Optional.empty(), Optional.of(certificate)));
    }

    @Test
    void aDamagedCertificateIsNotBlamedOnTheKey() throws IOException {
        var key = peer.key("whole", "");
        var damaged = Files.writeString(peer.file("damaged-cert.pub"), "not a certificate\n");
        assertEquals(
                "the file " + damaged
                        + " is not a certificate of OpenSSH: sign the key with ssh-keygen -s, or take the file away",
                assertRefused(settings(key, Optional.empty(), Optional.of(damaged))));
    }

    @Test
    void connectsByItselfOnceThePassphraseIsCorrected() throws IOException {
        var key = peer.key("mended", SECRET);
        peer.authorize("restrict,port-forwarding", "mended");
        var file = Files.writeString(peer.file("mended-passphrase"), "open barley");
        try (var tunnel = Tunnel.open(settings(key, Optional.of(file), Optional.empty()), TunnelPeer.targets(echo))) {
            assertThrows(TunnelException.class, () -> tunnel.verify(TunnelPeer.DEADLINE));
            Files.writeString(file, SECRET + "\n");
            Eventually.holds("up", () -> tunnel.status().state() == State.UP);
        }
    }
}
