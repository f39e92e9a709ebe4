package nexus.tunnel;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The private key as it is in the files now; its bytes are wiped when it is closed.
final class Identity implements AutoCloseable {
    private static final byte[] NONE = {};

    private final Settings.Login login;
    private final byte[] key;
    private final byte[] passphrase;
    private final byte @Nullable [] signed;

    private Identity(Settings.Login login, byte[] key, byte[] passphrase, byte @Nullable [] signed) {
        this.login = login;
        this.key = key;
        this.passphrase = passphrase;
        this.signed = signed;
    }

    static Identity read(Settings.Login login) throws IOException {
        var key = LoginFiles.read(login.keyFile());
        var passphrase = login.passphraseFile();
        var certificate = login.certificateFile();
        return new Identity(
                login,
                key,
                passphrase.isPresent() ? line(passphrase.get()) : NONE,
                certificate.isPresent() ? LoginFiles.read(certificate.get()) : null);
    }

    /// The file without the one newline that an editor leaves at its end.
    private static byte[] line(Path file) throws IOException {
        var bytes = LoginFiles.read(file);
        int length = bytes.length;
        if (length > 0 && bytes[length - 1] == '\n') length--;
        if (length > 0 && bytes[length - 1] == '\r') length--;
        var line = Arrays.copyOf(bytes, length);
        Arrays.fill(bytes, (byte) 0);
        return line;
    }

    /// Hands the key to JSch, or says why it is of no use. JSch itself calls a missing passphrase a failed login, and
    /// only after it has connected.
    Optional<Failure> load(JSch jsch) throws IOException {
        var isEncrypted = false;
        try {
            var pair = KeyPair.load(jsch, key.clone(), null);
            isEncrypted = pair.isEncrypted();
            pair.dispose();
            if (isEncrypted && login.passphraseFile().isEmpty())
                return failed("the key file " + login.keyFile() + " is encrypted: set ssh.key-passphrase-file");
            var certificate = login.certificateFile();
            if (certificate.isPresent() && Certificate.read(certificate.get()).isEmpty())
                return failed("the file " + certificate.get() + " is not a certificate of OpenSSH: sign the key with"
                        + " ssh-keygen -s, or take the file away");
            jsch.addIdentity(login.keyFile().toString(), key, signed, isEncrypted ? passphrase : null);
            return Optional.empty();
        } catch (JSchException | RuntimeException e) {
            return failed(isEncrypted ? locked() : unusable(String.valueOf(e.getMessage())));
        }
    }

    private String locked() {
        var file = login.passphraseFile().map(Path::toString).orElse("");
        return "the passphrase in " + file + " does not open the key " + login.keyFile();
    }

    /// @param why in JSch's words
    private String unusable(String why) {
        var key = login.keyFile();
        // ChaCha20 for key files is not in the JDK in the form that OpenSSH uses.
        return why.startsWith("cipher ")
                ? "the key file " + key + " is encrypted with a cipher that Nexus cannot undo: encrypt it with another,"
                        + " ssh-keygen -p -Z aes256-ctr -f " + key
                : "the key file " + key + " does not hold a private key that can be used";
    }

    private static Optional<Failure> failed(String reason) {
        return Optional.of(new Failure(State.AUTH_FAILED, reason));
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
        Arrays.fill(passphrase, (byte) 0);
    }
}
