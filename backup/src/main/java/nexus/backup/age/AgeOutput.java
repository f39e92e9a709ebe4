package nexus.backup.age;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Encrypts what is written to it, in chunks of 64 KiB. [#close] writes the last one and closes the stream below; a
/// file without it does not open.
public final class AgeOutput extends OutputStream {
    private final OutputStream below;
    private final Chunks chunks;
    private final byte[] plain = new byte[Chunks.PLAIN];
    private final byte[] sealed = new byte[Chunks.SEALED];
    private int length;
    private boolean isBroken;
    private boolean isClosed;

    private AgeOutput(OutputStream below, Chunks chunks) {
        this.below = below;
        this.chunks = chunks;
    }

    /// Writes the header. If that fails, the stream below stays open.
    ///
    /// @param recipients at least one and at most 256; each alone can open the file
    public static AgeOutput open(OutputStream below, List<Recipient> recipients) throws IOException {
        if (recipients.isEmpty()) throw new AgeException("no recipient");
        if (recipients.size() > Header.MOST_STANZAS)
            throw new AgeException("more than " + Header.MOST_STANZAS + " recipients");
        var key = FileKey.generate();
        var nonce = Keys.random(Chunks.NONCE);
        below.write(Header.of(key, recipients).text().getBytes(StandardCharsets.US_ASCII));
        below.write(nonce);
        return new AgeOutput(below, key.chunks(nonce));
    }

    @Override
    public void write(int one) throws IOException {
        makeRoom();
        plain[length++] = (byte) one;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        checkOpen();
        for (int from = offset, left = count; left > 0; ) {
            makeRoom();
            int part = Math.min(left, plain.length - length);
            System.arraycopy(bytes, from, plain, length, part);
            length += part;
            from += part;
            left -= part;
        }
    }

    /// Flushes the stream below. What does not fill a chunk yet stays here.
    @Override
    public void flush() throws IOException {
        checkOpen();
        below.flush();
    }

    /// Does nothing the second time.
    ///
    /// @throws IOException also if a write failed before: then the last chunk is not written
    @Override
    public void close() throws IOException {
        if (isClosed) return;
        try (below) {
            checkOpen();
            send(true);
        } finally {
            isClosed = true;
        }
    }

    /// A full chunk is sent when more follows: only then is it known not to be the last.
    private void makeRoom() throws IOException {
        checkOpen();
        if (length == plain.length) send(false);
    }

    private void send(boolean isLast) throws IOException {
        chunks.seal(plain, length, sealed, isLast);
        isBroken = true;
        below.write(sealed, 0, length + Aead.TAG);
        isBroken = false;
        length = 0;
    }

    private void checkOpen() throws IOException {
        if (isClosed) throw new IOException("the age file is closed");
        if (isBroken) throw new IOException("the age file is not whole: a write before failed");
    }
}
