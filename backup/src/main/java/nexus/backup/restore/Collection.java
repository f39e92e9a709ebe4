package nexus.backup.restore;

import java.util.Optional;
import nexus.backup.run.Entry;

/// A collection, or a view, that is to be restored.
///
/// @param from     its name in the run
/// @param to       its name afterwards
/// @param metadata what it is
/// @param data     its documents; nothing for a view
record Collection(Namespace from, Namespace to, Metadata metadata, Optional<Entry> data) {
    long storedBytes() {
        return data.map(Entry::storedBytes).orElse(0L);
    }
}
