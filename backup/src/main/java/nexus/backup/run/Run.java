package nexus.backup.run;

import java.time.Instant;
import java.util.Optional;

/// A run as a list shows it.
///
/// @param finished by the store's clock; nothing while there is no marker
/// @param summary  what its marker tells; nothing while there is none that can be read
/// @param verified when it was last read back whole and found good
public record Run(RunId id, Optional<Instant> finished, Optional<Summary> summary, Optional<Instant> verified) {
    /// What a marker tells.
    ///
    /// @param whole       whether all of the source was asked for
    /// @param level       of consistency, as a word
    /// @param documents   in all objects
    /// @param bytes       before compression
    /// @param storedBytes as they lie in the bucket
    public record Summary(boolean whole, String level, long documents, long bytes, long storedBytes) {}

    public boolean isComplete() {
        return summary.isPresent();
    }

    /// Whether it is complete and saves all of the source.
    public boolean isWhole() {
        return summary.filter(Summary::whole).isPresent();
    }

    /// Whether it is complete, saves all, and was found good.
    public boolean isProven() {
        return isWhole() && verified.isPresent();
    }
}
