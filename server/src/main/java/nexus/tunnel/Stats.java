package nexus.tunnel;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What a tunnel has done so far.
///
/// @param reconnects        sessions after the first, by why the one before ended
/// @param openFailures      connections that were not opened, by why
/// @param rotationFailures  how often changed key files could not be used
/// @param channels          open now
/// @param bytesIn           from the far end
/// @param bytesOut          to the far end
/// @param roundTrip         the last channel open, to the bastion, on to the target and back (for a tunnel of someone
///                          else: the TCP connect to it); zero when there was none
/// @param lastHeard         when the bastion last sent anything; the epoch if it never has
public record Stats(
        Map<Ending, Long> reconnects,
        Map<Refusal, Long> openFailures,
        long rotationFailures,
        int channels,
        long bytesIn,
        long bytesOut,
        Duration roundTrip,
        Instant lastHeard) {
    public Stats {
        reconnects = Map.copyOf(reconnects);
        openFailures = Map.copyOf(openFailures);
    }

    /// Sessions after the first, whatever became of the one before.
    public long sessionsAfterTheFirst() {
        return reconnects.values().stream().mapToLong(Long::longValue).sum();
    }
}
