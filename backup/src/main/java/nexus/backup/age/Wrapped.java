package nexus.backup.age;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// A file key, wrapped for one X25519 recipient.
final class Wrapped {
    static final String KIND = "X25519";

    private static final String INFO = "age-encryption.org/v1/X25519";
    private static final int BODY = FileKey.LENGTH + Aead.TAG;
    /// The key that wraps is used once.
    private static final byte[] NONCE = new byte[Aead.NONCE];

    private final byte[] share;
    private final byte[] body;

    private Wrapped(byte[] share, byte[] body) {
        this.share = share;
        this.body = body;
    }

    static Wrapped wrap(FileKey key, byte[] recipient) throws AgeException {
        var secret = Keys.random(Curve.LENGTH);
        var share = Curve.publicKey(secret);
        var body = new byte[BODY];
        aead(Curve.multiply(secret, recipient), share, recipient).seal(NONCE, key.bytes(), FileKey.LENGTH, body);
        return new Wrapped(share, body);
    }

    /// @throws AgeException if the stanza is not as its kind demands; then the whole file is refused
    static Wrapped of(Stanza stanza) throws AgeException {
        if (stanza.arguments().size() != 2)
            throw new AgeException("an X25519 recipient of the header has not two arguments");
        try {
            return new Wrapped(
                    Unpadded.decode(stanza.arguments().getLast(), Curve.LENGTH), Unpadded.decode(stanza.body(), BODY));
        } catch (AgeException e) {
            throw new AgeException("an X25519 recipient of the header is damaged: " + e.getMessage(), e);
        }
    }

    Stanza stanza() {
        return new Stanza(List.of(KIND, Unpadded.encode(share)), Unpadded.encode(body));
    }

    /// Empty if it is for somebody else.
    Optional<FileKey> unwrap(byte[] secret, byte[] recipient) throws AgeException {
        var key = new byte[FileKey.LENGTH];
        var isOurs = aead(shared(secret), share, recipient).opens(NONCE, body, BODY, key);
        return isOurs ? Optional.of(new FileKey(key)) : Optional.empty();
    }

    private byte[] shared(byte[] secret) throws AgeException {
        try {
            return Curve.multiply(secret, share);
        } catch (AgeException e) {
            throw new AgeException("the share of an X25519 recipient of the header " + e.getMessage(), e);
        }
    }

    private static Aead aead(byte[] shared, byte[] share, byte[] recipient) {
        var salt = ByteBuffer.allocate(2 * Curve.LENGTH).put(share).put(recipient);
        return new Aead(Keys.derive(shared, salt.array(), INFO, Aead.KEY));
    }
}
