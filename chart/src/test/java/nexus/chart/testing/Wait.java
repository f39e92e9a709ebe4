package nexus.chart.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for a condition, with a deadline.
public final class Wait {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private Wait() {}

    /// Waits until it holds.
    ///
    /// @throws AssertionError if it does not within the deadline
    public static void until(String what, Duration deadline, BooleanSupplier condition) {
        until(what, deadline, condition, () -> "");
    }

    /// The same.
    ///
    /// @param state what to say of the state when it did not come to hold
    public static void until(String what, Duration deadline, BooleanSupplier condition, Supplier<String> state) {
        var end = Instant.now().plus(deadline);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end))
                throw new AssertionError("not within " + deadline + ": " + what + " " + state.get());
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
