package nexus.testing;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// So many bytes of a stream; fails when it ends before.
final class PartInput extends FilterInputStream {
    private int left;

    PartInput(InputStream in, int bytes) {
        super(in);
        this.left = bytes;
    }

    @Override
    public int read() throws IOException {
        if (left == 0) return -1;
        int next = in.read();
        if (next < 0) throw new EOFException("the body ends " + left + " bytes early");
        left--;
        return next;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        if (left == 0) return -1;
        int count = in.read(into, from, Math.min(most, left));
        if (count < 0) throw new EOFException("the body ends " + left + " bytes early");
        left -= count;
        return count;
    }
}
