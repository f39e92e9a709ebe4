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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nexus.testing.MongoPeer;
import nexus.testing.SshPeer;
import nexus.testing.UnknownName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The word `fingerprint`, before a real SSH server.
class FingerprintTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Main.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), List.of(args))
                .code();
    }

    private static String keygen(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static void key(Path file, String type) throws IOException, InterruptedException {
        keygen("ssh-keygen", "-q", "-t", type, "-N", "", "-C", "host", "-f", file.toString());
    }

    @Test
    void printsEveryKeyAsSshKeygenDoes(@TempDir Path folder) throws IOException, InterruptedException {
        SshPeer.assumeAvailable();
        var rsa = folder.resolve("rsa");
        var ecdsa = folder.resolve("ecdsa");
        key(rsa, "rsa");
        key(ecdsa, "ecdsa");
        try (var peer = SshPeer.start("HostKey " + rsa, "HostKey " + ecdsa)) {
            assertEquals(0, run("fingerprint", "127.0.0.1:" + peer.port()), err.toString(UTF_8));
            var lines = out.toString(UTF_8).lines().toList();
            var known = folder.resolve("known_hosts");
            Files.write(known, lines);
            assertEquals(
                    keygen("ssh-keygen", "-l", "-f", known.toString()).lines().toList(),
                    lines.subList(0, 3),
                    "ssh-keygen about the lines to paste");
            assertTrue(lines.getFirst().contains(peer.fingerprint("host")), lines.getFirst());
            assertFalse(peer.log().contains("user "), "a login");
        }
    }

    @ParameterizedTest(name = "printed as {1}")
    @CsvSource({"bastion, bastion", "a\u001b[1Aforged\u0007one, a?[1Aforged?one"})
    void tellsOfACertificateAndWhoSignedIt(String id, String printed) {
        try (var peer = SshPeer.prepare()) {
            peer.key("authority", "");
            var certificate = peer.sign("authority", "host", "-h", "-n", "127.0.0.1", "-I", id);
            peer.configure("HostCertificate " + certificate);
            peer.restart();
            assertEquals(0, run("fingerprint", "127.0.0.1", "--port", Integer.toString(peer.port())));
            var line = "    with a host certificate \"" + printed + "\" for 127.0.0.1, signed by ssh-ed25519 "
                    + peer.fingerprint("authority");
            assertTrue(out.toString(UTF_8).lines().anyMatch(line::equals), out.toString(UTF_8));
        }
    }

    @Test
    void saysThatNobodyIsThere() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertEquals(1, run("fingerprint", "127.0.0.1:" + port));
        assertTrue(
                err.toString(UTF_8).startsWith("nexus fingerprint: 127.0.0.1:" + port + " refuses"),
                err.toString(UTF_8));
        assertEquals("", out.toString(UTF_8));
        assertEquals(1, run("fingerprint", UnknownName.TEXT));
        assertTrue(err.toString(UTF_8).contains(UnknownName.TEXT + " does not resolve here"), err.toString(UTF_8));
    }

    @Test
    void saysThatItIsNoSshServer() throws IOException {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> greet(server));
            assertEquals(1, run("fingerprint", "127.0.0.1:" + server.getLocalPort()));
            assertTrue(
                    err.toString(UTF_8).contains("says \"220 ?[2Jmail ready\": it does not speak SSH"),
                    err.toString(UTF_8));
        }
        try (var mongo = MongoPeer.inProcess()) {
            var place = mongo.uri().substring("mongodb://".length());
            assertEquals(1, run("fingerprint", place, "--timeout", "500ms"));
            assertTrue(err.toString(UTF_8).contains("it does not speak SSH"), err.toString(UTF_8));
        }
    }

    private static void greet(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getOutputStream().write("220 \u001b[2Jmail ready\r\n".getBytes(UTF_8));
        } catch (IOException e) {
            // The test is over.
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "-v", "a b", "host:0", "host:99999", "host --port", "host --timeout never", "a --loud"})
    void explainsHowItIsCalled(String arguments) {
        var words = ("fingerprint " + arguments).strip().split(" ");
        assertEquals(2, run(words));
        assertTrue(err.toString(UTF_8).startsWith("Usage: nexus fingerprint HOST[:PORT]"), err.toString(UTF_8));
    }
}
