package nexus.backup.run;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Counts and hashes what goes through it. Closing it leaves what is below open: an upload that is closed is
/// given up.
final class Counted extends FilterOutputStream {
    private final MessageDigest hash = Hashes.sha256();
    private long count;

    Counted(OutputStream below) {
        super(below);
    }

    @Override
    public void write(int one) throws IOException {
        out.write(one);
        hash.update((byte) one);
        count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        hash.update(bytes, offset, length);
        count += length;
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }

    long count() {
        return count;
    }

    /// In hex. Ends the count.
    String hash() {
        return HexFormat.of().formatHex(hash.digest());
    }
}
