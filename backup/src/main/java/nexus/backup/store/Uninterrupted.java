package nexus.backup.store;

/// Last things, which a thread does to the end although it was told to stop: it would give up at the first answer that
/// it waits for, and leave behind what it has begun.
public final class Uninterrupted {
    private Uninterrupted() {}

    /// Does it; that the thread was told to stop is remembered for after it.
    public static void run(Runnable last) {
        boolean isInterrupted = Thread.interrupted();
        try {
            last.run();
        } finally {
            if (isInterrupted) Thread.currentThread().interrupt();
        }
    }
}
