package nexus.mongo;

import java.time.Duration;
import nexus.config.Section;

/// What one read may cost.
///
/// @param documents most documents returned; 1 to 100000
/// @param bytes     most bytes of JSON returned; 1 KiB to 128 MiB
/// @param time      deadline of one operation, on the client and (as `maxTimeMS`) on the server; 100 ms to 10 min
public record Limits(int documents, long bytes, Duration time) {
    /// Reads the section `limits` of a connection.
    public static Limits read(Section section) {
        return new Limits(
                section.integer("documents", 1, 100_000),
                section.bytes("bytes", 1 << 10, 128 << 20),
                section.duration("time", Duration.ofMillis(100), Duration.ofMinutes(10)));
    }
}
