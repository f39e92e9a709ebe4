package nexus.mongo.view;

import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// The fields of a collection that are hidden or masked, by their dotted names.
public record Fields(List<String> hidden, List<String> masked) {
    public Fields {
        hidden = List.copyOf(hidden);
        masked = List.copyOf(masked);
    }

    static Fields of(Sight sight) {
        return new Fields(sight.hidden(), sight.masked());
    }

    /// Whether the value of a field holds, or lies in, one that is hidden or masked.
    public boolean touch(String path) {
        return Stream.concat(hidden.stream(), masked.stream()).anyMatch(kept -> isIn(path, kept) || isIn(kept, path));
    }

    /// Whether any field that a document names is touched: a key of an index, or a filter with operators.
    public boolean touchAny(BsonDocument names) {
        return touchAny("", names);
    }

    private boolean touchAny(String above, BsonValue value) {
        return switch (value) {
            case BsonDocument document ->
                document.entrySet().stream().anyMatch(entry -> touchAny(above, entry.getKey(), entry.getValue()));
            case BsonArray array -> array.stream().anyMatch(element -> touchAny(above, element));
            default -> false;
        };
    }

    private boolean touchAny(String above, String name, BsonValue value) {
        if (name.startsWith("$")) return touchAny(above, value);
        var plain = name.endsWith(".$**") ? name.substring(0, name.length() - ".$**".length()) : name;
        var path = above.isEmpty() ? plain : above + "." + plain;
        return touch(path) || touchAny(path, value);
    }

    /// The hidden field that a path is, or lies in; empty for none.
    String hiddenAbove(String path) {
        return hidden.stream().filter(name -> isIn(path, name)).findFirst().orElse("");
    }

    /// The hidden names without those that lie in another, which MongoDB would refuse to take away twice.
    List<String> outermostHidden() {
        return hidden.stream()
                .distinct()
                .filter(name -> hidden.stream().noneMatch(other -> !other.equals(name) && isIn(name, other)))
                .toList();
    }

    private static boolean isIn(String path, String outer) {
        return path.equals(outer) || path.startsWith(outer + ".");
    }
}
