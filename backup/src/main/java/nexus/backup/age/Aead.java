package nexus.backup.age;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/// ChaCha20-Poly1305 (RFC 8439) with one key, from one array into another.
final class Aead {
    /// Of a [SecretKey] for it.
    static final String KEY = "ChaCha20";

    static final int NONCE = 12;
    static final int TAG = 16;

    private final SecretKey key;
    private final Cipher cipher;

    Aead(SecretKey key) {
        this.key = key;
        try {
            this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no ChaCha20-Poly1305", e);
        }
    }

    /// Writes `length` bytes and a tag.
    ///
    /// @param nonce never used before with this key
    void seal(byte[] nonce, byte[] plain, int length, byte[] sealed) {
        try {
            run(Cipher.ENCRYPT_MODE, nonce, plain, length, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether the bytes are authentic. If not, what `plain` holds then must not be used.
    ///
    /// @param length with the tag
    boolean opens(byte[] nonce, byte[] sealed, int length, byte[] plain) {
        try {
            run(Cipher.DECRYPT_MODE, nonce, sealed, length, plain);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(int mode, byte[] nonce, byte[] from, int length, byte[] to) throws GeneralSecurityException {
        cipher.init(mode, key, new IvParameterSpec(nonce));
        cipher.doFinal(from, 0, length, to, 0);
    }
}
