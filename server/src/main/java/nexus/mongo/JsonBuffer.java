package nexus.mongo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// JSON bytes that grow up to a hard limit, in chunks, so that they are never copied to make room. What does not fit is
/// not written at all, the buffer is then full, and it stays so until it is rolled back to a mark. Memory beyond the
/// first chunk comes out of the share of the call.
final class JsonBuffer {
    private static final int FIRST = 2048;
    private static final int SHIFT = 16;
    private static final int CHUNK = 1 << SHIFT;

    private final AnswerMemory.Share share;
    /// All are of the same size, but for the first while it is the only one.
    private final List<byte[]> chunks = new ArrayList<>();

    private byte[] chunk;
    /// Where in the whole the chunk begins that is written now.
    private int start;

    private int size;
    /// Bytes of all chunks.
    private int capacity;

    private int limit;
    private boolean full;
    private boolean starved;

    JsonBuffer(int limit) {
        this(limit, AnswerMemory.Share.boundless());
    }

    JsonBuffer(int limit, AnswerMemory.Share share) {
        this.limit = limit;
        this.share = share;
        this.chunk = new byte[Math.clamp(limit, 0, FIRST)];
        chunks.add(chunk);
        capacity = chunk.length;
    }

    AnswerMemory.Share share() {
        return share;
    }

    boolean isFull() {
        return full;
    }

    /// Whether it is full for want of memory, below its limit.
    boolean isStarved() {
        return starved;
    }

    int size() {
        return size;
    }

    int limit() {
        return limit;
    }

    int room() {
        return limit - size;
    }

    void limit(int newLimit) {
        limit = newLimit;
    }

    /// Says that something did not fit.
    void fill() {
        full = true;
    }

    void rollBack(int mark) {
        size = mark;
        full = false;
        starved = false;
        go(Math.min(mark >> SHIFT, chunks.size() - 1));
    }

    void write(int ascii) {
        if (!claim(1)) return;
        if (left() == 0) go(size >> SHIFT);
        chunk[size++ - start] = (byte) ascii;
    }

    void write(byte[] source, int from, int length) {
        if (!claim(length)) return;
        for (int done = 0; done < length; ) {
            if (left() == 0) go(size >> SHIFT);
            int step = Math.min(length - done, left());
            System.arraycopy(source, from + done, chunk, size - start, step);
            size += step;
            done += step;
        }
    }

    /// Writes a text that is known to be ASCII without characters to escape.
    @SuppressWarnings("deprecation") // the one copy of Latin-1 bytes that allocates nothing
    void ascii(String text) {
        if (!claim(text.length())) return;
        for (int done = 0; done < text.length(); ) {
            if (left() == 0) go(size >> SHIFT);
            int step = Math.min(text.length() - done, left());
            text.getBytes(done, done + step, chunk, size - start);
            size += step;
            done += step;
        }
    }

    void number(long value) {
        if (value < 0) {
            ascii(Long.toString(value));
            return;
        }
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) digits++;
        digits(value, digits);
    }

    /// Writes a number that is not negative with leading zeros.
    void digits(long value, int width) {
        if (!claim(width)) return;
        if (left() < width) {
            // It crosses the edge of a chunk.
            var text = Long.toString(value);
            ascii("0".repeat(Math.max(width - text.length(), 0)) + text);
            return;
        }
        long rest = value;
        int first = size - start;
        for (int i = first + width - 1; i >= first; i--, rest /= 10) chunk[i] = (byte) ('0' + rest % 10);
        size += width;
    }

    /// The bytes in pieces, without a copy of more than the last; nothing may be written after.
    List<byte[]> pieces() {
        int used = Math.max((size + CHUNK - 1) >> SHIFT, 1);
        share.giveBack((chunks.size() - used) * (long) CHUNK);
        var pieces = new ArrayList<>(chunks.subList(0, used));
        int last = size - ((used - 1) << SHIFT);
        if (last < pieces.getLast().length) pieces.set(used - 1, Arrays.copyOf(pieces.getLast(), last));
        return pieces;
    }

    /// The bytes in one piece.
    byte[] toBytes() {
        return join(pieces());
    }

    static byte[] join(List<byte[]> pieces) {
        if (pieces.size() == 1) return pieces.getFirst();
        var whole = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
        int at = 0;
        for (var piece : pieces) {
            System.arraycopy(piece, 0, whole, at, piece.length);
            at += piece.length;
        }
        return whole;
    }

    /// Gives its memory back; what was written is lost.
    void drop() {
        share.giveBack((chunks.size() - 1) * (long) CHUNK);
    }

    private int left() {
        return start + chunk.length - size;
    }

    private void go(int index) {
        chunk = chunks.get(index);
        start = index << SHIFT;
    }

    private boolean claim(int count) {
        if (full || count > limit - size) {
            full = true;
            return false;
        }
        while (count > capacity - size) {
            if (!grow(size + count)) {
                full = true;
                starved = true;
                return false;
            }
        }
        return true;
    }

    private boolean grow(int needed) {
        if (chunks.getFirst().length < CHUNK) {
            chunk = Arrays.copyOf(chunk, Math.clamp(Math.max(2L * chunk.length, needed), 0, CHUNK));
            chunks.set(0, chunk);
            capacity = chunk.length;
            return true;
        }
        if (!share.take(CHUNK)) return false;
        chunks.add(new byte[CHUNK]);
        capacity += CHUNK;
        return true;
    }
}
