package nexus.backup.age;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decrypts what is read through it. Hands out no byte that is not authenticated, and tells an end that came too early
/// from the end.
public final class AgeInput extends InputStream {
    private static final int HEADER_BUFFER = 8 << 10;

    private final InputStream below;
    private final Chunks chunks;
    private final byte[] sealed = new byte[Chunks.SEALED];
    private final byte[] plain = new byte[Chunks.PLAIN];
    private int position;
    private int limit;
    private boolean isLast;
    private boolean isClosed;
    private @Nullable IOException failure;

    private AgeInput(InputStream below, Chunks chunks) {
        this.below = below;
        this.chunks = chunks;
    }

    /// Reads the header, and perhaps more. If that fails, the stream below stays open.
    ///
    /// @throws AgeException if it is none, is damaged, or no identity opens it
    public static AgeInput open(InputStream below, List<Identity> identities) throws IOException {
        if (identities.isEmpty()) throw new AgeException("no identity");
        var in = new BufferedInputStream(below, HEADER_BUFFER);
        var key = HeaderReader.read(in).key(identities);
        var nonce = in.readNBytes(Chunks.NONCE);
        if (nonce.length < Chunks.NONCE) throw new AgeException("the file ends after its header: it was cut");
        return new AgeInput(in, key.chunks(nonce));
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : plain[position++] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) return 0;
        if (isAtEnd()) return -1;
        int part = Math.min(length, limit - position);
        System.arraycopy(plain, position, bytes, offset, part);
        position += part;
        return part;
    }

    @Override
    public int available() throws IOException {
        if (isClosed) throw new IOException("the age file is closed");
        return limit - position;
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        below.close();
    }

    private boolean isAtEnd() throws IOException {
        if (isClosed) throw new IOException("the age file is closed");
        if (position < limit) return false;
        if (failure != null) throw failure;
        try {
            return isLast ? checkEnd() : !fill();
        } catch (IOException e) {
            // What comes next is not known to stand where it should: nothing more is read.
            failure = e;
            throw e;
        }
    }

    private boolean checkEnd() throws IOException {
        if (below.read() >= 0) throw new AgeException("the file goes on after its last chunk");
        return true;
    }

    /// Whether the next chunk has bytes. A short one must be the last; a full one can be.
    private boolean fill() throws IOException {
        long number = chunks.count() + 1;
        int length = below.readNBytes(sealed, 0, sealed.length);
        if (length == 0) throw new AgeException("the file ends after chunk " + (number - 1) + ": it was cut");
        isLast = length < sealed.length || !chunks.opens(sealed, length, plain, false);
        if (isLast && (length < Aead.TAG || !chunks.opens(sealed, length, plain, true)))
            throw new AgeException(
                    "chunk " + number + " of the file is damaged" + (length < sealed.length ? " or cut" : ""));
        if (length == Aead.TAG && number > 1) throw new AgeException("the last chunk of the file is empty");
        position = 0;
        limit = length - Aead.TAG;
        return limit > 0 || !checkEnd();
    }
}
