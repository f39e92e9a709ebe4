package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import nexus.testing.MongoPeer;
import nexus.testing.SshPeer;
import nexus.testing.TunnelScript;
import nexus.testing.UnknownName;
import nexus.testing.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The word `check`, behind a real bastion, and how it is answered.
class CheckTest {
    private CheckPeer doctor;
    private SshPeer bastion;
    private MongoPeer mongo;

    @BeforeEach
    void start() {
        doctor = CheckPeer.start();
        bastion = doctor.bastion();
        mongo = doctor.mongo();
    }

    @AfterEach
    void stop() {
        if (doctor != null) doctor.close();
    }

    @Test
    void walksTheStartStepByStep() {
        var told = doctor.check();
        assertEquals(0, told.code(), told.out() + told.err());
        assertEquals(
                "default: mongodb://127.0.0.1:" + doctor.mongoPort() + "/ through " + bastion.user() + "@127.0.0.1:"
                        + bastion.port(),
                told.out().lines().findFirst().orElseThrow());
        var lines = told.steps();
        assertEquals(
                List.of(
                        "ok    key file        ssh-ed25519 " + bastion.fingerprint("user"),
                        "ok    known hosts     " + bastion.knownHostsFile() + " pins ssh-ed25519 "
                                + bastion.fingerprint("host"),
                        "ok    name            127.0.0.1 is 127.0.0.1",
                        "ok    TCP             127.0.0.1:" + bastion.port(),
                        "ok    host key        ssh-ed25519 " + bastion.fingerprint("host") + " is pinned"),
                lines.subList(0, 5));
        assertTrue(
                lines.get(5)
                        .startsWith("ok    login           user " + bastion.user() + " by publickey, SSH-2.0-OpenSSH"),
                lines.get(5));
        assertEquals(
                List.of(
                        "ok    forward         127.0.0.1:" + doctor.mongoPort(),
                        "ok    MongoDB hello   MongoDB 5.0, stands alone",
                        "ok    authentication  none: the uri names no user",
                        "ok    members         127.0.0.1:" + doctor.mongoPort() + " alone"),
                lines.subList(6, 10));
        assertTrue(lines.get(10).startsWith("warn  rights"), lines.get(10));
        assertFalse(told.out().contains("\u001b"), "colours");
    }

    @Test
    void tellsWhatTheBastionForbidsFromWhatIsClosed() {
        bastion.authorize("restrict,port-forwarding,permitopen=\"127.0.0.1:1\"", "user");
        doctor.fails(
                "forward",
                "does not let user " + bastion.user() + " reach 127.0.0.1:" + doctor.mongoPort(),
                "permitopen");
        bastion.authorize("restrict,port-forwarding", "user");
        mongo.stop();
        CheckPeer.skips(
                doctor.fails("forward", "cannot connect to 127.0.0.1:" + doctor.mongoPort(), "nothing listens"),
                "MongoDB hello");
    }

    @Test
    void saysThatANameMayBeUnknownToTheBastion() {
        doctor.set("uri", "mongodb://" + UnknownName.TEXT + ":27017/");
        doctor.fails("forward", "cannot connect to " + UnknownName.TEXT + ":27017", "either the name is unknown there");
    }

    @Test
    void namesMembersThatTheTunnelDoesNotAllow() throws IOException {
        try (var peer = WirePeer.replicaSet(_ -> WirePeer.failure(59, "CommandNotFound"), "mongo-b:27017")) {
            doctor.set("uri", peer.uri() + "?replicaSet=peers");
            doctor.fails(
                    "members", " primary; mongo-b:27017: mongo-b:27017 is not among the targets", "allowed-targets");
        }
    }

    @Test
    void triesOutATunnelThatSomeoneElseHoldsOpen() throws IOException {
        doctor.settings().keySet().removeIf(key -> key.contains(".ssh."));
        try (var tunnel = TunnelScript.start(TunnelScript.variables(bastion, doctor.mongoPort()))) {
            doctor.set("tunnel.host", "127.0.0.1");
            doctor.set("tunnel.port", Integer.toString(tunnel.port()));
            doctor.set("uri", "mongodb://mongo-a.invalid:27017/?directConnection=true");
            var told = doctor.check();
            assertEquals(0, told.code(), told.out() + told.err());
            told.line("ok    far end");
            told.line("ok    MongoDB hello   MongoDB 5.0, stands alone");
            mongo.stop();
            CheckPeer.skips(doctor.fails("far end", "hangs up at once"), "MongoDB hello");
        }
    }

    @Test
    void printsObjectsForPrograms() {
        doctor.words().add("--json");
        doctor.set("uri", "mongodb://127.0.0.1:" + doctor.mongoPort() + "/?appName=secret\"");
        bastion.stop();
        var lines = doctor.check().out().lines().toList();
        assertTrue(
                lines.getFirst()
                        .startsWith("{\"connection\":\"default\",\"step\":\"key file\",\"outcome\":\"ok\",\"text\":\""),
                lines.getFirst());
        assertEquals(
                "{\"connection\":\"default\",\"step\":\"rights\",\"outcome\":\"skipped\",\"text\":\"\",\"millis\":0}",
                lines.getLast().replaceFirst("\"millis\":[0-9]+", "\"millis\":0"));
    }

    @Test
    void neverPrintsASecret() {
        doctor.set("uri", "mongodb://reader:tiger@127.0.0.1:" + doctor.mongoPort() + "/?authSource=admin");
        bastion.stop();
        var told = doctor.check();
        assertTrue(told.out().startsWith("default: mongodb://reader:<hidden>@127.0.0.1:"), told.out());
        assertFalse(told.out().contains("tiger"), told.out());
    }

    @Test
    void namesTheConnectionsThereAre() {
        doctor.words().add("orders");
        var told = doctor.check();
        assertEquals(2, told.code());
        assertEquals("nexus check: there is no connection orders; there are: default\n", told.err());
    }

    @Test
    void tellsTheProblemsOfTheConfiguration() {
        doctor.set("ssh.port", "x");
        var told = doctor.check();
        assertEquals(2, told.code());
        assertTrue(
                told.err().startsWith("The configuration cannot be used:\n  connections.default.ssh.port"), told.err());
        doctor.settings().clear();
        assertEquals(2, doctor.check().code());
        doctor.words().add("--loud");
        assertTrue(doctor.check().err().startsWith("Usage: nexus check"));
    }
}
