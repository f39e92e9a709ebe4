package nexus.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the requests, and lets so many work at once: the others wait their turn for a while, and are then turned
/// away.
/// A burst is served a little later instead of being refused. How many can wait is bounded by the connections. Requests
/// that only wait, for events or for a person, are counted apart.
final class Traffic {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Semaphore places;
    private final Semaphore streams;
    private final AtomicInteger active = new AtomicInteger();

    /// @param maxCalls   most requests at work at once
    /// @param maxStreams most requests that wait
    Traffic(int maxCalls, int maxStreams) {
        places = new Semaphore(maxCalls, true);
        streams = new Semaphore(maxStreams);
    }

    /// The place of one request; to be closed.
    final class Place implements AutoCloseable {
        private Semaphore taken = places;

        /// Moves to those that only wait.
        ///
        /// @return whether there was room
        synchronized boolean rest() {
            if (taken.equals(streams)) return true;
            if (!streams.tryAcquire()) return false;
            places.release();
            taken = streams;
            return true;
        }

        /// Moves back to those at work, or waits for a place among them.
        ///
        /// @return whether there was one
        synchronized boolean resume() {
            if (taken.equals(places)) return true;
            if (!tryPlace()) return false;
            streams.release();
            taken = places;
            return true;
        }

        @Override
        public synchronized void close() {
            taken.release();
            active.decrementAndGet();
        }
    }

    /// A place for one request, at once or after a while; nothing where there was none.
    Optional<Place> enter() {
        active.incrementAndGet();
        if (tryPlace()) return Optional.of(new Place());
        active.decrementAndGet();
        return Optional.empty();
    }

    private boolean tryPlace() {
        try {
            return places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Requests at work, waiting for a place, or streaming now.
    int active() {
        return active.get();
    }
}
