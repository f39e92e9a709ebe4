package nexus.mcp;

/// The thread at work on one request, which can be told to stop. Once the work is over it is not interrupted any more.
final class Work implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private boolean isOver;
    private boolean isCancelled;

    synchronized void cancel() {
        if (isOver) return;
        isCancelled = true;
        thread.interrupt();
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
