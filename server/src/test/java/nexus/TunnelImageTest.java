package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nexus.testing.Eventually;
import nexus.testing.MongoPeer;
import nexus.testing.SshPeer;
import nexus.testing.TunnelScript;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The entry script of the tunnel's image, before a real bastion.
class TunnelImageTest {
    private SshPeer bastion;
    private MongoPeer mongo;

    @BeforeEach
    void start() {
        bastion = SshPeer.start();
        mongo = MongoPeer.inProcess();
        mongo.database().getCollection("orders").insertOne(new Document("_id", 7));
    }

    @AfterEach
    void stop() {
        if (mongo != null) mongo.close();
        if (bastion != null) bastion.close();
    }

    private Map<String, String> variables() {
        return TunnelScript.variables(bastion, URI.create(mongo.uri()).getPort());
    }

    private Map<String, String> with(String name, String value) {
        var variables = new HashMap<>(variables());
        variables.put(name, value);
        return variables;
    }

    private void readsThrough(TunnelScript tunnel) {
        try (var client = MongoClients.create(uri(tunnel))) {
            var found = client.getDatabase(mongo.databaseName())
                    .getCollection("orders")
                    .find()
                    .first();
            assertEquals(new Document("_id", 7), found);
        }
    }

    private static String uri(TunnelScript tunnel) {
        return "mongodb://127.0.0.1:" + tunnel.port() + "/?directConnection=true";
    }

    @Test
    void aDriverReadsThroughIt() throws IOException {
        try (var tunnel = TunnelScript.start(variables())) {
            readsThrough(tunnel);
            var said = tunnel.output().lines().findFirst().orElseThrow();
            assertEquals(
                    "ssh-tunnel: user " + bastion.user() + " with the key " + bastion.fingerprint("user")
                            + " at 127.0.0.1:" + bastion.port() + "; 127.0.0.1:" + tunnel.port()
                            + " here will lead to 127.0.0.1:"
                            + URI.create(mongo.uri()).getPort() + " there",
                    said);
        }
    }

    @Test
    void theServerWorksThroughIt() throws IOException, InterruptedException {
        try (var tunnel = TunnelScript.start(variables());
                var nexus = NexusPeer.start(Map.of(
                        "SSH_TUNNEL_HOST", "127.0.0.1",
                        "SSH_TUNNEL_PORT", Integer.toString(tunnel.port()),
                        "MONGO_URI", "mongodb://mongo-a.invalid:27017/?directConnection=true"))) {
            var answer = nexus.call(
                    "find", "{\"database\":\"" + mongo.databaseName() + "\",\"collection\":\"orders\",\"limit\":1}");
            assertTrue(answer.body().contains("_id\\\":7"), answer.body());
        }
    }

    @ParameterizedTest(name = "pinned: \"{0}\"")
    @ValueSource(strings = {"other", ""})
    void endsBeforeABastionThatIsNotThePinnedOne(String pinned) throws IOException, InterruptedException {
        bastion.key("other", "");
        bastion.pin(pinned);
        try (var tunnel = TunnelScript.launch(variables())) {
            var ended = tunnel.ended();
            assertEquals(255, ended.code());
            assertTrue(ended.output().contains("Host key verification failed."), ended.output());
            assertFalse(tunnel.isListening());
        }
    }

