package nexus.backup.drill;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A sum modulo 2^256, which does not depend on the order of what is added.
final class Sum {
    private final long[] words = new long[4];

    /// Adds a hash of 32 bytes.
    void add(byte[] hash) {
        var added = ByteBuffer.wrap(hash);
        long carry = 0;
        for (int i = words.length - 1; i >= 0; i--) {
            long one = words[i] + added.getLong(i * Long.BYTES);
            long sum = one + carry;
            boolean isOver = Long.compareUnsigned(one, words[i]) < 0 || Long.compareUnsigned(sum, one) < 0;
            words[i] = sum;
            carry = isOver ? 1 : 0;
        }
    }

    BigInteger value() {
        var bytes = ByteBuffer.allocate(words.length * Long.BYTES);
        for (long word : words) bytes.putLong(word);
        return new BigInteger(1, bytes.array());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sum sum && Arrays.equals(words, sum.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
