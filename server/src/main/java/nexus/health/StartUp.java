package nexus.health;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Walks the phases in their order. A phase that fails is tried again, slower each time, and says why; the process does
/// not end, because a restart mends neither a bastion nor a database.
public final class StartUp implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(StartUp.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final List<Phase> phases;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Progress progress;

    /// Where the start stands.
    ///
    /// @param phase   name of the phase, `ready` after the last
    /// @param waiting what it waits for, in words; nothing when it is ready
    /// @param failure why the last attempt failed, if there was one
    public record Progress(String phase, Optional<String> waiting, Optional<String> failure) {}

    public StartUp(List<Phase> phases) {
        this.phases = List.copyOf(phases);
        this.progress = waitingFor(phases.getFirst(), Optional.empty());
    }

    private static Progress waitingFor(Phase phase, Optional<String> failure) {
        return new Progress(phase.name(), Optional.of("starting: waiting for " + phase.waitsFor()), failure);
    }

    /// Runs to the end, or until it is closed.
    ///
    /// @return whether every phase was passed
    public boolean run() {
        for (var phase : phases) {
            LOG.log(INFO, "Start: waiting for " + phase.waitsFor());
            progress = waitingFor(phase, Optional.empty());
            long start = System.nanoTime();
            if (!pass(phase)) return false;
            LOG.log(INFO, "Start: " + phase.name() + " is up after " + (System.nanoTime() - start) / 1_000_000 + " ms");
        }
        progress = new Progress("ready", Optional.empty(), Optional.empty());
        return true;
    }

    private boolean pass(Phase phase) {
        var pause = FIRST_PAUSE;
        var last = "";
        while (closed.getCount() > 0) {
            try {
                phase.step().attempt(phase.deadline());
                return true;
            } catch (RuntimeException e) {
                if (closed.getCount() == 0) return false;
                last = note(phase, e, last);
            }
            if (isClosedWithin(pause)) return false;
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        return false;
    }

    /// Logs a reason when it is a new one: the same line every few seconds would bury the rest.
    private String note(Phase phase, RuntimeException failure, String last) {
        var reason = String.valueOf(failure.getMessage());
        progress = waitingFor(phase, Optional.of(reason));
        if (!reason.equals(last)) LOG.log(WARNING, "Start: still waiting for " + phase.waitsFor() + ": " + reason);
        return reason;
    }

    private boolean isClosedWithin(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// Where the start stands now.
    public Progress progress() {
        return progress;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
