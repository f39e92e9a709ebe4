package nexus.mcp.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals what a client is to carry and hand back: without the key nobody can read, change or make it up. AES-256-GCM;
/// a token is the Base64 (RFC 4648, URL-safe) of the key's id, a nonce and the ciphertext.
public final class Seal {
    /// Bytes of a key.
    public static final int KEY_BYTES = 32;

    private static final int ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST_TOKEN = 1 << 20;
    private static final String CIPHER = "AES/GCM/NoPadding";
    /// Found once, since looking for it costs more than sealing.
    private static final Provider PROVIDER = provider();

    private final List<Key> keys;
    private final SecureRandom random = new SecureRandom();

    private record Key(ByteBuffer id, SecretKeySpec secret) {
        static Key of(byte[] bytes) {
            return new Key(ByteBuffer.wrap(Arrays.copyOf(sha256(bytes), ID_BYTES)), new SecretKeySpec(bytes, "AES"));
        }
    }

    /// @param keys of [#KEY_BYTES] each; the first seals, all open
    public Seal(List<byte[]> keys) {
        this.keys = keys.stream().map(Key::of).toList();
    }

    /// A seal that no other process can open.
    public static Seal random() {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new Seal(List.of(key));
    }

    /// Seals a content.
    ///
    /// @param use what the token is for: it opens for nothing else
    public String seal(Use use, byte[] content) {
        var key = keys.getFirst();
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, use).doFinal(content);
            var token = ByteBuffer.allocate(ID_BYTES + NONCE_BYTES + sealed.length)
                    .put(key.id().duplicate())
                    .put(nonce)
                    .put(sealed);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    /// The content of a token; nothing where it was not sealed for this use by one of the keys.
    public Optional<byte[]> open(Use use, String token) {
        if (token.length() > LONGEST_TOKEN) return Optional.empty();
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length <= ID_BYTES + NONCE_BYTES) return Optional.empty();
            var id = ByteBuffer.wrap(bytes, 0, ID_BYTES);
            var key = keys.stream().filter(known -> known.id().equals(id)).findFirst();
            if (key.isEmpty()) return Optional.empty();
            var nonce = Arrays.copyOfRange(bytes, ID_BYTES, ID_BYTES + NONCE_BYTES);
            int start = ID_BYTES + NONCE_BYTES;
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, key.get(), nonce, use).doFinal(bytes, start, bytes.length - start));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, Use use) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER, PROVIDER);
        cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(use.name().getBytes(UTF_8));
        return cipher;
    }

    private static Provider provider() {
        try {
            return Cipher.getInstance(CIPHER).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
