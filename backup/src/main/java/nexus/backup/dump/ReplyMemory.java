package nexus.backup.dump;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// The memory for replies with documents. How large one is shows only when it is there: up to 16 MiB, however few
/// documents were asked for. So only as many are received at once as would fit if they were as large as they can
/// be; and one that was received is copied only when there is room, until then it waits where the driver holds it.
final class ReplyMemory {
    private static final ScopedValue<Share> SHARE = ScopedValue.newInstance();
    private static final int PART_OF_HEAP = 7;
    private static final int SHIFT = 10;

    private final Semaphore driver;
    private final Semaphore room;
    private final int kibibytes;

    /// @param heap bytes of memory that the program has; a seventh is for replies in the driver, and another for copies
    ReplyMemory(long heap) {
        this.kibibytes = Math.clamp((heap / PART_OF_HEAP) >> SHIFT, 1, Integer.MAX_VALUE);
        this.driver = new Semaphore(kibibytes, true);
        this.room = new Semaphore(kibibytes, true);
    }

    static ReplyMemory ofThisProgram() {
        return new ReplyMemory(Runtime.getRuntime().maxMemory());
    }

    /// Makes the share of one that reads.
    ///
    /// @param most bytes that one of its replies may come to
    Share share(int most) {
        return new Share(permits(most));
    }

    private int permits(int bytes) {
        return Math.min((bytes >> SHIFT) + 1, kibibytes);
    }

    /// Takes the room for a reply, for whoever is receiving one; for others there is no bound.
    static void take(int bytes) {
        if (SHARE.isBound()) SHARE.get().take(bytes);
    }

    /// What one that reads takes: room for one reply, the latest. For its thread alone.
    final class Share implements AutoCloseable {
        private final int most;
        private int taken;

        private Share(int most) {
            this.most = most;
        }

        /// Receives a reply.
        <T> T receive(Supplier<T> exchange) {
            acquire(driver, most);
            try {
                return ScopedValue.where(SHARE, this).call(exchange::get);
            } finally {
                driver.release(most);
            }
        }

        /// Room is given back before it is taken: nobody waits for room and keeps some.
        private void take(int bytes) {
            close();
            int wanted = permits(bytes);
            acquire(room, wanted);
            taken = wanted;
        }

        /// Gives the room back: the reply is no longer needed.
        @Override
        public void close() {
            room.release(taken);
            taken = 0;
        }
    }

    private static void acquire(Semaphore semaphore, int permits) {
        try {
            semaphore.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DumpException("the dump was cancelled");
        }
    }
}
