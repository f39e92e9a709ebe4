package nexus.mcp;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Notifications that wait for a client to take them. The same one waits once only, however often it is put in.
final class Mailbox {
    private static final int MOST = 500;

    private final String number = UUID.randomUUID().toString();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> waiting = new LinkedHashSet<>();
    private boolean hasEnded;
    private volatile Instant taken = Instant.now();

    void put(String message) {
        lock.lock();
        try {
            if (waiting.size() < MOST) waiting.add(message);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Takes what waits, or waits for something; nothing after a while, or when it has ended.
    List<String> take(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            taken = Instant.now();
            long nanos = patience.toNanos();
            while (waiting.isEmpty() && !hasEnded && nanos > 0) nanos = changed.awaitNanos(nanos);
            var taken = List.copyOf(waiting);
            waiting.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Tells it from others.
    String number() {
        return number;
    }

    /// Ends it; what waits goes on to the next.
    Mailbox next() {
        var next = new Mailbox();
        lock.lock();
        try {
            next.waiting.addAll(waiting);
            waiting.clear();
            hasEnded = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return next;
    }

    /// When somebody last looked into it.
    Instant taken() {
        return taken;
    }

    /// Nothing comes any more.
    void end() {
        lock.lock();
        try {
            hasEnded = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return hasEnded;
        } finally {
            lock.unlock();
        }
    }
}
