package nexus.tunnel;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait before the next attempt: doubling from 0.2 s to 15 s, with jitter so that replicas do not return
/// together.
final class Backoff {
    private static final long FIRST_MILLIS = 200;
    private static final long LAST_MILLIS = 15_000;

    private long next = FIRST_MILLIS;

    Duration next() {
        long millis = ThreadLocalRandom.current().nextLong(next / 2, next + 1);
        next = Math.min(2 * next, LAST_MILLIS);
        return Duration.ofMillis(millis);
    }

    void reset() {
        next = FIRST_MILLIS;
    }
}