    @Test
    void aKeyThatOthersMayReadIsCopied() throws IOException {
        Files.setPosixFilePermissions(bastion.keyFile(), PosixFilePermissions.fromString("rw-r--r--"));
        try (var tunnel = TunnelScript.start(variables())) {
            readsThrough(tunnel);
            assertTrue(tunnel.output().contains("mode 644: it gets a copy with mode 600 in /dev/shm"), tunnel.output());
            assertEquals(List.of(), tunnel.leftInMemory(), "copies after the login");
        }
        assertEquals(
                "rw-r--r--",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(bastion.keyFile())),
                "the file itself");
    }

    /// One waits for its bastion when the other starts.
    @Test
    void twoAddressesWithOnePortKeepTheirFiles() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout(10_000);
            var elsewhere = new HashMap<>(with("LOCAL_ADDRESS", "127.0.0.2"));
            elsewhere.put("SSH_PORT", Integer.toString(silent.getLocalPort()));
            try (var waiting = TunnelScript.launch(elsewhere);
                    var _ = silent.accept()) {
                var kept = waiting.leftInMemory();
                assertEquals(1, kept.size());
                try (var tunnel = TunnelScript.start(with("LOCAL_PORT", Integer.toString(waiting.port())))) {
                    readsThrough(tunnel);
                    assertEquals(kept, waiting.leftInMemory());
                }
            }
        }
    }

    @Test
    void saysThatAnEncryptedKeyCannotBeUsed() throws IOException, InterruptedException {
        var key = bastion.key("locked", "open sesame").toString();
        try (var tunnel = TunnelScript.launch(with("SSH_KEY_FILE", key))) {
            var ended = tunnel.ended();
            assertEquals(2, ended.code());
            assertTrue(ended.output().contains("  SSH_KEY_FILE: the key is encrypted"), ended.output());
        }
    }

    @Test
    void namesEveryMissingVariableAtOnce() throws IOException, InterruptedException {
        try (var tunnel = TunnelScript.launch(Map.of("SSH_KEY_FILE", "/nowhere/key"))) {
            var ended = tunnel.ended();
            assertEquals(2, ended.code());
            assertEquals("""
                    ssh-tunnel: the tunnel cannot be opened:
                      SSH_HOST: it is needed. Example: SSH_HOST=bastion.example.com
                      SSH_USER: it is needed. Example: SSH_USER=nexus
                      REMOTE_HOST: it is needed. Example: REMOTE_HOST=mongo-a
                      SSH_KEY_FILE: there is no file /nowhere/key: mount the secret there. \
                    Example: SSH_KEY_FILE=/etc/nexus/ssh/key
                      SSH_KNOWN_HOSTS_FILE: there is no file /etc/nexus/ssh/known_hosts: mount the secret there. \
                    Example: SSH_KNOWN_HOSTS_FILE=/etc/nexus/ssh/known_hosts
                    """, ended.output());
        }
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "SSH_HOST, -oProxyCommand=touch$IFS/tmp/x",
        "SSH_HOST, 'bastion\nProxyCommand touch /tmp/x'",
        "SSH_HOST, $(touch /tmp/x)",
        "SSH_HOST, mongo-a:27017",
        "SSH_USER, 'root x'",
        "SSH_USER, -l",
        "SSH_PORT, 0",
        "SSH_PORT, 22 -v",
        "REMOTE_HOST, 'a b'",
        "REMOTE_HOST, mongodb://reader:secret@mongo-a/",
        "REMOTE_PORT, 65536",
        "LOCAL_ADDRESS, %h",
        "LOCAL_PORT, x[$(touch /tmp/x)]",
        "SSH_KEEPALIVE, 0",
        "SSH_KEEPALIVE_MISSES, 1e3",
        "SSH_JUMP_HOSTS, -J",
        "SSH_JUMP_HOSTS, 'gate,,gate'",
        "SSH_JUMP_HOSTS, gate:99999",
        "SSH_JUMP_HOSTS, 'gate;id'",
        "SSH_CERTIFICATE_FILE, -cert",
        "SSH_KNOWN_HOSTS_FILE, known_hosts"
    })
    void refusesValuesOfAnotherForm(String name, String value) throws IOException, InterruptedException {
        try (var tunnel = TunnelScript.launch(with(name, value))) {
            var ended = tunnel.ended();
            assertEquals(2, ended.code(), ended.output());
            var lines = ended.output().lines().toList();
            assertEquals(2, lines.size(), ended.output());
            assertTrue(lines.getLast().startsWith("  " + name + ": "), ended.output());
            assertFalse(ended.output().contains("secret"), ended.output());
        }
    }

    @Test
    void goesByWayOfJumpHostsThatAreCheckedToo() throws IOException, InterruptedException {
        try (var gate = SshPeer.start()) {
            Files.writeString(gate.file("authorized_keys"), Files.readString(bastion.file("user.pub")));
            var both = bastion.file("both");
            Files.writeString(
                    both, Files.readString(bastion.knownHostsFile()) + Files.readString(gate.knownHostsFile()));
            var variables = new HashMap<>(variables());
            variables.put("SSH_JUMP_HOSTS", gate.user() + "@127.0.0.1:" + gate.port());
            variables.put("SSH_KNOWN_HOSTS_FILE", both.toString());
            try (var tunnel = TunnelScript.start(variables)) {
                readsThrough(tunnel);
                assertTrue(gate.log().contains("Accepted publickey"), gate.log());
            }
            variables.put("SSH_KNOWN_HOSTS_FILE", bastion.knownHostsFile().toString());
            try (var tunnel = TunnelScript.launch(variables)) {
                assertEquals(255, tunnel.ended().code());
                assertTrue(tunnel.output().contains("Host key verification failed."), tunnel.output());
            }
        }
    }

    @Test
    void endsWithTheSession() throws IOException, InterruptedException {
        try (var tunnel = TunnelScript.start(variables())) {
            bastion.killSessions();
            assertEquals(255, tunnel.ended().code());
        }
    }

    @Test
    void endsWhenItsPortIsTaken() throws IOException, InterruptedException {
        try (var first = TunnelScript.start(variables());
                var second = TunnelScript.launch(with("LOCAL_PORT", Integer.toString(first.port())))) {
            assertEquals(255, second.ended().code());
            readsThrough(first);
        }
    }

    @Test
    void endsOnSigterm() throws IOException, InterruptedException {
        try (var tunnel = TunnelScript.start(variables())) {
            tunnel.terminate();
            var _ = tunnel.ended();
            Eventually.holds("nothing listens", () -> !tunnel.isListening());
        }
    }
}
