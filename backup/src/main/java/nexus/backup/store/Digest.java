package nexus.backup.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// The SHA-256 of some bytes.
///
/// @param bytes  how many
/// @param base64 their hash, as headers of S3 carry it
record Digest(long bytes, String base64) {
    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Digest of(byte[] bytes) {
        return of(bytes.length, begin().digest(bytes));
    }

    static Digest of(long bytes, byte[] hash) {
        return new Digest(bytes, Base64.getEncoder().encodeToString(hash));
    }

    String hex() {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    }
}
