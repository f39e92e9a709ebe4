package nexus.tunnel;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one thread makes for another that may not wait for it until the end.
final class Handoff<T> {
    private @Nullable T made;
    private boolean isAbandoned;

    /// Hands it over, or returns false where nobody takes it any more.
    synchronized boolean give(T value) {
        made = value;
        notifyAll();
        return !isAbandoned;
    }

    /// What was made within that time; nothing else is taken later. An interrupt ends the wait.
    synchronized Optional<T> await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (made == null) {
                long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (millis <= 0) break;
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        isAbandoned = made == null;
        return Optional.ofNullable(made);
    }
}
