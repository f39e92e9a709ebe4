package nexus.backup.run;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// The clocks of this machine.
///
/// @param running counts what passes, and is not set; it may stand still while a machine sleeps
/// @param wall    goes on then, and may be set
record LeaseClock(Supplier<Duration> running, Supplier<Instant> wall) {
    static final LeaseClock SYSTEM = new LeaseClock(() -> Duration.ofNanos(System.nanoTime()), Instant::now);

    /// A point in time by both.
    record Moment(Duration running, Instant wall) {}

    Moment now() {
        return new Moment(running.get(), wall.get());
    }

    /// What has passed by the clock that says more.
    Duration since(Moment then) {
        var now = now();
        var passed = now.running.minus(then.running);
        var onWall = Duration.between(then.wall, now.wall);
        return passed.compareTo(onWall) > 0 ? passed : onWall;
    }
}
