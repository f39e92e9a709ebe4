package nexus.access.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lines that wait for the thread that writes them, bounded by their bytes. That thread is woken once for many lines,
/// or at once by one that is urgent.
final class LineQueue {
    /// Some ten thousand lines.
    static final int MOST_BYTES = 4 << 20;

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration URGENT_PATIENCE = Duration.ofSeconds(2);
    private static final Duration GATHERING = Duration.ofMillis(20);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hasLines = lock.newCondition();
    private final Condition isPressed = lock.newCondition();
    private final Condition hasRoom = lock.newCondition();
    private List<Entry> waiting = new ArrayList<>();
    private long bytes;
    private boolean isUrgent;
    private boolean isStuck;
    private boolean isClosed;

    /// A line, and what became of it.
    static final class Entry {
        private final byte[] line;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean isWritten;

        Entry(byte[] line) {
            this.line = line;
        }

        byte[] line() {
            return line;
        }

        void done(boolean success) {
            isWritten = success;
            ended.countDown();
        }

        /// Whether it is written, within two seconds.
        boolean await() {
            try {
                return ended.await(URGENT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS) && isWritten;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /// Takes a line in. Where there is no room it waits a little; once that was in vain nobody waits until there is.
    boolean put(Entry entry) {
        return add(entry, isStuck() ? Duration.ZERO : PATIENCE, false);
    }

    /// Takes a line in, or not, at once.
    boolean offer(Entry entry) {
        return add(entry, Duration.ZERO, false);
    }

    /// Takes a line in that somebody waits for.
    boolean putUrgent(Entry entry) {
        return add(entry, URGENT_PATIENCE, true);
    }

    private boolean isStuck() {
        lock.lock();
        try {
            return isStuck;
        } finally {
            lock.unlock();
        }
    }

    private boolean add(Entry entry, Duration patience, boolean urgent) {
        lock.lock();
        try {
            if (!awaitRoom(entry.line().length, patience.toNanos())) {
                isStuck = !isClosed;
                return false;
            }
            if (waiting.isEmpty()) hasLines.signal();
            waiting.add(entry);
            bytes += entry.line().length;
            isUrgent |= urgent;
            if (!isWorthGathering()) isPressed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitRoom(int size, long patience) {
        long nanos = patience;
        try {
            while (!isClosed && bytes + size > MOST_BYTES) {
                if (nanos <= 0) return false;
                nanos = hasRoom.awaitNanos(nanos);
            }
            return !isClosed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !isClosed && bytes + size <= MOST_BYTES;
        }
    }

    /// Everything that waits, after a moment in which more may come; nothing at all after a second without lines.
    List<Entry> take() {
        lock.lock();
        try {
            long nanos = TICK.toNanos();
            while (waiting.isEmpty() && !isClosed && nanos > 0) nanos = hasLines.awaitNanos(nanos);
            nanos = GATHERING.toNanos();
            while (isWorthGathering() && nanos > 0) nanos = isPressed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            isClosed = true;
        } finally {
            lock.unlock();
        }
        return all();
    }

    private boolean isWorthGathering() {
        return !waiting.isEmpty() && !isUrgent && !isClosed && bytes <= MOST_BYTES / 2;
    }

    private List<Entry> all() {
        lock.lock();
        try {
            var all = waiting;
            waiting = new ArrayList<>();
            bytes = 0;
            isUrgent = false;
            isStuck = false;
            hasRoom.signalAll();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /// Whether nothing comes after this.
    boolean isOver(List<Entry> taken) {
        lock.lock();
        try {
            return isClosed && taken.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Takes no more lines in.
    void close() {
        lock.lock();
        try {
            isClosed = true;
            hasLines.signalAll();
            isPressed.signalAll();
            hasRoom.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
