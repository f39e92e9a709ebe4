package nexus.backup.age;

import java.nio.ByteBuffer;

/// Seals or opens the chunks of one payload, in their order. Each is bound to its number and to whether it is the last.
final class Chunks {
    /// Of the payload's first part, which is no chunk.
    static final int NONCE = 16;

    static final int PLAIN = 64 << 10;
    static final int SEALED = PLAIN + Aead.TAG;

    private final Aead aead;
    private final byte[] nonce = new byte[Aead.NONCE];
    private long count;

    Chunks(Aead aead) {
        this.aead = aead;
    }

    /// How many came before.
    long count() {
        return count;
    }

    void seal(byte[] plain, int length, byte[] sealed, boolean isLast) {
        aead.seal(next(isLast), plain, length, sealed);
        count++;
    }

    /// Whether it is the next chunk. If not, it can be tried again, and what `plain` holds then must not be used.
    ///
    /// @param length with the tag
    boolean opens(byte[] sealed, int length, byte[] plain, boolean isLast) {
        if (!aead.opens(next(isLast), sealed, length, plain)) return false;
        count++;
        return true;
    }

    /// The number has eleven bytes; eight of them last for more than any store holds.
    private byte[] next(boolean isLast) {
        ByteBuffer.wrap(nonce).putLong(3, count).put(11, (byte) (isLast ? 1 : 0));
        return nonce;
    }
}
