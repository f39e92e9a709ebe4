package nexus.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jcraft.jsch.JSch;
import nexus.testing.Eventually;
import nexus.testing.SshPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which bastions are believed to be the pinned one.
class HostKeyTest {
    private SshPeer peer;
    private FarEnd echo;

    @BeforeEach
    void start() {
        peer = SshPeer.prepare();
        echo = FarEnd.echo();
    }

    @AfterEach
    void stop() {
        if (echo != null) echo.close();
        if (peer != null) peer.close();
    }

    private void assertTrusted() {
        peer.restart();
        try (var tunnel = TunnelPeer.open(peer, echo)) {
            tunnel.verify(TunnelPeer.DEADLINE);
            assertEquals(State.UP, tunnel.status().state());
        }
    }

    private String assertRefused() {
        peer.restart();
        try (var tunnel = TunnelPeer.open(peer, echo)) {
            var failure = assertThrows(TunnelException.class, () -> tunnel.verify(TunnelPeer.DEADLINE));
            assertEquals(State.HOSTKEY_CHANGED, tunnel.status().state(), failure.getMessage());
            assertEquals(0, echo.connections());
            return failure.getMessage();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"ecdsa,256", "ecdsa,384", "ecdsa,521", "rsa,3072"})
    void aPinnedKeyOfEachType(String type, String bits) {
        peer.key("typed", "", "-t", type, "-b", bits);
        peer.configure("HostKey " + peer.file("typed"));
        peer.pinLines("HOST " + peer.publicKey("typed"));
        assertTrusted();
    }

    @Test
    void aPinWithItsNameInTheClear() {
        peer.pin("host");
        assertTrusted();
    }

    @Test
    void eitherOfTwoPinsDuringARotation() {
        peer.key("next", "");
        peer.pinLines("HOST " + peer.publicKey("next") + "\nHOST " + peer.publicKey("host"));
        assertTrusted();
    }

    @Test
    void aPinWithAHashedName() {
        peer.pin("host");
        peer.hashKnownHosts();
        assertTrusted();
    }

    /// JSch itself connects for each of these but `yes` and `ask`.
    @ParameterizedTest(name = "StrictHostKeyChecking=\"{0}\"")
    @ValueSource(strings = {"no", "NO", "off", "false", "accept-new", "YES", "Yes", "true", "ask", "yes", ""})
    void anotherKeyIsRefusedHoweverTheProcessIsConfigured(String spelling) {
        var usual = JSch.getConfig("StrictHostKeyChecking");
        JSch.setConfig("StrictHostKeyChecking", spelling);
        try {
            peer.key("other", "");
            peer.pin("other");
            assertTrue(assertRefused().contains("seen " + peer.fingerprint("host")));
        } finally {
            JSch.setConfig("StrictHostKeyChecking", usual);
        }
    }

    @Test
    void aKeyPinnedForAnotherHostIsRefused() {
        peer.pinLines("[127.0.0.2]:" + peer.port() + " " + peer.publicKey("host"));
        assertTrue(assertRefused().contains("has no host key"));
    }

    @ParameterizedTest(name = "@revoked {0}")
    @ValueSource(strings = {"HOST", "*", "[127.*]:*", "127.0.0.?", "other,HOST", "[127.0.0.*]:*,!*.example.org"})
    void aRevokedKeyIsRefusedThoughItIsPinned(String hosts) {
        peer.pinLines("HOST " + peer.publicKey("host") + "\n@revoked " + hosts + " " + peer.publicKey("host"));
        assertTrue(assertRefused().contains("is revoked"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"HOST", "*", "[127.*]:*", "127.0.0.1", "other.example.org,HOST", "*,!*.example.org"})
    void aPinWhosePatternIsMeant(String hosts) {
        peer.pinLines("# pinned\n\n" + hosts + " " + peer.publicKey("host") + " a comment");
        assertTrusted();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"HOST,!HOST", "*,![127.0.0.1]:*", "[127.0.0.1]:2?", "other.example.org", "!other.example.org"})
    void aPinWhosePatternIsNotMeantIsRefused(String hosts) {
        peer.pinLines(hosts + " " + peer.publicKey("host"));
        assertTrue(assertRefused().contains("has no host key"));
    }

    /// @param signed options of ssh-keygen for the certificate
    private void serveCertificate(String... signed) {
        peer.key("ca", "");
        peer.configure("HostCertificate " + peer.sign("ca", "host", signed));
        peer.pinLines("@cert-authority HOST " + peer.publicKey("ca"));
    }

    @Test
    void aCertificateOfATrustedAuthority() {
        serveCertificate("-h", "-n", "127.0.0.1");
        assertTrusted();
    }

    @Test
    void aCertificateForAnotherHostIsRefused() {
        serveCertificate("-h", "-n", "bastion.example.org");
        assertRefused();
    }

    @Test
    void anExpiredCertificateIsRefused() {
        serveCertificate("-h", "-n", "127.0.0.1", "-V", "20200101:20200102");
        assertRefused();
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() {
        serveCertificate("-h", "-n", "127.0.0.1");
        peer.key("stranger", "");
        peer.pinLines("@cert-authority HOST " + peer.publicKey("stranger"));
        assertRefused();
    }

    @Test
    void aCertificateOfAnAuthorityForUsersIsRefused() {
        serveCertificate("-n", "127.0.0.1");
        assertRefused();
    }

    @Test
    void connectsByItselfOnceThePinIsCorrected() {
        peer.key("other", "");
        peer.pin("other");
        peer.restart();
        try (var tunnel = TunnelPeer.open(peer, echo)) {
            assertThrows(TunnelException.class, () -> tunnel.verify(TunnelPeer.DEADLINE));
            peer.pin("host");
            Eventually.holds("up", () -> tunnel.status().state() == State.UP);
        }
    }
}
