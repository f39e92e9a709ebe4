package nexus.tunnel;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;

/// A bounded queue of bytes between the thread that reads the SSH session and the one that writes to a client. The
/// session's reader serves every channel, so it is held up only when this is full, and only so long (ADR 0011).
final class Sink extends OutputStream {
    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    private final Flow flow;
    private final Buffer buffer;
    private final Pulse pulse;
    private Runnable givenUp = () -> {};
    private int size;
    private int consumed;
    private boolean isClosed;

    /// @param flow   how much it holds, and how long a full sink is waited for until its channel is given up
    /// @param buffer that it shares with the other sinks of its session
    Sink(Flow flow, Buffer buffer, Pulse pulse) {
        this.flow = flow;
        this.buffer = buffer;
        this.pulse = pulse;
        buffer.add(this);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            takeRoom(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        var chunk = new byte[length];
        System.arraycopy(bytes, offset, chunk, 0, length);
        if (!add(chunk)) {
            buffer.give(length);
            throw new IOException("the channel is closed");
        }
    }

    /// Waiting is our own side's doing: the bastion's silence meanwhile is not the bastion's.
    private void takeRoom(int length) throws IOException, InterruptedException {
        if (hasRoom(length) && !buffer.isFull(length)) {
            buffer.take(length, flow.stall());
            return;
        }
        pulse.hold();
        try {
            awaitRoom(length);
            buffer.take(length, flow.stall());
        } finally {
            pulse.release();
        }
    }

    private synchronized boolean hasRoom(int length) {
        return size == 0 || size + length <= flow.sink();
    }

    private synchronized void awaitRoom(int length) throws IOException, InterruptedException {
        long end = System.nanoTime() + flow.stall().toNanos();
        while (!isClosed && !hasRoom(length)) {
            long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (millis <= 0) {
                giveUp();
                throw new IOException("nobody has read from the channel for " + flow.stall());
            }
            wait(millis);
        }
    }

    private synchronized boolean add(byte[] chunk) {
        if (isClosed) return false;
        chunks.add(chunk);
        size += chunk.length;
        notifyAll();
        return true;
    }

    synchronized int size() {
        return size;
    }

    synchronized void whenGivenUp(Runnable action) {
        givenUp = action;
    }

    /// Ends the client that does not read.
    synchronized void giveUp() {
        discard();
        givenUp.run();
    }

    /// As [java.io.InputStream#read(byte[])]: what was written before the end is still read.
    int read(byte[] bytes) throws IOException {
        int total = take(bytes);
        if (total > 0) buffer.give(total);
        return total == 0 ? -1 : total;
    }

    private synchronized int take(byte[] bytes) throws IOException {
        try {
            while (chunks.isEmpty() && !isClosed) wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        int total = 0;
        while (total < bytes.length && !chunks.isEmpty()) total += takeFrom(bytes, total);
        size -= total;
        notifyAll();
        return total;
    }

    private int takeFrom(byte[] bytes, int offset) {
        var chunk = chunks.element();
        int length = Math.min(chunk.length - consumed, bytes.length - offset);
        System.arraycopy(chunk, consumed, bytes, offset, length);
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

    /// Closes it and forgets what nobody will read.
    synchronized void discard() {
        close();
        chunks.clear();
        consumed = 0;
        buffer.give(size);
        size = 0;
        buffer.remove(this);
    }
}
