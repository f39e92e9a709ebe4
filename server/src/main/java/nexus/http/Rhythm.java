package nexus.http;

import java.time.Duration;

/// When answers stream.
///
/// @param streamAfter  an answer that takes longer becomes a stream, and beats as often
/// @param heartbeat    how often a stream beats that only waits
/// @param writeTimeout how long a client may take for a little, before it counts as gone
record Rhythm(Duration streamAfter, Duration heartbeat, Duration writeTimeout) {
    private static final int SLOWEST_BYTES_PER_SECOND = 64 << 10;

    /// How long a client may take for so many bytes.
    Duration limit(long bytes) {
        return writeTimeout.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
    }
}
