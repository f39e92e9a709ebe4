package nexus.access.limits;

import java.time.Duration;

/// A token bucket: it fills at an even pace up to its size, and each use takes from it. Not for several threads at
/// once.
public final class Bucket {
    private static final double SLACK = 1e-6;

    private final double size;
    private final double perNano;
    private double tokens;
    private long filledAt;

    /// A full one.
    ///
    /// @param size      most uses at once
    /// @param perMinute uses over time
    /// @param now       in nanoseconds, as in all that follows
    public Bucket(int size, int perMinute, long now) {
        this.size = size;
        this.perNano = (double) perMinute / Duration.ofMinutes(1).toNanos();
        this.tokens = size;
        this.filledAt = now;
    }

    /// Takes so many, or none at all.
    public boolean take(int count, long now) {
        fill(now);
        if (tokens + SLACK < count) return false;
        tokens -= count;
        return true;
    }

    /// How long until so many are there, unless others take them; for at most its size.
    public Duration until(int count, long now) {
        fill(now);
        return Duration.ofNanos(Math.max(0, (long) Math.ceil((Math.min(count, size) - tokens) / perNano)));
    }

    /// Whether it is as a new one would be.
    public boolean isFull(long now) {
        fill(now);
        return tokens + SLACK >= size;
    }

    private void fill(long now) {
        long passed = Math.max(0, now - filledAt);
        tokens = Math.min(size, tokens + passed * perNano);
        filledAt = now;
    }
}
