package nexus.backup.age;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/// The function X25519 (RFC 7748, section 5) on bytes.
final class Curve {
    /// Of a secret, and of a point.
    static final int LENGTH = 32;

    private static final String NAME = "X25519";

    private Curve() {}

    static byte[] publicKey(byte[] secret) {
        var base = new byte[LENGTH];
        base[0] = 9;
        try {
            return multiply(secret, base);
        } catch (AgeException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @throws AgeException for the few points whose product is zero with every secret
    static byte[] multiply(byte[] secret, byte[] point) throws AgeException {
        try {
            var factory = KeyFactory.getInstance(NAME);
            var agreement = KeyAgreement.getInstance(NAME);
            agreement.init(factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
            agreement.doPhase(point(factory, point), true);
            return agreement.generateSecret();
        } catch (InvalidKeyException e) {
            throw new AgeException("is a point of small order, which would make every shared secret zero", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot compute X25519", e);
        }
    }

    /// A point is a number that starts with its lowest byte; its highest bit does not count.
    private static PublicKey point(KeyFactory factory, byte[] bytes) throws GeneralSecurityException {
        var number = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) number[LENGTH - 1 - i] = bytes[i];
        number[0] &= 0x7f;
        return factory.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, number)));
    }
}
