package nexus.backup.age;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A secret key that opens files. Prints as `<hidden>`.
public final class Identity {
    static final String PREFIX = "AGE-SECRET-KEY-";

    private final byte[] secret;
    private final byte[] point;

    private Identity(byte[] secret) {
        this.secret = secret;
        this.point = Curve.publicKey(secret);
    }

    /// A new one.
    public static Identity generate() {
        return new Identity(Keys.random(Curve.LENGTH));
    }

    /// Reads the secret keys of a file as `age-keygen` writes it: one a line, between lines of comment that begin with
    /// `#`.
    ///
    /// @throws AgeException if it cannot be read or holds no secret key, with the number of a bad line
    public static List<Identity> read(Path file) throws AgeException {
        return IdentityFile.read(file);
    }

    /// @throws AgeException with what is wrong, but nothing of the text
    static Identity parse(String text) throws AgeException {
        return new Identity(Bech32.decode(PREFIX, text, Curve.LENGTH));
    }

    /// Its public key.
    public Recipient recipient() {
        return Recipient.of(point);
    }

    /// The secret itself, `AGE-SECRET-KEY-1…`, for the file of a new one.
    public String secret() {
        return Bech32.encode(PREFIX.toLowerCase(Locale.ROOT), secret).toUpperCase(Locale.ROOT);
    }

    /// Empty if it is for somebody else.
    Optional<FileKey> unwrap(Wrapped wrapped) throws AgeException {
        return wrapped.unwrap(secret, point);
    }

    @Override
    public String toString() {
        return "<hidden>";
    }
}
