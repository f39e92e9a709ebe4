package nexus.tunnel;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Counts what passes.
final class Meter {
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final AtomicInteger channels = new AtomicInteger();
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

    Stats stats(long reconnects) {
        return new Stats(reconnects, channels.get(), bytesIn.sum(), bytesOut.sum(), roundTrip);
    }
}
