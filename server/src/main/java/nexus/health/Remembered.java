package nexus.health;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/// A look whose finding is kept for a while: however many ask for `/health`, the database is asked once.
public final class Remembered implements Supplier<Finding> {
    private final Supplier<Finding> look;
    private final long nanos;
    private Finding last = new Finding(false, Map.of());
    private long until;
    private boolean isFirst = true;

    /// Looks again only after a while.
    public Remembered(Duration kept, Supplier<Finding> look) {
        this.look = look;
        this.nanos = kept.toNanos();
    }

    @Override
    public synchronized Finding get() {
        if (isFirst || System.nanoTime() - until > 0) {
            last = look.get();
            until = System.nanoTime() + nanos;
            isFirst = false;
        }
        return last;
    }
}
