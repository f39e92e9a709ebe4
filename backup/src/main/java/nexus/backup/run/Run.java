package nexus.backup.run;

import java.time.Instant;
import java.util.Optional;

/// A run as a list shows it.
///
/// @param finished by the store's clock; nothing while there is no marker
/// @param summary  what its marker tells; nothing while there is none that can be read
/// @param finding  what was found when it was last looked at whole
public record Run(RunId id, Optional<Instant> finished, Optional<Summary> summary, Optional<Finding> finding) {
    /// What somebody has found who read all of it, or restored it for a trial.
    ///
    /// @param isGood whether it is what its manifest says
    public record Finding(Instant at, boolean isGood) {}

    /// What a marker tells.
    ///
    /// @param whole       whether all of the source was asked for
    /// @param level       of consistency, as a word
    /// @param documents   in all objects
    /// @param bytes       before compression
    /// @param storedBytes as they lie in the bucket
    public record Summary(boolean whole, String level, long documents, long bytes, long storedBytes) {}

    /// Whether its marker is there and can be read.
    public boolean isComplete() {
        return summary.isPresent();
    }

    /// Whether its marker is there but cannot be read.
    public boolean isUnreadable() {
        return finished.isPresent() && summary.isEmpty();
    }

    /// Whether it is complete and saves all of the source.
    public boolean isWhole() {
        return summary.filter(Summary::whole).isPresent();
    }

    /// Whether it is complete, saves all, and was found good.
    public boolean isProven() {
        return isWhole() && verified().isPresent();
    }

    /// Whether it is complete, saves all, and nobody has found it damaged.
    public boolean isSound() {
        return isWhole() && damaged().isEmpty();
    }

    /// When it was found good, if that is what was found last.
    public Optional<Instant> verified() {
        return finding.filter(Finding::isGood).map(Finding::at);
    }

    /// When it was found damaged, if that is what was found last.
    public Optional<Instant> damaged() {
        return finding.filter(found -> !found.isGood()).map(Finding::at);
    }
}
