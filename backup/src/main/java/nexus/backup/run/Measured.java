package nexus.backup.run;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/// Counts and hashes what is read through it.
final class Measured extends FilterInputStream {
    private final MessageDigest hash = Hashes.sha256();
    private final LongConsumer progress;
    private long count;

    /// @param progress hears of bytes as they are read
    Measured(InputStream below, LongConsumer progress) {
        super(below);
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        if (one >= 0) {
            hash.update((byte) one);
            count++;
            progress.accept(1);
        }
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        if (read > 0) {
            hash.update(bytes, offset, read);
            count += read;
            progress.accept(read);
        }
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        throw new IOException("what is skipped cannot be hashed");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    long count() {
        return count;
    }

    /// Whether this is what was counted and hashed. Ends the count.
    boolean is(long bytes, String sha256) {
        return count == bytes && HexFormat.of().formatHex(hash.digest()).equals(sha256);
    }
}
