package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import nexus.testing.SshPeer;
import nexus.testing.UnknownName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The word `check`, as far as a real bastion lets it in.
class CheckBastionTest {
    private CheckPeer doctor;
    private SshPeer bastion;

    @BeforeEach
    void start() {
        doctor = CheckPeer.start();
        bastion = doctor.bastion();
    }

    @AfterEach
    void stop() {
        if (doctor != null) doctor.close();
    }

    @ParameterizedTest(name = "pinned: \"{0}\"")
    @ValueSource(strings = {"other", ""})
    void namesTheHostKeysThatWereSeenAndPinned(String pinned) {
        bastion.key("other", "");
        bastion.pin(pinned);
        var told = doctor.fails(
                "host key",
                "shows ssh-ed25519 " + bastion.fingerprint("host"),
                bastion.knownHostsFile().toString());
        if (!pinned.isEmpty())
            assertTrue(told.line("FAIL").contains("pins ssh-ed25519 " + bastion.fingerprint("other")));
        CheckPeer.skips(told, "login", "forward", "MongoDB hello", "authentication", "members", "rights");
    }

    @Test
    void namesTheMethodsThatAreOfferedToARefusedKey() {
        bastion.key("stranger", "");
        bastion.authorize("restrict,port-forwarding", "stranger");
        var told = doctor.fails(
                "login", "refused the key of user " + bastion.user(), "it offers publickey; publickey was tried");
        told.line("ok    host key");
        CheckPeer.skips(told, "forward", "rights");
    }

    @Test
    void saysThatTheBastionCannotBeFound() {
        doctor.set("ssh.host", UnknownName.TEXT);
        var told = doctor.fails("name", UnknownName.TEXT + " does not resolve here");
        told.line("warn  known hosts");
        CheckPeer.skips(told, "TCP", "host key", "login");
    }

    @Test
    void saysThatTheBastionsPortIsClosed() {
        bastion.stop();
        CheckPeer.skips(doctor.fails("TCP", "refuses connections"), "host key");
    }

    @Test
    void saysThatSomethingElseListens() throws IOException {
        doctor.words().addAll(List.of("--timeout", "300ms"));
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            doctor.set("ssh.port", Integer.toString(silent.getLocalPort()));
            CheckPeer.skips(doctor.fails("host key", "something that is not SSH listens there"), "login");
        }
    }

    @Test
    void dialsNothingWithAKeyThatCannotBeOpened() throws IOException {
        var key = bastion.key("locked", "open sesame");
        doctor.set("ssh.key-file", key.toString());
        CheckPeer.skips(
                doctor.fails("key file", "is encrypted: set ssh.key-passphrase-file"), "known hosts", "name", "TCP");
        var passphrase = Files.writeString(bastion.file("passphrase"), "open barley");
        doctor.set("ssh.key-passphrase-file", passphrase.toString());
        assertFalse(doctor.fails("key file", "does not open the key").out().contains("open barley"));
        Files.writeString(passphrase, "open sesame\n");
        bastion.authorize("restrict,port-forwarding", "locked");
        var told = doctor.check();
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
            doctor.set("ssh.jump-hosts", gate.user() + "@127.0.0.1:" + gate.port());
            var told = doctor.check();
            assertEquals(0, told.code(), told.out() + told.err());
            told.line("ok    127.0.0.1 login");
            told.line(
                    "ok    127.0.0.1 way   127.0.0.1:" + gate.port() + " opens the way to 127.0.0.1:" + bastion.port());
            told.line("ok    forward         127.0.0.1:" + doctor.mongoPort());
            Files.writeString(bastion.file("authorized_keys"), "");
            CheckPeer.skips(
                    doctor.fails("127.0.0.1 login", "127.0.0.1:" + bastion.port() + " refused the key"), "forward");
        }
    }
}
