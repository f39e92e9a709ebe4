package nexus.tunnel;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// When the bastion was last heard. JSch's keepalive cannot see a dead peer while a write is blocked; this can.
final class Pulse {
    private final AtomicInteger holds = new AtomicInteger();
    private volatile long last = System.nanoTime();

    void beat() {
        last = System.nanoTime();
    }

    /// The reader is kept from listening by our own side: silence is not the bastion's.
    void hold() {
        holds.incrementAndGet();
    }

    void release() {
        beat();
        holds.decrementAndGet();
    }

    Duration silence() {
        return holds.get() > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - last);
    }
}
