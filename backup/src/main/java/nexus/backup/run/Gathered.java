package nexus.backup.run;

import java.io.IOException;
import java.io.OutputStream;

/// Hands on what is written to it in blocks of its own. Many small documents become few calls, and nothing below
/// keeps hold of a large array of the writer's, as a compressor does with the last one it was given.
final class Gathered extends OutputStream {
    private final OutputStream below;
    private final byte[] block;
    private int filled;

    Gathered(OutputStream below, int bytes) {
        this.below = below;
        this.block = new byte[bytes];
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, block.length - filled);
            System.arraycopy(bytes, offset + done, block, filled, count);
            done += count;
            filled += count;
            if (filled == block.length) flush();
        }
    }

    /// Hands on what is there; what is below is not flushed.
    @Override
    public void flush() throws IOException {
        below.write(block, 0, filled);
        filled = 0;
    }
}
