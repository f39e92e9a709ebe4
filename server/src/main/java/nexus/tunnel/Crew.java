package nexus.tunnel;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadFactory;

/// The virtual threads of one tunnel, counted, so that closing it can wait until the last one has gone.
final class Crew implements ThreadFactory {
    private int alive;

    @Override
    public Thread newThread(Runnable work) {
        return Thread.ofVirtual().unstarted(() -> {
            enter();
            try {
                work.run();
            } finally {
                leave();
            }
        });
    }

    Thread start(String name, Runnable work) {
        var thread = newThread(work);
        thread.setName(name);
        thread.start();
        return thread;
    }

    synchronized int alive() {
        return alive;
    }

    /// Whether all have gone by then.
    synchronized boolean awaitEnd(Duration patience) throws InterruptedException {
        var deadline = Instant.now().plus(patience);
        while (alive > 0) {
            long millis = Duration.between(Instant.now(), deadline).toMillis();
            if (millis <= 0) return false;
            wait(millis);
        }
        return true;
    }

    private synchronized void enter() {
        alive++;
    }

    private synchronized void leave() {
        alive--;
        notifyAll();
    }
}
