package nexus.backup.store;

/// Last things, which a thread does to the end although it was told to stop: whoever waits for an answer would give up
/// at
/// once, and what was begun would be left behind.
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
