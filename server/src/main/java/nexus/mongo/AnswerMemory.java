package nexus.mongo;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// The memory that all answers at work may take together, so that no number of large ones exhausts the heap. An answer
/// takes from it as it grows, waits a little where there is none, and gives all back when it has left.
public final class AnswerMemory {
    private static final ScopedValue<Share> SHARE = ScopedValue.newInstance();
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int SHIFT = 10;

    private final int kibibytes;
    private final Semaphore free;
    private final LongAdder misses = new LongAdder();

    /// @param bytes for all of them; at least 1 KiB
    public AnswerMemory(long bytes) {
        this.kibibytes = Math.toIntExact(bytes >> SHIFT);
        this.free = new Semaphore(kibibytes, true);
    }

    /// A quarter of the heap: the rest is for what the driver reads at a time, for the tunnel, and for the program.
    public static AnswerMemory quarterOfHeap() {
        return new AnswerMemory(Runtime.getRuntime().maxMemory() / 4);
    }

    /// Runs one call to the end of its answer.
    public void during(Runnable call) {
        var share = new Share(this);
        try {
            ScopedValue.where(SHARE, share).run(call);
        } finally {
            share.giveBackAll();
        }
    }

    /// Bytes for all answers.
    public long bytes() {
        return (long) kibibytes << SHIFT;
    }

    /// Bytes taken now.
    public long taken() {
        return (long) (kibibytes - free.availablePermits()) << SHIFT;
    }

    /// How many answers were cut or refused because there was not enough.
    public long misses() {
        return misses.sum();
    }

    /// What one call has taken; for the thread of that call alone.
    static final class Share {
        private final AnswerMemory memory;
        private int taken;
        private long patienceNanos = PATIENCE.toNanos();

        private Share(AnswerMemory memory) {
            this.memory = memory;
        }

        /// The share of the call at work; one without a bound outside of any.
        static Share current() {
            return SHARE.isBound() ? SHARE.get() : boundless();
        }

        static Share boundless() {
            return new Share(new AnswerMemory((long) Integer.MAX_VALUE << SHIFT));
        }

        /// Takes so much, at once or after a while: a call waits for two seconds in all.
        ///
        /// @return whether it was there
        boolean take(long bytes) {
            int wanted = permits(bytes);
            if (wanted > memory.kibibytes - taken || !acquire(wanted)) {
                memory.misses.increment();
                return false;
            }
            taken += wanted;
            return true;
        }

        private boolean acquire(int wanted) {
            long before = System.nanoTime();
            try {
                return memory.free.tryAcquire(wanted, patienceNanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                patienceNanos = Math.max(patienceNanos - (System.nanoTime() - before), 0);
            }
        }

        void giveBack(long bytes) {
            int given = permits(bytes);
            taken -= given;
            memory.free.release(given);
        }

        private void giveBackAll() {
            memory.free.release(taken);
            taken = 0;
        }

        /// Why an answer ends here, or does not begin.
        String trouble() {
            return "the answers that this server is giving take " + mebibytes(memory.taken()) + " of "
                    + mebibytes(memory.bytes()) + " MiB";
        }

        /// Whether so much can never be had.
        boolean isBeyond(long bytes) {
            return permits(bytes) > memory.kibibytes;
        }

        private static int permits(long bytes) {
            return Math.toIntExact((bytes + (1 << SHIFT) - 1) >> SHIFT);
        }

        private static long mebibytes(long bytes) {
            return (bytes + (1 << 19)) >> 20;
        }
    }
}
