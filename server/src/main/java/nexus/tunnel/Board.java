package nexus.tunnel;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/// The state everybody reads and one thread writes; logs each change once.
final class Board {
    private static final System.Logger LOG = System.getLogger(Tunnel.class.getName());

    private final String title;
    private Status status = new Status(State.DOWN, "nobody has asked for the tunnel yet", Instant.now());
    private String trouble = "the bastion has not let us in yet";
    private long failures;
    private boolean isClosed;

    /// @param name of the connection, for the log; may be empty
    Board(String name, Lane lane) {
        this.title = (lane == Lane.CONTROL ? "tunnel " : "bulk tunnel ") + (name.isEmpty() ? "" : "of " + name + " ");
    }

    synchronized void become(State state, String reason) {
        if (isClosed) return;
        if (status.state() == state && status.reason().equals(reason)) return;
        if (status.state() == State.UP || (state != State.UP && state != State.CONNECTING)) trouble = reason;
        status = new Status(state, reason, Instant.now());
        if (state == State.BACKOFF || state.isTerminal()) failures++;
        LOG.log(state.isTrouble() ? WARNING : INFO, () -> title + state + ": " + reason);
        notifyAll();
    }

    /// Nothing comes after this, and nobody waits any more.
    synchronized void close() {
        become(State.DOWN, "the tunnel is closed");
        isClosed = true;
        notifyAll();
    }

    synchronized Status status() {
        return status;
    }

    /// What went wrong last, which stays worth telling during the next attempt.
    synchronized String trouble() {
        return trouble;
    }

    /// What to say during an attempt: what was wrong before is still what an operator wants to know.
    synchronized String attempt(String where) {
        return "connecting to " + where + (failures == 0 ? "" : " again: " + trouble);
    }

    /// How many attempts have failed so far.
    synchronized long failures() {
        return failures;
    }

    /// The status once it satisfies `wanted`, or as it is when the time is over.
    synchronized Status await(Duration patience, Predicate<Board> wanted) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!isClosed && !wanted.test(this)) {
                long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (millis <= 0) break;
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return status;
    }
}
