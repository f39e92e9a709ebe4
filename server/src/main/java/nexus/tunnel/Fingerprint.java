package nexus.tunnel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// A public key as people compare it.
final class Fingerprint {
    private Fingerprint() {}

    /// As `ssh-keygen -l` prints it.
    ///
    /// @param key in the form of RFC 4253, section 6.6
    static String of(byte[] key) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// With its type before it: two types of one server have nothing in common.
    static String typed(byte[] key) {
        return new SshBytes(key).text() + " " + of(key);
    }
}
