package nexus.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nexus.testing.Eventually;
import nexus.testing.SshPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A bastion behind two jump hosts, each an sshd with keys of its own.
class JumpTest {
    private SshPeer first;
    private SshPeer second;
    private SshPeer bastion;
    private FarEnd echo;

    @BeforeEach
    void start() {
        first = SshPeer.start();
        second = SshPeer.start();
        bastion = SshPeer.start();
        echo = FarEnd.echo();
    }

    @AfterEach
    void stop() {
        if (echo != null) echo.close();
        for (var peer : new SshPeer[] {first, second, bastion}) {
            if (peer != null) peer.close();
        }
    }

    private static Settings.Hop hop(SshPeer peer) {
        return TunnelPeer.settings(peer).bastion();
    }

    private Settings.Ssh settings() {
        return TunnelPeer.settings(List.of(hop(first), hop(second), hop(bastion)), TunnelPeer.LANES);
    }

    private Tunnel open() {
        return Tunnel.open(settings(), TunnelPeer.targets(echo));
    }

    private void assertEchoes(Tunnel tunnel) throws IOException {
        try (var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
            assertEquals(
                    "hello",
                    client.exchange("hello"),
                    () -> tunnel.lastRefusal().orElse(""));
        }
    }

    @Test
    void carriesBytesThroughAllOfThem() throws IOException {
        try (var tunnel = open()) {
            assertEchoes(tunnel);
            assertEquals(List.of(1L, 1L, 1L), List.of(first.sessions(), second.sessions(), bastion.sessions()));
            try (var client = SocksClient.ask(tunnel.proxy(), echo.target())) {
                assertTrue(client.echoes(8 << 20));
            }
        }
    }

    @Test
    void returnsAfterAnyOfThemHasDroppedOut() throws IOException {
        try (var tunnel = open()) {
            tunnel.verify(TunnelPeer.DEADLINE);
            long reconnects = 0;
            for (var peer : List.of(first, second, bastion)) {
                peer.killSessions();
                long expected = ++reconnects;
                Eventually.holds("reconnected", () -> tunnel.stats().sessionsAfterTheFirst() == expected);
                assertEchoes(tunnel);
            }
        }
    }

    @Test
    void noticesThatTheBastionBehindThemIsFrozen() throws IOException {
        assertReturnsAfterFreezing(bastion);
    }

    @Test
    void noticesThatAJumpHostIsFrozen() throws IOException {
        assertReturnsAfterFreezing(first);
    }

    private void assertReturnsAfterFreezing(SshPeer frozen) throws IOException {
        var pace = TunnelPeer.impatient(bastion).pace();
        var impatient = new Settings.Ssh(settings().hops(), pace, TunnelPeer.LANES, List.of(), Optional.empty());
        try (var tunnel = Tunnel.open(impatient, TunnelPeer.targets(echo))) {
            tunnel.verify(TunnelPeer.DEADLINE);
            frozen.freezeSessions();
            Eventually.holds("reconnected", () -> tunnel.stats().sessionsAfterTheFirst() == 1);
            assertEchoes(tunnel);
        }
    }

    @Test
    void checksTheHostKeyOfEach() {
        second.key("other", "");
        second.pin("other");
        try (var tunnel = open()) {
            var failure = assertThrows(TunnelException.class, () -> tunnel.verify(TunnelPeer.DEADLINE));
            assertEquals(State.HOSTKEY_CHANGED, tunnel.status().state());
            assertTrue(failure.getMessage().contains(":" + second.port()), failure.getMessage());
            assertEquals(0, bastion.sessions());
        }
    }

    @Test
    void saysWhichOfThemForbidsTheWay() {
        first.authorize("restrict,port-forwarding,permitopen=\"127.0.0.1:1\"", "user");
        try (var tunnel = open()) {
            // It is tried again and again, since the bastion's operator may mend it.
            var failure = assertThrows(TunnelException.class, () -> tunnel.verify(Duration.ofSeconds(5)));
            assertEquals(
                    "the bastion 127.0.0.1:" + first.port() + " does not allow user " + first.user() + " to reach "
                            + "127.0.0.1:" + second.port()
                            + ": permitopen in authorized_keys or PermitOpen in sshd_config must name it so",
                    failure.getMessage());
        }
    }

    @Test
    void dialsNobodyBeforeAllKeysCanBeRead() {
        var locked = bastion.key("locked", "open sesame");
        var login = hop(bastion).login();
        var useless = new Settings.Hop(
                bastion.host(),
                bastion.port(),
                new Settings.Login(login.user(), locked, Optional.empty(), Optional.empty(), login.knownHostsFile()));
        var hops = List.of(hop(first), useless);
        try (var tunnel = Tunnel.open(TunnelPeer.settings(hops, TunnelPeer.LANES), TunnelPeer.targets(echo))) {
            assertThrows(TunnelException.class, () -> tunnel.verify(TunnelPeer.DEADLINE));
            assertEquals(State.AUTH_FAILED, tunnel.status().state());
            assertTrue(!first.log().contains("Accepted"), first.log());
        }
    }

    @Test
    void leavesNothingBehind() {
        var tunnel = open();
        tunnel.verify(TunnelPeer.DEADLINE);
        tunnel.close();
        assertEquals(0, tunnel.threads());
        Eventually.holds("no session is left", () -> first.sessions() + second.sessions() + bastion.sessions() == 0);
    }
}
