package nexus.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the calls, and lets so many work at once: the others wait their turn for a while, and are then turned away. A
/// burst is served a little later instead of being refused. How many can wait is bounded by the connections.
final class Traffic {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Semaphore places;
    private final AtomicInteger calls = new AtomicInteger();

    /// @param maxCalls most calls at work at once
    Traffic(int maxCalls) {
        places = new Semaphore(maxCalls, true);
    }

    /// Takes a place for one call, or waits for one; a place taken must be [left][#leave()].
    ///
    /// @return whether there was one
    boolean enter() {
        calls.incrementAndGet();
        try {
            if (places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        calls.decrementAndGet();
        return false;
    }

    void leave() {
        places.release();
        calls.decrementAndGet();
    }

    /// Calls at work or waiting for a place now.
    int active() {
        return calls.get();
    }
}
