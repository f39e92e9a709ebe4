package nexus.tunnel;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;

/// A bounded queue of bytes between the thread that reads the SSH session and the one that writes to a client. The
/// session's reader serves every channel, so it is held up only when this is full, and only so long.
final class Sink extends OutputStream {
    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    private final int capacity;
    private final Duration patience;
    private final Pulse pulse;
    private Runnable givenUp = () -> {};
    private int size;
    private int consumed;
    private boolean isClosed;

    /// @param capacity bytes; at least the channel's window
    /// @param patience how long a full sink is waited for until its channel is given up
    Sink(int capacity, Duration patience, Pulse pulse) {
        this.capacity = capacity;
        this.patience = patience;
        this.pulse = pulse;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (size + length > capacity) awaitRoom(length);
        if (isClosed) throw new IOException("the channel is closed");
        var chunk = new byte[length];
        System.arraycopy(bytes, offset, chunk, 0, length);
        chunks.add(chunk);
        size += length;
        notifyAll();
    }

    private void awaitRoom(int length) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        pulse.hold();
        try {
            while (!isClosed && size > 0 && size + length > capacity) {
                long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (millis <= 0) giveUp();
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            pulse.release();
        }
    }

    private void giveUp() throws IOException {
        givenUp.run();
        throw new IOException("nobody has read from the channel for " + patience);
    }

    synchronized void whenGivenUp(Runnable action) {
        givenUp = action;
    }

    /// As [java.io.InputStream#read(byte[])]: what was written before the end is still read.
    synchronized int read(byte[] buffer) throws IOException {
        try {
            while (chunks.isEmpty() && !isClosed) wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        int total = 0;
        while (total < buffer.length && !chunks.isEmpty()) total += take(buffer, total);
        size -= total;
        notifyAll();
        return total == 0 ? -1 : total;
    }

    private int take(byte[] buffer, int offset) {
        var chunk = chunks.element();
        int length = Math.min(chunk.length - consumed, buffer.length - offset);
        System.arraycopy(chunk, consumed, buffer, offset, length);
        consumed += length;
        if (consumed == chunk.length) {
            chunks.remove();
            consumed = 0;
        }
        return length;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
