package nexus.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What OpenSSH's certificate says (PROTOCOL.certkeys). Read for people, never for a decision whom to trust.
///
/// @param names     users or hosts it is for
/// @param until     the first moment it is no longer valid
/// @param authority the fingerprint of the key that signed it
record Certificate(String id, List<String> names, Instant from, Instant until, String authority) {
    private static final String SUFFIX = "-cert-v01@openssh.com";

    Certificate {
        names = List.copyOf(names);
    }

    /// Reads `id-cert.pub`.
    static Optional<Certificate> read(Path file) throws IOException {
        var words = new String(LoginFiles.read(file), UTF_8).split("\\s+", 3);
        try {
            return words.length < 2
                    ? Optional.empty()
                    : parse(Base64.getDecoder().decode(words[1]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Nothing if it is no certificate.
    static Optional<Certificate> parse(byte[] blob) {
        try {
            var bytes = new SshBytes(blob);
            var type = bytes.text();
            return type.endsWith(SUFFIX) ? Optional.of(parse(bytes, type)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Certificate parse(SshBytes bytes, String type) {
        bytes.string(); // nonce
        // An Ed25519 key is one string, those of RSA and ECDSA are two.
        for (int i = 0; i < (type.startsWith("ssh-ed25519") ? 1 : 2); i++) bytes.string();
        bytes.longNumber(); // serial
        bytes.number(); // user or host
        var id = bytes.text();
        var names = new SshBytes(bytes.string()).texts();
        var from = moment(bytes.longNumber());
        var until = moment(bytes.longNumber());
        for (int i = 0; i < 3; i++) bytes.string(); // critical options, extensions, reserved
        return new Certificate(id, names, from, until, Fingerprint.typed(bytes.string()));
    }

    /// Unsigned: all bits set is for ever.
    private static Instant moment(long seconds) {
        return seconds < 0 || seconds > Instant.MAX.getEpochSecond() ? Instant.MAX : Instant.ofEpochSecond(seconds);
    }

    boolean isValid(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    @Override
    public String toString() {
        return "certificate \"" + id + "\" for " + (names.isEmpty() ? "everybody" : String.join(", ", names))
                + (until.equals(Instant.MAX) ? "" : ", valid until " + until) + ", signed by " + authority;
    }
}
