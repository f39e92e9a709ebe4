package nexus.backup.run;

import java.time.Instant;
import java.util.Optional;
import nexus.backup.store.Content;
import nexus.backup.store.Stored;

/// One small object that can be written under a condition.
public interface LeaseCell {
    /// In words.
    String name();

    Optional<Content> find();

    /// Writes it where none is; nothing if one is there.
    Optional<Stored> putNew(String text);

    /// Writes it over a version; nothing if it is another one, or gone.
    Optional<Stored> replace(String text, String etag);

    /// The store's clock.
    Instant now();
}
