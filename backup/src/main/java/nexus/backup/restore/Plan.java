package nexus.backup.restore;

import java.util.List;
import java.util.stream.Stream;

/// What a restore will write, the largest collections first and views last.
///
/// @param collections with documents, and empty ones
/// @param views       that stand on them
record Plan(List<Collection> collections, List<Collection> views) {
    Plan {
        collections = List.copyOf(collections);
        views = List.copyOf(views);
    }

    /// Both.
    List<Collection> all() {
        return Stream.concat(collections.stream(), views.stream()).toList();
    }
}
