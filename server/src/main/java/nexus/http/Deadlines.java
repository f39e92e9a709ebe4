package nexus.http;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Ends what takes too long by interrupting its thread, which closes the socket that it waits for: Helidon 4.5 never
/// applies its read timeout, and has none for writing. One thread looks at everything that is due, twenty times a
/// second: nearly all deadlines are cancelled long before, and a queue in order would cost each call more.
final class Deadlines implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Deadlines.class.getName());
    private static final Duration TICK = Duration.ofMillis(50);

    private final Set<Due> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("deadlines").factory());

    Deadlines() {
        var _ = ticker.scheduleAtFixedRate(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Something to be done at a time, unless it is cancelled before.
    static final class Due {
        private final long nanos;
        private final Runnable task;

        private Due(Duration delay, Runnable task) {
            this.nanos = System.nanoTime() + delay.toNanos();
            this.task = task;
        }
    }

    private void tick() {
        long now = System.nanoTime();
        open.stream().filter(due -> now - due.nanos >= 0).toList().forEach(due -> {
            if (open.remove(due)) run(due.task);
        });
    }

    /// Whatever happens to one, the others are still looked at.
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(ERROR, "A deadline could not be kept", e);
        }
    }

    /// Runs some work of this thread, for so long at most.
    <T> T within(Duration limit, Supplier<T> work) {
        var strike = new Strike();
        var deadline = at(limit, strike::strike);
        try {
            return work.get();
        } finally {
            cancel(deadline);
            strike.end();
        }
    }

    /// Runs something later, in a virtual thread of its own.
    Due after(Duration delay, Runnable task) {
        return at(delay, () -> Thread.startVirtualThread(task));
    }

    private Due at(Duration delay, Runnable quickly) {
        var due = new Due(delay, quickly);
        open.add(due);
        return due;
    }

    void cancel(Due due) {
        open.remove(due);
    }

    /// One deadline. Once the work has ended it strikes no more, so that it cannot reach what comes next.
    private static final class Strike {
        private final Thread worker = Thread.currentThread();
        private boolean isOver;
        private boolean hasStruck;

        synchronized void strike() {
            if (isOver) return;
            hasStruck = true;
            worker.interrupt();
        }

        synchronized void end() {
            isOver = true;
            if (hasStruck) {
                var _ = Thread.interrupted();
            }
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
