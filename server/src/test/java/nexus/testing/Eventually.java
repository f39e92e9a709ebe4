package nexus.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a condition, with a deadline far beyond what it takes.
public final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private Eventually() {}

    /// Waits until it holds.
    ///
    /// @throws AssertionError if it does not within half a minute
    public static void holds(String what, BooleanSupplier condition) {
        var end = Instant.now().plus(DEADLINE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) throw new AssertionError("not within " + DEADLINE + ": " + what);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
