package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import nexus.testing.MongoPeer;
import nexus.testing.SshPeer;
import nexus.testing.TunnelScript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The health check of the tunnel's image: it proves that the far end answers.
class TunnelHealthTest {
    private SshPeer bastion;
    private MongoPeer mongo;

    @BeforeEach
    void start() {
        bastion = SshPeer.start();
        mongo = MongoPeer.inProcess();
    }

    @AfterEach
    void stop() {
        if (mongo != null) mongo.close();
        if (bastion != null) bastion.close();
    }

    private Map<String, String> variables() {
        return TunnelScript.variables(bastion, URI.create(mongo.uri()).getPort());
    }

    private static void isHealthy(TunnelScript tunnel, String words) throws IOException, InterruptedException {
        var said = tunnel.healthy();
        assertEquals(0, said.code(), said.output());
        assertEquals("the far end of 127.0.0.1:" + tunnel.port() + " " + words + "\n", said.output());
    }

    private static void isIll(TunnelScript tunnel, String words) throws IOException, InterruptedException {
        var said = tunnel.healthy();
        assertEquals(1, said.code(), said.output());
        assertTrue(said.output().startsWith("not healthy: ") && said.output().contains(words), said.output());
        assertEquals(1, said.output().lines().count(), said.output());
    }

    @Test
    void isHealthyWhileMongoAnswers() throws IOException, InterruptedException {
        try (var tunnel = TunnelScript.start(variables())) {
            isHealthy(tunnel, "answers as MongoDB does");
        }
    }

    @Test
    void seesATargetThatIsClosed() throws IOException, InterruptedException {
        try (var tunnel = TunnelScript.start(variables())) {
            mongo.stop();
            isIll(tunnel, "hangs up at once");
        }
    }

    @Test
    void seesATargetThatTheBastionForbids() throws IOException, InterruptedException {
        bastion.authorize("restrict,port-forwarding,permitopen=\"127.0.0.1:1\"", "user");
        try (var tunnel = TunnelScript.start(variables())) {
            isIll(tunnel, "hangs up at once");
        }
    }

    @Test
    void seesABastionThatIsFrozen() throws IOException, InterruptedException {
        try (var tunnel = TunnelScript.start(variables())) {
            bastion.freezeSessions();
            isIll(tunnel, "gives no answer within 3 s");
        }
    }

    @Test
    void seesATunnelThatIsDead() throws IOException, InterruptedException {
        try (var tunnel = TunnelScript.start(variables())) {
            tunnel.terminate();
            var _ = tunnel.ended();
            isIll(tunnel, "nothing listens");
        }
    }

    @Test
    void seesThatTheTargetIsNotMongo() throws IOException, InterruptedException {
        try (var tunnel = TunnelScript.start(TunnelScript.variables(bastion, bastion.port()))) {
            isIll(tunnel, "answers, but not as MongoDB does");
        }
    }

    /// MongoDB that wants TLS hangs up after a greeting without it.
    @Test
    void takesAHangUpAfterTheGreetingForTls() throws IOException, InterruptedException {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var tunnel = TunnelScript.start(TunnelScript.variables(bastion, server.getLocalPort()))) {
            Thread.ofVirtual().start(() -> hangUpOnWords(server));
            isHealthy(tunnel, "answers as one does that wants TLS");
        }
    }

    private static void hangUpOnWords(ServerSocket server) {
        try {
            while (true) {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        var _ = socket.getInputStream().read();
                    } catch (IOException e) {
                        // It is hung up either way.
                    }
                });
            }
        } catch (IOException e) {
            // The test is over.
        }
    }
}
