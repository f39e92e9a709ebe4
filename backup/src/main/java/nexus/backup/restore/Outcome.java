package nexus.backup.restore;

import java.util.OptionalLong;

/// What came of a collection.
///
/// @param namespace  its name in the target
/// @param inserted   documents
/// @param duplicates documents that were there already and stayed as they were
/// @param counted    documents it held when it was compared; nothing where it may hold others by now
/// @param trouble    in what it is not equal to the run; empty if it is
public record Outcome(String namespace, long inserted, long duplicates, OptionalLong counted, String trouble) {
    public boolean isWell() {
        return trouble.isEmpty();
    }
}
