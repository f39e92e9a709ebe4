package nexus.chart.load;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long an agent thinks between two calls: any time in between.
///
/// @param least shortest
/// @param most  longest, above that
public record Pace(Duration least, Duration most) {
    /// A program in a loop.
    public static final Pace BUSY = new Pace(Duration.ZERO, Duration.ofMillis(40));
    /// An agent whose model answers fast.
    public static final Pace CALM = new Pace(Duration.ofMillis(200), Duration.ofSeconds(2));
    /// An agent that talks to a person: its connection is idle for longer than a replica takes to stop, and for less
    /// than the 30 s after which the client of the JDK drops it.
    public static final Pace RARE = new Pace(Duration.ofSeconds(4), Duration.ofSeconds(20));

    Duration next() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(least.toMillis(), most.toMillis()));
    }
}
