package nexus.tunnel;

import java.io.IOException;

/// An open byte channel to a target, used by two threads: one reads, one writes.
interface Wire extends AutoCloseable {
    /// Bytes from the far end, as [java.io.InputStream#read(byte[])].
    int read(byte[] buffer) throws IOException;

    /// Bytes to the far end, sent at once.
    void write(byte[] buffer, int length) throws IOException;

    /// Tells the far end that no more bytes come; it may still send.
    void finish() throws IOException;

    /// Whether nothing can be sent any more, in contrast to a far end that has only finished sending.
    boolean isClosed();

    /// What to do when the wire itself is given up because nobody reads from it: the reader may be stuck elsewhere.
    void whenGivenUp(Runnable action);

    @Override
    void close();
}
