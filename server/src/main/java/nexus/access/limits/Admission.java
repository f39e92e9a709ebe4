package nexus.access.limits;

import java.time.Duration;

/// What a request is told at the door.
public sealed interface Admission {
    /// It may go on.
    ///
    /// @param pass to be closed when the request is answered
    record Admitted(Limits.Pass pass) implements Admission {}

    /// It has to come again later.
    ///
    /// @param reason what was too much, in words
    /// @param after  when it may come again
    record Refused(String reason, Duration after) implements Admission {
        /// The same in whole seconds, not less than it takes, and at least one.
        public long seconds() {
            return Math.max(
                    1, after.plusNanos(Duration.ofSeconds(1).toNanos() - 1).toSeconds());
        }
    }
}
