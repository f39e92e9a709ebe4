package nexus.backup.age;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/// The secret of one file, which its header wraps for each recipient. Prints as `<hidden>`.
final class FileKey {
    static final int LENGTH = 16;

    private final byte[] bytes;

    FileKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static FileKey generate() {
        return new FileKey(Keys.random(LENGTH));
    }

    byte[] bytes() {
        return bytes;
    }

    /// Of the header up to and with the `---` of its last line.
    byte[] mac(String covered) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(Keys.derive(bytes, new byte[0], "header", "HmacSHA256"));
            return mac.doFinal(covered.getBytes(StandardCharsets.ISO_8859_1));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no HMAC-SHA-256", e);
        }
    }

    /// What the payload that begins with this nonce is encrypted with.
    Chunks chunks(byte[] nonce) {
        return new Chunks(new Aead(Keys.derive(bytes, nonce, "payload", Aead.KEY)));
    }

    @Override
    public String toString() {
        return "<hidden>";
    }
}
