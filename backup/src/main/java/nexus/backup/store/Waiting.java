package nexus.backup.store;

import java.time.Duration;

/// Waits between attempts.
final class Waiting {
    private Waiting() {}

    /// @param failed attempts so far
    static void after(int failed, Patience patience) {
        pause(patience.waitAfter(failed));
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("the program was told to stop while it waited for the store", e);
        }
    }
}
