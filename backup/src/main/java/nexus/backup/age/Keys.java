package nexus.backup.age;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// Where keys come from: chance, and HKDF-SHA-256 (RFC 5869).
final class Keys {
    private static final int LENGTH = 32;

    private Keys() {}

    static byte[] random(int length) {
        var bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /// @param salt      may be empty
    /// @param info      what the key is for
    /// @param algorithm that the key is for
    static SecretKey derive(byte[] material, byte[] salt, String info, String algorithm) {
        var extract = HKDFParameterSpec.ofExtract().addIKM(material);
        if (salt.length > 0) extract.addSalt(salt);
        var use = info.getBytes(StandardCharsets.US_ASCII);
        try {
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, extract.thenExpand(use, LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot derive keys", e);
        }
    }
}
