package nexus.bench;

import java.time.Duration;

/// Ends this process, and with it all others, when a run takes longer than any should.
final class Guard {
    private Guard() {}

    static void start(Duration most) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Thread.sleep(most);
                System.err.println("the benchmark has not ended after " + most.toSeconds() + " s: something hangs");
                System.exit(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
