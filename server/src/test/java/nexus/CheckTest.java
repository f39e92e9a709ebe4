package nexus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nexus.testing.MongoPeer;
import nexus.testing.SshPeer;
import nexus.testing.TunnelScript;
import nexus.testing.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The word `check`, before a real bastion.
class CheckTest {
    private final Map<String, String> settings = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private SshPeer bastion;
    private MongoPeer mongo;

    /// What it printed and how it ended.
    private record Told(int code, String out, String err) {
        /// The lines of steps, each without the time.
        List<String> steps() {
            return out.lines()
                    .filter(line -> line.startsWith("  "))
                    .map(line -> line.replaceFirst(" +\\d+ ms$", "").strip())
                    .toList();
        }

        String line(String start) {
            return steps().stream()
                    .filter(line -> line.startsWith(start))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(start + " is not in\n" + out + err));
        }
    }

    @BeforeEach
    void start() {
        bastion = SshPeer.start();
        mongo = MongoPeer.inProcess();
        set("uri", "mongodb://127.0.0.1:" + mongoPort() + "/");
        set("ssh.host", bastion.host());
        set("ssh.port", Integer.toString(bastion.port()));
        set("ssh.user", bastion.user());
        set("ssh.key-file", bastion.keyFile().toString());
        set("ssh.known-hosts-file", bastion.knownHostsFile().toString());
    }

    @AfterEach
    void stop() {
        if (mongo != null) mongo.close();
        if (bastion != null) bastion.close();
    }

    private int mongoPort() {
        return URI.create(mongo.uri()).getPort();
    }

    private void set(String key, String value) {
        settings.put("connections.default." + key, value);
    }

    private Told check() {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var args = Stream.concat(
                        Stream.concat(Stream.of("check"), words.stream()),
                        settings.entrySet().stream().map(entry -> "-Dnexus." + entry.getKey() + "=" + entry.getValue()))
                .toList();
        var exit = Main.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), args);
        return new Told(exit.code(), out.toString(UTF_8), err.toString(UTF_8));
    }

    private Told fails(String step, String... parts) {
        var told = check();
        assertEquals(1, told.code(), told.out() + told.err());
        var line = told.line("FAIL  " + step);
        for (var part : parts) assertTrue(line.contains(part), line + "\nhas no " + part);
        return told;
    }

    /// What rests on a step that failed is not tried.
    private static void skips(Told told, String... steps) {
        for (var step : steps) told.line("skip  " + step);
    }

    @Test
    void walksTheStartStepByStep() {
        var told = check();
        assertEquals(0, told.code(), told.out() + told.err());
        assertEquals(
                "default: mongodb://127.0.0.1:" + mongoPort() + "/ through " + bastion.user() + "@127.0.0.1:"
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
                        "ok    forward         127.0.0.1:" + mongoPort(),
                        "ok    MongoDB hello   MongoDB 5.0, stands alone",
                        "ok    authentication  none: the uri names no user",
                        "ok    members         127.0.0.1:" + mongoPort() + " alone"),
                lines.subList(6, 10));
        assertTrue(lines.get(10).startsWith("warn  rights"), lines.get(10));
        assertFalse(told.out().contains("\u001b"), "colours");
    }

    @ParameterizedTest(name = "pinned: \"{0}\"")
    @ValueSource(strings = {"other", ""})
    void namesTheHostKeysThatWereSeenAndPinned(String pinned) {
        bastion.key("other", "");
        bastion.pin(pinned);
        var told = fails(
                "host key",
                "shows ssh-ed25519 " + bastion.fingerprint("host"),
                bastion.knownHostsFile().toString());
        if (!pinned.isEmpty())
            assertTrue(told.line("FAIL").contains("pins ssh-ed25519 " + bastion.fingerprint("other")));
        skips(told, "login", "forward", "MongoDB hello", "authentication", "members", "rights");
    }

    @Test
    void namesTheMethodsThatAreOfferedToARefusedKey() {
        bastion.key("stranger", "");
        bastion.authorize("restrict,port-forwarding", "stranger");
        var told =
                fails("login", "refused the key of user " + bastion.user(), "it offers publickey; publickey was tried");
        told.line("ok    host key");
        skips(told, "forward", "rights");
    }

    @Test
    void tellsWhatTheBastionForbidsFromWhatIsClosed() {
        bastion.authorize("restrict,port-forwarding,permitopen=\"127.0.0.1:1\"", "user");
        fails("forward", "does not let user " + bastion.user() + " reach 127.0.0.1:" + mongoPort(), "permitopen");
        bastion.authorize("restrict,port-forwarding", "user");
        mongo.stop();
        skips(fails("forward", "cannot connect to 127.0.0.1:" + mongoPort(), "nothing listens"), "MongoDB hello");
    }

    @Test
    void saysThatANameMayBeUnknownToTheBastion() {
        set("uri", "mongodb://mongo-a.invalid:27017/");
        fails("forward", "cannot connect to mongo-a.invalid:27017", "either the name is unknown there");
    }

    @Test
    void saysThatTheBastionCannotBeFound() {
        set("ssh.host", "bastion.invalid");
        var told = fails("name", "bastion.invalid does not resolve here");
        told.line("warn  known hosts");
        skips(told, "TCP", "host key", "login");
    }

    @Test
    void saysThatTheBastionsPortIsClosed() {
        bastion.stop();
        skips(fails("TCP", "refuses connections"), "host key");
    }

    @Test
    void saysThatSomethingElseListens() throws IOException {
        words.addAll(List.of("--timeout", "300ms"));
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            set("ssh.port", Integer.toString(silent.getLocalPort()));
            skips(fails("host key", "something that is not SSH listens there"), "login");
        }
    }

    @Test
    void dialsNothingWithAKeyThatCannotBeOpened() throws IOException {
        var key = bastion.key("locked", "open sesame");
        set("ssh.key-file", key.toString());
        skips(fails("key file", "is encrypted: set ssh.key-passphrase-file"), "known hosts", "name", "TCP");
        var passphrase = Files.writeString(bastion.file("passphrase"), "open barley");
        set("ssh.key-passphrase-file", passphrase.toString());
        assertFalse(fails("key file", "does not open the key").out().contains("open barley"));
        Files.writeString(passphrase, "open sesame\n");
        bastion.authorize("restrict,port-forwarding", "locked");
        var told = check();
        assertEquals(0, told.code(), told.out());
        assertTrue(told.line("ok    key file").endsWith("(encrypted, the passphrase opens it)"), told.out());
    }

    @Test
    void walksJumpHostsOneAfterTheOther() throws IOException {
        try (var gate = SshPeer.start()) {
            Files.writeString(gate.file("authorized_keys"), Files.readString(bastion.file("user.pub")));
            Files.writeString(
                    bastion.knownHostsFile(),
                    Files.readString(bastion.knownHostsFile()) + Files.readString(gate.knownHostsFile()));
            set("ssh.jump-hosts", gate.user() + "@127.0.0.1:" + gate.port());
            var told = check();
            assertEquals(0, told.code(), told.out() + told.err());
            told.line("ok    127.0.0.1 login");
            told.line(
                    "ok    127.0.0.1 way   127.0.0.1:" + gate.port() + " opens the way to 127.0.0.1:" + bastion.port());
            told.line("ok    forward         127.0.0.1:" + mongoPort());
            Files.writeString(bastion.file("authorized_keys"), "");
            skips(fails("127.0.0.1 login", "127.0.0.1:" + bastion.port() + " refused the key"), "forward");
        }
    }

    @Test
    void namesMembersThatTheTunnelDoesNotAllow() throws IOException {
        try (var peer = WirePeer.replicaSet(_ -> WirePeer.failure(59, "CommandNotFound"), "mongo-b:27017")) {
            set("uri", peer.uri() + "?replicaSet=peers");
            fails("members", " primary; mongo-b:27017: mongo-b:27017 is not among the targets", "allowed-targets");
        }
    }

    @Test
    void triesOutATunnelThatSomeoneElseHoldsOpen() throws IOException {
        settings.keySet().removeIf(key -> key.contains(".ssh."));
        try (var tunnel = TunnelScript.start(TunnelScript.variables(bastion, mongoPort()))) {
            set("tunnel.host", "127.0.0.1");
            set("tunnel.port", Integer.toString(tunnel.port()));
            set("uri", "mongodb://mongo-a.invalid:27017/?directConnection=true");
            var told = check();
            assertEquals(0, told.code(), told.out() + told.err());
            told.line("ok    far end");
            told.line("ok    MongoDB hello   MongoDB 5.0, stands alone");
            mongo.stop();
            skips(fails("far end", "hangs up at once"), "MongoDB hello");
        }
    }

    @Test
    void printsObjectsForPrograms() {
        words.add("--json");
        set("uri", "mongodb://127.0.0.1:" + mongoPort() + "/?appName=secret\"");
        bastion.stop();
        var lines = check().out().lines().toList();
        assertTrue(
                lines.getFirst()
                        .startsWith("{\"connection\":\"default\",\"step\":\"key file\",\"outcome\":\"ok\",\"text\":\""),
                lines.getFirst());
        assertEquals(
                "{\"connection\":\"default\",\"step\":\"rights\",\"outcome\":\"skipped\",\"text\":\"\",\"millis\":0}",
                lines.getLast());
    }

    @Test
    void neverPrintsASecret() {
        set("uri", "mongodb://reader:tiger@127.0.0.1:" + mongoPort() + "/?authSource=admin");
        bastion.stop();
        var told = check();
        assertTrue(told.out().startsWith("default: mongodb://reader:<hidden>@127.0.0.1:"), told.out());
        assertFalse(told.out().contains("tiger"), told.out());
    }

    @Test
    void namesTheConnectionsThereAre() {
        words.add("orders");
        var told = check();
        assertEquals(2, told.code());
        assertEquals("nexus check: there is no connection orders; there are: default\n", told.err());
    }

    @Test
    void tellsTheProblemsOfTheConfiguration() {
        set("ssh.port", "x");
        var told = check();
        assertEquals(2, told.code());
        assertTrue(
                told.err().startsWith("The configuration cannot be used:\n  connections.default.ssh.port"), told.err());
        settings.clear();
        assertEquals(2, check().code());
        words.add("--loud");
        assertTrue(check().err().startsWith("Usage: nexus check"));
    }
}
