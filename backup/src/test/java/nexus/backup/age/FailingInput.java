package nexus.backup.age;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;

/// Bytes that fail instead of going on, as a connection does. Once only: then they go on.
final class FailingInput extends FilterInputStream {
    private int left;
    private boolean isClosed;

    FailingInput(byte[] bytes, int left) {
        super(new ByteArrayInputStream(bytes));
        this.left = left;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            left = Integer.MAX_VALUE;
            throw new IOException("no more");
        }
        int count = super.read(bytes, offset, Math.min(length, left));
        left -= Math.max(count, 0);
        return count;
    }

    @Override
    public void close() {
        isClosed = true;
    }

    boolean isClosed() {
        return isClosed;
    }
}
