package nexus.backup.store;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.sync.RequestBody;

/// The bytes of the part that is being filled. They lie in pieces, so that a small object takes little and nothing is
/// copied to send it; the pieces are used again for the next part.
final class Part {
    private static final int PIECE = 64 << 10;

    private final List<byte[]> pieces = new ArrayList<>();
    private final long capacity;
    private long size;

    /// @param capacity in bytes
    Part(long capacity) {
        this.capacity = capacity;
    }

    long size() {
        return size;
    }

    boolean isFull() {
        return size == capacity;
    }

    /// Takes as many bytes as fit.
    ///
    /// @return how many
    int take(byte[] bytes, int offset, int length) {
        int within = (int) (size % PIECE);
        int piece = (int) (size / PIECE);
        if (piece == pieces.size()) pieces.add(new byte[PIECE]);
        int count = (int) Math.min(Math.min(length, PIECE - within), capacity - size);
        System.arraycopy(bytes, offset, pieces.get(piece), within, count);
        size += count;
        return count;
    }

    Digest digest() {
        var hash = Digest.begin();
        for (int i = 0; i < used(); i++) hash.update(pieces.get(i), 0, length(i));
        return Digest.of(size, hash.digest());
    }

    /// What an attempt sends; each begins anew.
    RequestBody body() {
        return RequestBody.fromContentProvider(this::stream, size, "application/octet-stream");
    }

    private InputStream stream() {
        var streams = IntStream.range(0, used())
                .mapToObj(i -> (InputStream) new ByteArrayInputStream(pieces.get(i), 0, length(i)))
                .toList();
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    private int used() {
        return (int) ((size + PIECE - 1) / PIECE);
    }

    private int length(int piece) {
        return (int) Math.min(PIECE, size - (long) piece * PIECE);
    }

    void clear() {
        size = 0;
    }
}
