package nexus.tunnel;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/// When the bastion was last heard. JSch's keepalive cannot see a dead peer while a write is blocked; this can.
final class Pulse {
    private final AtomicInteger holds = new AtomicInteger();
    private volatile long last = System.nanoTime();

    synchronized void beat() {
        last = System.nanoTime();
        notifyAll();
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

    Instant lastHeard() {
        return Instant.now().minus(silence());
    }

    /// Whether the bastion is heard within that time from now.
    synchronized boolean awaitBeat(Duration patience) throws InterruptedException {
        long start = System.nanoTime();
        while (last - start < 0 && holds.get() == 0) {
            long millis = patience.minusNanos(System.nanoTime() - start).toMillis();
            if (millis <= 0) return false;
            wait(millis);
        }
        return true;
    }
}
