package nexus.mongo.view;

import java.util.List;

/// What a caller sees of the documents of one collection.
///
/// @param hidden dotted names of fields that are not there for the caller
/// @param masked dotted names of fields whose values are not shown: [#MASK] stands in for each
/// @param filter Extended JSON of a query: other documents are not there for the caller; empty for none
/// @param level  how far the caller may go with what it sees
public record Sight(List<String> hidden, List<String> masked, String filter, Level level) {
    /// The value of every masked field.
    public static final String MASK = "<masked>";

    public Sight {
        hidden = List.copyOf(hidden);
        masked = List.copyOf(masked);
    }

    /// Every document as it is.
    public static Sight whole(Level level) {
        return new Sight(List.of(), List.of(), "", level);
    }

    /// Whether nothing of the documents is kept back.
    public boolean isWhole() {
        return hidden.isEmpty() && masked.isEmpty() && filter.isEmpty();
    }
}
