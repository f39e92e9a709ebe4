package nexus.tunnel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps one route up: one thread makes every attempt, so that many callers wait for the same one.
final class Supervisor implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(200);
    /// A session that lived shorter is followed by a pause, so that a bastion that throws us out is not stormed.
    private static final Duration STEADY = Duration.ofSeconds(10);
    /// The longest such pause: a login that works strains a bastion less than one that it refuses.
    private static final Duration LET_IN_AGAIN = Duration.ofSeconds(2);
    /// A bastion that is merely busy answers within this time, and nobody needs to hear of it.
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Board board;
    private final Rotation rotation;
    private final Settings.Ssh settings;
    private final Meter meter;
    private final Crew crew;
    private final String where;
    private final Backoff backoff = new Backoff();
    private final Semaphore bell = new Semaphore(0);
    private @Nullable Route current;
    private @Nullable Ending lost;
    private boolean isDoubted;
    private boolean isStarted;
    private boolean isClosed;

    Supervisor(Board board, Rotation rotation, Settings.Ssh settings, Meter meter, Crew crew) {
        this.board = board;
        this.rotation = rotation;
        this.settings = settings;
        this.meter = meter;
        this.crew = crew;
        this.where = settings.bastion().where();
    }

    /// The live route. Waits for an attempt under way, but no longer than it takes to fail.
    Optional<Route> route(Duration patience) {
        start();
        long failures = board.failures();
        var status = board.await(
                patience,
                now -> now.status().state() == State.UP
                        || now.status().state().isTerminal()
                        || now.failures() > failures);
        return status.state() == State.UP ? Optional.ofNullable(current()) : Optional.empty();
    }

    /// Looks at the route now, after a dial on it has failed.
    void doubt(Route route, Refusal refusal) {
        if (!route.isUp()) ended(route);
        else if (refusal == Refusal.SILENT) setDoubted(true);
    }

    private void ended(Route route) {
        // Callers that come now must wait for the next attempt, not find the dead route again.
        synchronized (this) {
            if (current == route && board.status().state() == State.UP)
                board.become(State.CONNECTING, "the session with " + where + " has ended; connecting again");
        }
        bell.release();
    }

    synchronized void start() {
        if (isStarted || isClosed) return;
        isStarted = true;
        crew.start("tunnel-supervisor", this::run);
    }

    private void run() {
        try {
            while (!isClosed()) tryOnce();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// This thread must outlive every surprise: without it nobody would connect again.
    private void tryOnce() throws InterruptedException {
        try {
            attempt();
        } catch (RuntimeException | Error e) {
            var route = current();
            if (route != null) route.cut();
            board.become(State.BACKOFF, "the bastion " + where + " could not be connected: " + e);
            rest(backoff.next());
        }
    }

    private void attempt() throws InterruptedException {
        var route = rotation.begin();
        if (!adopt(route)) return;
        if (board.status().state() != State.CONNECTING) board.become(State.CONNECTING, board.attempt(where));
        var failure = route.connect();
        if (isClosed()) return;
        if (failure.isEmpty()) {
            watch(route);
            return;
        }
        board.become(failure.get().state(), failure.get().reason());
        if (failure.get().state().isTerminal()) awaitNewFiles();
        else rest(backoff.next());
    }

    private void watch(Route first) throws InterruptedException {
        long start = System.nanoTime();
        if (lost != null) meter.reconnected(lost);
        lost = Ending.ENDED;
        board.become(State.UP, "connected to " + where);
        var route = first;
        while (route.isUp() && !isClosed() && isTrusted(route)) {
            var _ = bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            bell.drainPermits();
            route = rotate(route);
        }
        if (isClosed()) return;
        ended(route);
        route.cut();
        if (Duration.ofNanos(System.nanoTime() - start).compareTo(STEADY) > 0) backoff.reset();
        else rest(shorter(backoff.next(), LET_IN_AGAIN));
    }

    /// Whether the bastion is heard, or at least answers when it is asked.
    private boolean isTrusted(Route route) throws InterruptedException {
        if (!isDoubted() && route.silence().compareTo(settings.pace().longestSilence()) <= 0) return true;
        setDoubted(false);
        if (route.answers(MOMENT)) return true;
        board.become(State.SUSPECT, "the bastion " + where + " does not answer; asking it once more");
        var answers = route.answers(settings.pace().openTimeout());
        if (answers) board.become(State.UP, "the bastion " + where + " answers again");
        else lost = Ending.SILENT;
        return answers;
    }

    private Route rotate(Route old) {
        var successor = rotation.successor();
        if (successor.isEmpty()) return old;
        if (!adopt(successor.get())) return old;
        meter.reconnected(Ending.ROTATED);
        board.become(State.UP, "connected to " + where + " with the new key files");
        rotation.retire(old);
        return successor.get();
    }

    private void awaitNewFiles() throws InterruptedException {
        long watch = settings.pace().watch().toMillis();
        while (!isClosed() && !rotation.hasNewFiles()) {
            var _ = bell.tryAcquire(watch, TimeUnit.MILLISECONDS);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void rest(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (!isClosed() && System.nanoTime() < end) Thread.sleep(Math.min(20, LOOK.toMillis()));
    }

    /// When the bastion was last heard; the epoch if never.
    Instant lastHeard() {
        var route = current();
        return route == null ? Instant.EPOCH : route.lastHeard();
    }

    private void setDoubted(boolean isDoubted) {
        synchronized (this) {
            this.isDoubted = isDoubted;
        }
        if (isDoubted) bell.release();
    }

    private synchronized boolean isDoubted() {
        return isDoubted;
    }

    /// @return false when it comes too late
    private synchronized boolean adopt(Route route) {
        if (isClosed) route.cut();
        else current = route;
        return !isClosed;
    }

    private synchronized @Nullable Route current() {
        return current;
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }

    @Override
    public void close() {
        Route last;
        synchronized (this) {
            isClosed = true;
            last = current;
        }
        bell.release();
        if (last != null) last.cut();
        rotation.close();
        board.close();
    }
}
