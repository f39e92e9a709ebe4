package nexus.mongo;

import java.util.Arrays;

/// JSON bytes that grow up to a hard limit. What does not fit is not written at all, the buffer is then full, and it
/// stays so until it is rolled back to a mark.
final class JsonBuffer {
    private static final int FIRST = 2048;

    private byte[] bytes;
    private int size;
    private int limit;
    private boolean full;

    JsonBuffer(int limit) {
        this.limit = limit;
        this.bytes = new byte[Math.min(limit, FIRST)];
    }

    boolean isFull() {
        return full;
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
    }

    void write(int ascii) {
        if (claim(1)) bytes[size++] = (byte) ascii;
    }

    void write(byte[] source, int from, int length) {
        if (!claim(length)) return;
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /// Writes a text that is known to be ASCII without characters to escape.
    @SuppressWarnings("deprecation") // the one copy of Latin-1 bytes that allocates nothing
    void ascii(String text) {
        if (!claim(text.length())) return;
        text.getBytes(0, text.length(), bytes, size);
        size += text.length();
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
        long rest = value;
        for (int i = size + width - 1; i >= size; i--, rest /= 10) bytes[i] = (byte) ('0' + rest % 10);
        size += width;
    }

    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private boolean claim(int count) {
        if (full || count > limit - size) {
            full = true;
            return false;
        }
        if (count > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(2L * bytes.length, (long) size + count)));
        }
        return true;
    }
}
