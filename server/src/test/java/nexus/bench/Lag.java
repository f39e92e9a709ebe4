package nexus.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/// One direction of a delayed connection: one thread reads at once whatever comes, another writes it when it is due.
final class Lag {
    /// Bytes on their way: so many that the sender is held up by nothing but its own windows.
    private static final int MOST = 256 << 20;

    private static final int CHUNK = 64 << 10;

    private final SocketChannel from;
    private final SocketChannel to;
    private final long nanos;
    private final Spare spare;
    private final BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST);

    Lag(SocketChannel from, SocketChannel to, long nanos, Spare spare) {
        this.from = from;
        this.to = to;
        this.nanos = nanos;
        this.spare = spare;
    }

    /// What was read at once.
    ///
    /// @param bytes empty at the end
    private record Chunk(ByteBuffer bytes, long due) {}

    /// Buffers to be used again: to allocate one for each read would cost more than to move the bytes.
    static final class Spare {
        private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();

        private ByteBuffer take() {
            var buffer = buffers.poll();
            return buffer == null ? ByteBuffer.allocateDirect(CHUNK) : buffer.clear();
        }

        private void give(ByteBuffer buffer) {
            buffers.add(buffer);
        }
    }

    void start() {
        Thread.ofPlatform().daemon().start(() -> run(this::read));
        Thread.ofPlatform().daemon().start(() -> run(this::write));
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (IOException | InterruptedException e) {
            // One side is gone, so the other is not needed any more.
            end(from);
            end(to);
        }
    }

    private static void end(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            System.err.println("not closed: " + e);
        }
    }

    private void read() throws IOException, InterruptedException {
        while (true) {
            var bytes = spare.take();
            var isEnd = from.read(bytes) < 0;
            long due = System.nanoTime() + nanos;
            room.acquire(bytes.flip().remaining());
            queue.add(new Chunk(bytes, due));
            if (isEnd) return;
        }
    }

    private void write() throws IOException, InterruptedException {
        while (true) {
            var chunk = queue.take();
            await(chunk.due());
            int size = chunk.bytes().remaining();
            if (size == 0) break;
            while (chunk.bytes().hasRemaining()) to.write(chunk.bytes());
            room.release(size);
            spare.give(chunk.bytes());
        }
        to.shutdownOutput();
    }

    private static void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) LockSupport.parkNanos(left);
    }
}
