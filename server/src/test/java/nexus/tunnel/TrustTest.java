package nexus.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import nexus.testing.Eventually;
import nexus.testing.SshPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom the tunnel trusts, and who trusts the tunnel.
class TrustTest {
    private SshPeer peer;
    private FarEnd echo;

    @BeforeEach
    void start() {
        peer = SshPeer.start();
        echo = FarEnd.echo();
    }

    @AfterEach
    void stop() {
        if (echo != null) echo.close();
        if (peer != null) peer.close();
    }

    @ParameterizedTest(name = "pinned: \"{0}\"")
    @ValueSource(strings = {"other", ""})
    void refusesABastionThatIsNotThePinnedOne(String pinned) throws IOException {
        peer.key("other", "");
        peer.pin(pinned);
        var reason = pinned.isEmpty()
                ? peer.knownHostsFile() + " has no host key for [127.0.0.1]:" + peer.port() + ": the bastion shows "
                        + peer.fingerprint("host") + "; compare it with the bastion's own, add the line that"
                        + " nexus fingerprint 127.0.0.1:" + peer.port()
                        + " prints to the file, and Nexus connects by itself"
                : "the host key of the bastion 127.0.0.1:" + peer.port() + " is not the one in "
                        + peer.knownHostsFile() + ": seen " + peer.fingerprint("host") + ", pinned "
                        + peer.fingerprint("other")
                        + "; compare it with the bastion's own and correct the file, and Nexus connects by itself";
        try (var tunnel = TunnelPeer.open(peer, echo)) {
            assertFailsForGood(tunnel, State.HOSTKEY_CHANGED, reason);
        }
        assertEquals(0, logins());
    }

    @Test
    void triesARefusedKeyOnce() throws IOException {
        peer.key("stranger", "");
        peer.authorize("restrict,port-forwarding", "stranger");
        try (var tunnel = TunnelPeer.open(peer, echo)) {
            assertFailsForGood(
                    tunnel,
                    State.AUTH_FAILED,
                    "the bastion 127.0.0.1:" + peer.port() + " refused the key of user " + peer.user()
                            + ": put the public half of " + peer.keyFile()
                            + " into that user's authorized_keys, then touch the key file here or restart");
        }
        // sshd writes its log after it has hung up.
        Eventually.holds("the login is logged", () -> logins() > 0);
        assertEquals(1, logins());
    }

    @Test
    void opensAnEncryptedKeyWithItsPassphrase() throws IOException {
        try (var tunnel = Tunnel.open(encrypted("open sesame\n"), TunnelPeer.targets(echo))) {
            tunnel.verify(TunnelPeer.DEADLINE);
            try (var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
                assertEquals("hello", client.exchange("hello"));
            }
        }
    }

    @Test
    void saysThatThePassphraseIsWrong() throws IOException {
        try (var tunnel = Tunnel.open(encrypted("open barley"), TunnelPeer.targets(echo))) {
            assertFailsForGood(
                    tunnel,
                    State.AUTH_FAILED,
                    "the passphrase in " + peer.file("passphrase") + " does not open the key " + peer.file("locked"));
        }
        assertEquals(0, logins());
    }

    @Test
    void saysThatThePassphraseIsMissing() throws IOException {
        var key = peer.key("locked", "open sesame");
        var settings = TunnelPeer.settings(peer, key, Optional.empty());
        try (var tunnel = Tunnel.open(settings, TunnelPeer.targets(echo))) {
            assertFailsForGood(
                    tunnel, State.AUTH_FAILED, "the key file " + key + " is encrypted: set ssh.key-passphrase-file");
        }
        assertEquals(0, logins());
    }

    @Test
    void saysThatAFileIsNoKey() throws IOException {
        var file = Files.writeString(peer.file("note"), "not a key\n");
        try (var tunnel = Tunnel.open(TunnelPeer.settings(peer, file, Optional.empty()), TunnelPeer.targets(echo))) {
            assertFailsForGood(
                    tunnel,
                    State.AUTH_FAILED,
                    "the key file " + file + " does not hold a private key that can be used");
        }
    }

    private Settings.Ssh encrypted(String passphrase) throws IOException {
        var key = peer.key("locked", "open sesame");
        peer.authorize("restrict,port-forwarding", "locked");
        var file = Files.writeString(peer.file("passphrase"), passphrase);
        return TunnelPeer.settings(peer, key, Optional.of(file));
    }

    /// The reason is given to every caller, and the target sees nothing: there is no dial around the tunnel.
    private void assertFailsForGood(Tunnel tunnel, State state, String reason) throws IOException {
        var failure = assertThrows(TunnelException.class, () -> tunnel.verify(TunnelPeer.DEADLINE));
        assertEquals(reason, failure.getMessage());
        for (int i = 0; i < 3; i++) {
            try (var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
                assertEquals(1, client.reply());
            }
        }
        assertEquals(reason, tunnel.lastRefusal().orElseThrow());
        assertEquals(state, tunnel.status().state());
        assertEquals(reason, tunnel.status().reason());
        assertEquals(0, echo.connections());
    }

    /// Attempts that came as far as naming a user.
    private long logins() {
        return peer.log()
                .lines()
                .filter(line -> line.contains("[preauth]") && line.contains("user " + peer.user() + " "))
                .count();
    }
}
