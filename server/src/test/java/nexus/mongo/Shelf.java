package nexus.mongo;

import java.time.Duration;
import java.util.Optional;
import nexus.config.Secret;

/// Settings and queries that the tests of this room share.
final class Shelf {
    static final Limits LIMITS = new Limits(100, 1 << 20, Duration.ofSeconds(30));

    private Shelf() {}

    static Settings settings(String uri) {
        return settings(uri, LIMITS);
    }

    static Settings settings(String uri, Limits limits) {
        return new Settings(
                new Secret(uri),
                Optional.empty(),
                Tls.USUAL,
                new Settings.Pace(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofMinutes(5)),
                8,
                limits);
    }
}
