package nexus.chart.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Many agents at once, of both eras, that call and listen from now until this is closed.
public final class Load implements AutoCloseable {
    private static final Duration LONGEST_END = Duration.ofSeconds(70);

    private final Tally tally = new Tally();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    private Load() {}

    /// How many agents of each kind, for each era.
    ///
    /// @param busy      that call all the time
    /// @param calm      that pause for up to seconds
    /// @param rare      that pause for up to longer than a replica takes to stop
    /// @param listening that hold a stream open
    public record Mix(int busy, int calm, int rare, int listening) {}

    public static Load start(Endpoint endpoint, Mix mix) {
        var load = new Load();
        for (var era : Era.values()) {
            load.call(mix.busy(), "busy", endpoint, era, Pace.BUSY);
            load.call(mix.calm(), "calm", endpoint, era, Pace.CALM);
            load.call(mix.rare(), "rare", endpoint, era, Pace.RARE);
            for (int i = 0; i < mix.listening(); i++) {
                load.begin(new Listening("listening " + era + " " + i, endpoint, era, load.tally, load.stop));
            }
        }
        return load;
    }

    private void call(int count, String kind, Endpoint endpoint, Era era, Pace pace) {
        for (int i = 0; i < count; i++) {
            begin(new Calling(kind + " " + era + " " + i, endpoint, era, pace, tally, stop));
        }
    }

    private void begin(Runnable agent) {
        threads.add(Thread.ofVirtual().start(agent));
    }

    public Tally tally() {
        return tally;
    }

    /// Stops the agents; each waits for the answer to its last call.
    @Override
    public void close() {
        stop.countDown();
        long end = System.nanoTime() + LONGEST_END.toNanos();
        try {
            for (var thread : threads) {
                if (!thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime()))))
                    tally.failed("an agent", "has not ended within " + LONGEST_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
