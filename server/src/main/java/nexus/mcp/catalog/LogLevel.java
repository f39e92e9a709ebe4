package nexus.mcp.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Severities of RFC 5424, mildest first.
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    /// The name on the wire.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The level of a name on the wire.
    public static Optional<LogLevel> of(String word) {
        return Arrays.stream(values())
                .filter(level -> level.word().equals(word))
                .findFirst();
    }
}
