package nexus.backup.drill;

import java.security.MessageDigest;
import nexus.backup.run.Hashes;

/// The documents of a collection in a few bytes, whatever their order: the sum of their SHA-256.
final class DocumentSum {
    private static final byte[] ZERO = new byte[Timestamps.BYTES];

    private final MessageDigest hash = Hashes.sha256();
    private final Sum exact = new Sum();
    private final Sum masked = new Sum();
    private long count;
    private boolean hasZero;

    void add(byte[] bytes, int offset, int length) {
        var timestamps = Timestamps.of(bytes, offset, length);
        hash.update(bytes, offset, length);
        var whole = hash.digest();
        exact.add(whole);
        int done = 0;
        for (int place : timestamps) {
            hasZero |= Timestamps.isZero(bytes, offset + place);
            hash.update(bytes, offset + done, place - done);
            hash.update(ZERO);
            done = place + Timestamps.BYTES;
        }
        if (done > 0) hash.update(bytes, offset + done, length - done);
        masked.add(done > 0 ? hash.digest() : whole);
        count++;
    }

    long count() {
        return count;
    }

    /// Whether there are timestamps that an insert replaces.
    boolean hasZero() {
        return hasZero;
    }

    /// Whether a collection that was made of these documents is what it should be. Where some of its timestamps were
    /// zero, all of them may be others by now; everything else is compared.
    boolean isOf(DocumentSum there) {
        return count == there.count && (hasZero ? masked.equals(there.masked) : exact.equals(there.exact));
    }
}
