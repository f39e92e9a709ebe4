package nexus.tunnel;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Counts what passes.
final class Meter {
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final AtomicInteger channels = new AtomicInteger();
    private final LongAdder rotationFailures = new LongAdder();
    private final Map<Ending, Long> reconnects = new EnumMap<>(Ending.class);
    private final Map<Refusal, Long> openFailures = new EnumMap<>(Refusal.class);
    private volatile Duration roundTrip = Duration.ZERO;

    void received(int bytes) {
        bytesIn.add(bytes);
    }

    void sent(int bytes) {
        bytesOut.add(bytes);
    }

    void opened() {
        channels.incrementAndGet();
    }

    void closed() {
        channels.decrementAndGet();
    }

    void roundTrip(Duration time) {
        roundTrip = time;
    }

    synchronized void reconnected(Ending why) {
        reconnects.merge(why, 1L, Long::sum);
    }

    synchronized void refused(Refusal why) {
        openFailures.merge(why, 1L, Long::sum);
    }

    void rotationFailed() {
        rotationFailures.increment();
    }

    synchronized Stats stats(Instant lastHeard) {
        return new Stats(
                reconnects,
                openFailures,
                rotationFailures.sum(),
                channels.get(),
                bytesIn.sum(),
                bytesOut.sum(),
                roundTrip,
                lastHeard);
    }
}
