package nexus.tunnel;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nexus.config.Trial;

/// The files of one login, tried out before anything is dialled.
record TrialFiles(Settings.Hop hop, JSch jsch, Trial trial) {
    /// Two steps: the key, and the known hosts.
    ///
    /// @param pins the keys that are pinned for the server, once the file was read
    /// @param name the server as the file writes it
    void read(Supplier<List<String>> pins, String name) {
        var login = hop.login();
        try (var identity = Identity.read(login)) {
            var isEncrypted = isEncrypted();
            var useless = identity.load(jsch);
            if (useless.isPresent()) trial.fail(useless.get().reason());
            else key(isEncrypted);
        } catch (IOException e) {
            trial.fail("a file of the login cannot be read: " + e.getMessage());
        }
        if (!trial.isOver()) knownHosts(pins, name);
    }

    private boolean isEncrypted() throws IOException {
        try {
            var pair = KeyPair.load(jsch, LoginFiles.read(hop.login().keyFile()), null);
            try {
                return pair.isEncrypted();
            } finally {
                pair.dispose();
            }
        } catch (JSchException e) {
            // Loading it says what is wrong.
            return false;
        }
    }

    private void key(boolean isEncrypted) throws IOException {
        var key = jsch.getIdentityRepository().getIdentities().getFirst().getPublicKeyBlob();
        var text = Fingerprint.typed(key) + (isEncrypted ? " (encrypted, the passphrase opens it)" : "");
        var login = hop.login();
        var file = login.certificateFile();
        var certificate = file.isPresent() ? Certificate.read(file.get()) : Optional.<Certificate>empty();
        if (file.isPresent() && certificate.isEmpty()) {
            trial.fail(file.get() + " holds no certificate of OpenSSH's: sign the public key with ssh-keygen -s");
        } else if (certificate.filter(it -> !it.isValid(Instant.now())).isPresent()) {
            trial.fail("the " + certificate.get() + " is not valid now: have the key signed again");
        } else if (isOpenToOthers()) {
            trial.warning(text + ": every user of this machine can read it; chmod 600 " + login.keyFile());
        } else {
            trial.ok(text + certificate.map(it -> ", " + it).orElse(""));
        }
    }

    private boolean isOpenToOthers() throws IOException {
        var file = hop.login().keyFile();
        return Files.getFileStore(file).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }

    private void knownHosts(Supplier<List<String>> pins, String name) {
        var file = hop.login().knownHostsFile();
        try {
            HostKeys.load(jsch, hop);
            var pinned = pins.get();
            if (pinned.isEmpty()) trial.warning(file + " has no line for " + name);
            else trial.ok(file + " pins " + String.join(" and ", pinned));
        } catch (IOException | JSchException e) {
            trial.fail("the known hosts in " + file + " cannot be read: " + e);
        }
    }
}
