package nexus.access.audit;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nexus.access.limits.Bucket;

/// Writes of those who were turned away so much that a flood of them fills no disk: of each status twenty lines at
/// once, one a second over time, and every ten seconds how many were left out.
final class DoorBook implements Door {
    private static final int BURST = 20;
    private static final int PER_MINUTE = 60;
    private static final long SUM_UP_NANOS = Duration.ofSeconds(10).toNanos();

    private final Lines lines;
    private final LongSupplier nanos;
    private final Map<Integer, Page> pages = new TreeMap<>();

    /// What is known of one status.
    private static final class Page {
        private final Bucket bucket;
        private long leftOut;
        private long leftOutSince;

        Page(Bucket bucket) {
            this.bucket = bucket;
        }
    }

    private final Consumer<byte[]> to;

    /// @param to    takes a line; must not wait
    /// @param nanos the time, as [System#nanoTime()] tells it
    DoorBook(Lines lines, Consumer<byte[]> to, LongSupplier nanos) {
        this.lines = lines;
        this.to = to;
        this.nanos = nanos;
    }

    @Override
    public synchronized void refused(Refusal refusal) {
        long now = nanos.getAsLong();
        var page = pages.computeIfAbsent(refusal.status(), _ -> new Page(new Bucket(BURST, PER_MINUTE, now)));
        if (page.bucket.take(1, now)) {
            to.accept(lines.refusal(refusal));
            return;
        }
        if (page.leftOut == 0) page.leftOutSince = now;
        page.leftOut++;
    }

    /// Says how many were left out, once that is ten seconds old.
    synchronized void sumUp() {
        sumUp(SUM_UP_NANOS);
    }

    /// Says it now.
    synchronized void close() {
        sumUp(0);
    }

    private void sumUp(long age) {
        long now = nanos.getAsLong();
        pages.forEach((status, page) -> {
            if (page.leftOut == 0 || now - page.leftOutSince < age) return;
            to.accept(lines.leftOut(status, page.leftOut));
            page.leftOut = 0;
        });
    }
}
