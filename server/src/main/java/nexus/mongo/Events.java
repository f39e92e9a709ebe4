package nexus.mongo;

import java.time.Duration;

/// Hears of every operation sent to MongoDB.
@FunctionalInterface
public interface Events {
    /// Hears nothing.
    Events NONE = (_, _, _) -> {};

    /// One operation has ended.
    ///
    /// @param name what it was: `find`, `aggregate`, `count`, `sample`, `listCollections`, `listDatabases`,
    ///             `listIndexes`, `ping`, or the name of a write such as `insert`
    /// @param took from the first try to the last byte read
    /// @param ok   whether MongoDB answered it
    void command(String name, Duration took, boolean ok);
}
