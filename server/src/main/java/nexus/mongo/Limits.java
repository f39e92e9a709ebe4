package nexus.mongo;

import java.time.Duration;
import nexus.config.Section;

/// What one read may cost, and how much one write may change.
///
/// @param documents most documents returned; 1 to 100000
/// @param bytes     most bytes of JSON returned; 1 KiB to 128 MiB
/// @param time      deadline of one operation, on the client and (as `maxTimeMS`) on the server; 100 ms to 10 min
/// @param affected  most documents that one call may write; 1 to 100000
public record Limits(int documents, long bytes, Duration time, int affected) {
    private static final int USUAL = 1_000;

    /// With the usual number of documents for a write.
    public Limits(int documents, long bytes, Duration time) {
        this(documents, bytes, time, USUAL);
    }

    /// Reads the section `limits` of a connection.
    public static Limits read(Section section) {
        return new Limits(
                section.integer("documents", 1, 100_000),
                section.bytes("bytes", 1 << 10, 128 << 20),
                section.duration("time", Duration.ofMillis(100), Duration.ofMinutes(10)),
                section.integer("affected", 1, 100_000));
    }
}
