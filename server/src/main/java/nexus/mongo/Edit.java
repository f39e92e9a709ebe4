package nexus.mongo;

import java.util.List;
import org.bson.BsonDocument;

/// A change that keeps the rules and that its caller may make.
///
/// @param writes  the commands that make it, one after the other
/// @param reaches which documents they would touch
/// @param isOrdered whether the first command that fails is the last
record Edit(Change change, List<Write> writes, List<Reach> reaches, boolean isOrdered) {
    Edit {
        writes = List.copyOf(writes);
        reaches = List.copyOf(reaches);
    }

    static Edit of(Change change, Write write) {
        return new Edit(change, List.of(write), List.of(), true);
    }

    /// Documents that a part of a change would touch.
    ///
    /// @param filter finds them
    /// @param isMany all of them, or one alone
    /// @param mayAdd whether a document is added where none is found
    record Reach(BsonDocument filter, boolean isMany, boolean mayAdd) {}
}
