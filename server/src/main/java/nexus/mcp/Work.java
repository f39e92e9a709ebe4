package nexus.mcp;

/// The thread at work on one request, which can be told to stop. Once the work is over it is not interrupted any more.
final class Work implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private boolean isOver;
    private boolean isCancelled;
    private boolean isShielded;

    synchronized void cancel() {
        if (isOver) return;
        isCancelled = true;
        if (!isShielded) thread.interrupt();
    }

    /// Does a step that an interrupt would break, such as a write, which would close its socket: a cancellation
    /// interrupts the thread after it.
    void shield(Runnable step) {
        if (Thread.currentThread() != thread) {
            step.run();
            return;
        }
        boolean wasInterrupted = raiseShield();
        try {
            step.run();
        } finally {
            lowerShield(wasInterrupted);
        }
    }

    private synchronized boolean raiseShield() {
        isShielded = true;
        return Thread.interrupted();
    }

    private synchronized void lowerShield(boolean wasInterrupted) {
        isShielded = false;
        if (wasInterrupted || isCancelled) thread.interrupt();
    }

    synchronized boolean isCancelled() {
        return isCancelled;
    }

    /// Ends the work; an interrupt that came too late is swallowed.
    @Override
    public synchronized void close() {
        isOver = true;
        if (isCancelled) {
            var _ = Thread.interrupted();
        }
    }
}
