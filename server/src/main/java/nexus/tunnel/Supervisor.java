package nexus.tunnel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps one session up: one thread makes every attempt, so that many callers wait for the same one.
final class Supervisor implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(200);
    /// A session that lived shorter is followed by a pause, so that a bastion that throws us out is not stormed.
    private static final Duration STEADY = Duration.ofSeconds(10);

    private final Board board;
    private final Supplier<SshSession> sessions;
    private final String where;
    private final Crew crew;
    private final Backoff backoff = new Backoff();
    private final Semaphore bell = new Semaphore(0);
    private @Nullable SshSession current;
    private boolean isStarted;
    private boolean isClosed;

    /// @param sessions makes sessions that are not connected yet
    /// @param where    the bastion, for texts
    Supervisor(Board board, Supplier<SshSession> sessions, String where, Crew crew) {
        this.board = board;
        this.sessions = sessions;
        this.where = where;
        this.crew = crew;
    }

    /// The live session. Waits for an attempt under way, but no longer than it takes to fail.
    Optional<SshSession> session(Duration patience) {
        start();
        long failures = board.failures();
        var status = board.await(
                patience,
                now -> now.status().state() == State.UP
                        || now.status().state().isTerminal()
                        || now.failures() > failures);
        return status.state() == State.UP ? Optional.ofNullable(current()) : Optional.empty();
    }

    /// Looks at the session now, after a call on it has failed.
    void suspect(SshSession session) {
        if (!session.isUp()) ended(session);
    }

    private void ended(SshSession session) {
        // Callers that come now must wait for the next attempt, not find the dead session again.
        synchronized (this) {
            if (current == session && board.status().state() == State.UP)
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
            while (!board.status().state().isTerminal() && !isClosed()) {
                var session = sessions.get();
                if (adopt(session)) attempt(session);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Whatever the last attempt has written meanwhile.
            if (isClosed()) board.become(State.DOWN, "the tunnel is closed");
        }
    }

    private void attempt(SshSession session) throws InterruptedException {
        if (board.status().state() != State.CONNECTING) board.become(State.CONNECTING, "connecting to " + where);
        var failure = connect(session);
        if (isClosed()) return;
        if (failure.isEmpty()) {
            watch(session);
        } else {
            board.become(failure.get().state(), failure.get().reason());
            if (!failure.get().state().isTerminal()) rest();
        }
    }

    private Optional<Failure> connect(SshSession session) {
        try {
            return session.connect();
        } catch (RuntimeException e) {
            // This thread must outlive every surprise: without it nobody would connect again.
            session.cut();
            return Optional.of(new Failure(State.BACKOFF, "the bastion " + where + " could not be connected: " + e));
        }
    }

    private void watch(SshSession session) throws InterruptedException {
        long start = System.nanoTime();
        board.become(State.UP, "connected to " + where);
        while (session.isUp() && !isClosed()) {
            var _ = bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            bell.drainPermits();
        }
        if (isClosed()) return;
        ended(session);
        session.cut();
        if (Duration.ofNanos(System.nanoTime() - start).compareTo(STEADY) > 0) backoff.reset();
        else rest();
    }

    private void rest() throws InterruptedException {
        long end = System.nanoTime() + backoff.next().toNanos();
        while (!isClosed() && System.nanoTime() < end) Thread.sleep(Math.min(20, LOOK.toMillis()));
    }

    private synchronized boolean adopt(SshSession session) {
        current = session;
        return !isClosed;
    }

    private synchronized @Nullable SshSession current() {
        return current;
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }

    @Override
    public void close() {
        SshSession last;
        synchronized (this) {
            isClosed = true;
            last = current;
        }
        bell.release();
        if (last != null) last.cut();
        board.become(State.DOWN, "the tunnel is closed");
    }
}
