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
    /// An agent that talks to a person: it calls on a connection that was idle for about as long as a replica
    /// pauses before it stops, or on a new one. One that is idle for longer may be closed under a call, which no
    /// server can prevent.
    public static final Pace RARE = new Pace(Duration.ofSeconds(4), Duration.ofSeconds(20));

    Duration next() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(least.toMillis(), most.toMillis()));
    }
}
